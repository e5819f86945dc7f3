import type { Cart, CartCoupon, CartFee, CartItem, CartRate, CartSettings } from './cart.js';
import { discountsOf } from './discounts.js';
import { keptDigits, round, sum } from './rounding.js';
import { addTaxes, halfOfTax, mapTaxes, noTaxes, ratesFor, taxesOf, type Taxes } from './taxes.js';

// Amounts here are in units of the currency (cents), and not whole ones: a shop rounds late.

/** A line of the cart. Amounts are without tax. */
export interface CartLine {
  item: CartItem;
  subtotal: number;
  subtotalTaxes: Taxes;
  total: number;
  taxes: Taxes;
}

export interface ShippingCost {
  title: string;
  total: number;
  taxes: Taxes;
}

export interface FeeCost {
  fee: CartFee;
  total: number;
  taxes: Taxes;
}

export interface CouponDiscount {
  coupon: CartCoupon;
  discount: number;
  discountTax: number;
}

export interface CartTotals {
  lines: CartLine[];
  shipping: ShippingCost[];
  fees: FeeCost[];
  coupons: CouponDiscount[];
  /** As they stand on the receipt, by rate. */
  cartTaxes: Taxes;
  shippingTaxes: Taxes;
  totalTax: number;
  total: number;
}

/** What a shop needs to know while it computes a cart. */
class Computation {
  readonly unitsPerWhole: number;

  constructor(
    readonly settings: CartSettings,
    readonly cart: Cart,
  ) {
    this.unitsPerWhole = 10 ** settings.decimals;
  }

  units(amount: number): number {
    return round(amount * this.unitsPerWhole, keptDigits - this.settings.decimals);
  }

  ratesOf(taxClass: string, country = this.cart.taxCountry): CartRate[] {
    return ratesFor(this.settings.rates, country, taxClass);
  }

  /** The tax of a line, rounded where the shop rounds each line. */
  roundTax(tax: number): number {
    const { roundAtSubtotal, pricesIncludeTax } = this.settings;
    return roundAtSubtotal ? tax : round(tax, 0, halfOfTax(pricesIncludeTax));
  }

  roundAmount(amount: number): number {
    return this.settings.roundAtSubtotal ? amount : round(amount);
  }
}

interface PricedItem {
  item: CartItem;
  rates: CartRate[];
  /** Of all pieces. */
  price: number;
  isTaxed: boolean;
  includesTax: boolean;
}

/** The price of an item where the customer is: what contains the tax of the shop's country gets that of the customer's instead. */
function priceItem(computation: Computation, item: CartItem): PricedItem {
  const { settings, cart } = computation;
  const rates = computation.ratesOf(item.taxClass);
  const price = computation.units(item.price * item.quantity);
  const isTaxed = item.isTaxable && !cart.isVatExempt;
  const priced = { item, rates, price, isTaxed, includesTax: settings.pricesIncludeTax };
  if (!settings.pricesIncludeTax || !item.isTaxable) return priced;
  const baseRates = computation.ratesOf(item.taxClass, settings.baseCountry);
  const net = price - sum(taxesOf(price, baseRates, true).values());
  if (cart.isVatExempt) return { ...priced, price: round(net), includesTax: false };
  const isBase = rates.length === baseRates.length && rates.every((rate, index) => rate === baseRates[index]);
  return isBase ? priced : { ...priced, price: net + sum(taxesOf(net, rates).values()) };
}

function taxedAmount({ isTaxed, rates, includesTax }: PricedItem, amount: number): { net: number; taxes: Taxes } {
  if (!isTaxed) return { net: amount, taxes: noTaxes };
  const taxes = taxesOf(amount, rates, includesTax);
  return { net: includesTax ? amount - sum(taxes.values()) : amount, taxes };
}

function lineOf(priced: PricedItem, discount: number): CartLine {
  const subtotal = taxedAmount(priced, priced.price);
  const total = taxedAmount(priced, priced.price - discount);
  return {
    item: priced.item,
    subtotal: subtotal.net,
    subtotalTaxes: subtotal.taxes,
    total: total.net,
    taxes: total.taxes,
  };
}

function couponDiscount(priced: readonly PricedItem[], coupon: CartCoupon, discounts: readonly number[]) {
  const taxes = priced.map((each, index) =>
    each.isTaxed ? sum(taxesOf(discounts[index] ?? 0, each.rates, each.includesTax).values()) : 0,
  );
  const inclusive = sum(taxes.filter((_, index) => priced[index]?.includesTax));
  return { coupon, discount: sum(discounts) - inclusive, discountTax: sum(taxes) };
}

/** The tax class of shipping: by default that of the items, the standard one before others. */
function shippingClass({ settings, cart }: Computation): string | undefined {
  if (settings.shippingTaxClass !== 'inherit') return settings.shippingTaxClass;
  const classes = new Set(cart.items.filter(({ isTaxable }) => isTaxable).map(({ taxClass }) => taxClass));
  return ['', ...settings.taxClasses].find((taxClass) => classes.has(taxClass));
}

/** Shipping costs are entered without tax, in any shop. */
function shippingCosts(computation: Computation): ShippingCost[] {
  const { cart, settings } = computation;
  const taxClass = shippingClass(computation);
  const rates = taxClass === undefined ? [] : computation.ratesOf(taxClass).filter(({ shipping }) => shipping);
  return cart.shipping.map(({ title, cost }) => {
    const rounded = round(cost, settings.decimals);
    const taxes = cart.isVatExempt || cost <= 0 ? noTaxes : taxesOf(rounded, rates);
    return {
      title,
      total: computation.units(rounded),
      taxes: mapTaxes(taxes, (tax) => tax * computation.unitsPerWhole),
    };
  });
}

/** What stands in the cart by tax class; undefined: untaxed. Fees that follow count too, discounts do not. */
function costsByClass(
  { settings }: Computation,
  lines: readonly CartLine[],
  shipping: readonly ShippingCost[],
  fees: readonly FeeCost[],
): Map<string | undefined, number> {
  const firstClass = lines[0]?.item.taxClass;
  const ofShipping = settings.shippingTaxClass === 'inherit' ? firstClass : settings.shippingTaxClass;
  const costs = [
    ...lines.map(({ item, total }) => ({ total, taxClass: item.isTaxable ? item.taxClass : undefined })),
    ...fees.map(({ fee, total }) => ({ total, taxClass: fee.isTaxable ? fee.taxClass : undefined })),
    ...shipping.map(({ total }) => ({ total, taxClass: ofShipping })),
  ];
  const sums = new Map<string | undefined, number>();
  for (const { total, taxClass } of costs) if (total > 0) sums.set(taxClass, (sums.get(taxClass) ?? 0) + total);
  return sums;
}

function feeCosts(computation: Computation, lines: readonly CartLine[], shipping: readonly ShippingCost[]): FeeCost[] {
  const { cart } = computation;
  const fees: FeeCost[] = [];
  const before =
    sum(lines.map(({ total }) => computation.roundAmount(total))) + sum(shipping.map(({ total }) => total));
  for (const fee of cart.fees) {
    // A discount takes no more than there is.
    const most = -round(before + sum(fees.map(({ total }) => total)));
    const amount = computation.units(fee.amount);
    const total = amount < 0 ? Math.max(amount, most) : amount;
    const taxes = cart.isVatExempt
      ? noTaxes
      : total < 0
        ? taxesOfDiscount(computation, total, costsByClass(computation, lines, shipping, fees))
        : fee.isTaxable
          ? taxesOf(total, computation.ratesOf(fee.taxClass))
          : noTaxes;
    fees.push({ fee, total, taxes });
  }
  return fees;
}

/** A discount on the cart lowers each tax by its share of what it is taken from. */
function taxesOfDiscount(
  computation: Computation,
  total: number,
  costs: ReadonlyMap<string | undefined, number>,
): Taxes {
  const all = sum(costs.values());
  return addTaxes(
    [...costs].map(([taxClass, cost]) =>
      taxClass === undefined ? noTaxes : taxesOf(total * (cost / all), computation.ratesOf(taxClass)),
    ),
  );
}

/** Computes a cart as WooCommerce does at checkout. */
export function cartTotals(settings: CartSettings, cart: Cart): CartTotals {
  const computation = new Computation(settings, cart);
  const priced = cart.items.map((item) => priceItem(computation, item));
  const discountable = priced.map(({ price, item: { quantity } }) => ({ price, quantity }));
  const applied = discountsOf(discountable, cart.coupons, computation.unitsPerWhole);
  const lines = priced.map((each, index) => lineOf(each, sum(applied.map(({ discounts }) => discounts[index] ?? 0))));
  const shipping = shippingCosts(computation);
  const fees = feeCosts(computation, lines, shipping);
  const roundTaxes = (taxes: Taxes) => mapTaxes(taxes, (tax) => computation.roundTax(tax));
  const itemTaxes = addTaxes(lines.map(({ taxes }) => roundTaxes(taxes)));
  const feeTaxes = fees.map(({ taxes }) => taxes);
  const shippingTaxes = addTaxes(shipping.map(({ taxes }) => mapTaxes(taxes, (tax) => computation.roundAmount(tax))));
  const itemsTotal = sum(lines.map(({ total }) => computation.roundAmount(total)));
  const otherTotal = sum([...fees, ...shipping].map(({ total }) => total));
  const totalTax = sum([
    ...itemTaxes.values(),
    ...feeTaxes.flatMap((taxes) => [...roundTaxes(taxes).values()]),
    ...shippingTaxes.values(),
  ]);
  return {
    lines,
    shipping,
    fees,
    coupons: applied.map(({ coupon, discounts }) => couponDiscount(priced, coupon, discounts)),
    // Taxes of fees are rounded in the total, but not by rate.
    cartTaxes: addTaxes([itemTaxes, ...feeTaxes]),
    shippingTaxes,
    totalTax,
    total: Math.max(0, round(itemsTotal + otherTotal + totalTax)),
  };
}

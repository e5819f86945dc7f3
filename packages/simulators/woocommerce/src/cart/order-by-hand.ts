import type { CartFee, CartItem, CartSettings } from './cart.js';
import { writeOrder, type OrderAmounts, type OrderTotals } from './cart-order.js';
import { round, sum } from './rounding.js';
import { addTaxes, halfOfTax, mapTaxes, noTaxes, ratesFor, taxesOf, type Taxes } from './taxes.js';

/** An order that was entered, or edited, in the back office or through the API. Amounts are without tax. */
export interface HandOrder {
  taxCountry: string;
  lines: readonly { item: CartItem; subtotal: number; total: number }[];
  shipping: readonly { title: string; total: number; isTaxable: boolean }[];
  /** Not negative. */
  fees: readonly CartFee[];
}

/** Calculates an order again as WooCommerce does by its button: taxes come on top of what each line comes to. */
export function orderByHand(settings: CartSettings, order: HandOrder): OrderAmounts {
  return writeOrder(settings, handTotals(settings, order));
}

function handTotals(settings: CartSettings, order: HandOrder): OrderTotals {
  const { decimals, roundAtSubtotal, pricesIncludeTax } = settings;
  const roundTax = (tax: number) => (roundAtSubtotal ? tax : round(tax, decimals, halfOfTax(pricesIncludeTax)));
  const roundAmount = (amount: number) => (roundAtSubtotal ? amount : round(amount, decimals));
  const roundTaxes = (taxes: Taxes) => mapTaxes(taxes, roundTax);
  const rates = (taxClass: string) => ratesFor(settings.rates, order.taxCountry, taxClass);
  const lines = order.lines.map(({ item, subtotal, total }) => ({
    item,
    subtotal,
    subtotalTaxes: item.isTaxable ? taxesOf(subtotal, rates(item.taxClass)) : noTaxes,
    total,
    taxes: item.isTaxable ? taxesOf(total, rates(item.taxClass)) : noTaxes,
  }));
  const shippingRates = rates('').filter(({ shipping }) => shipping);
  const shipping = order.shipping.map(({ title, total, isTaxable }) => ({
    title,
    total,
    taxes: isTaxable ? taxesOf(total, shippingRates) : noTaxes,
  }));
  const fees = order.fees.map((fee) => ({
    fee,
    total: fee.amount,
    taxes: fee.isTaxable ? taxesOf(fee.amount, rates(fee.taxClass)) : noTaxes,
  }));
  const cartTaxes = addTaxes([...lines, ...fees].map(({ taxes }) => roundTaxes(taxes)));
  const shippingTaxes = addTaxes(shipping.map(({ taxes }) => roundTaxes(taxes)));
  const totalTax = sum([...cartTaxes.values(), ...shippingTaxes.values()]);
  const net = sum(lines.map(({ total }) => roundAmount(total)));
  const others = sum(shipping.map(({ total }) => round(total, decimals))) + sum(fees.map(({ total }) => total));
  const taxSum = (all: readonly Taxes[]) => sum(addTaxes(all).values());
  return {
    lines,
    shipping,
    fees,
    coupons: [],
    discount: sum(lines.map(({ subtotal }) => roundAmount(subtotal))) - net,
    discountTax: roundTax(
      taxSum(lines.map(({ subtotalTaxes }) => subtotalTaxes)) - taxSum(lines.map(({ taxes }) => taxes)),
    ),
    cartTaxes,
    shippingTaxes,
    totalTax,
    total: round(net + others + totalTax, decimals),
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  orderByHand,
  orderOfCart,
  type CartCoupon,
  type CartFee,
  type CartItem,
  type CartRate,
  type CartSettings,
  type OrderAmounts,
} from '@koppel/simulator-woocommerce';

// Carts of the simulator against those of a real WooCommerce: from what its customers bought, the amounts that it recorded.

type RecordedLine = OrderAmounts['line_items'][number];

interface Recorded extends OrderAmounts {
  id: number;
  created_via: string;
  billing: { country: string };
  shipping: { country: string };
  meta_data: { key: string; value: unknown }[];
  coupon_lines: (OrderAmounts['coupon_lines'][number] & {
    discount_type: CartCoupon['kind'];
    nominal_amount: number;
  })[];
}

const fixture = join(import.meta.dirname, 'fixtures', 'woocommerce-11-orders.json');
const recorded = JSON.parse(readFileSync(fixture, 'utf8')) as Recorded[];

function aRate(id: number, country: string, rate: number, changes: Partial<CartRate> = {}): CartRate {
  const rest = { name: 'VAT', priority: 1, compound: false, shipping: true, class: 'standard' };
  return { id, country, state: '', rate: rate.toFixed(4), ...rest, ...changes };
}

/** The rates of that shop, in the order in which it numbered them. Those of France and Austria were there for one order each. */
const rates = [
  aRate(1, 'NL', 21, { name: 'BTW' }),
  aRate(2, 'NL', 9, { name: 'BTW', class: 'reduced-rate' }),
  aRate(3, 'NL', 0, { name: 'BTW', class: 'zero-rate' }),
  aRate(4, 'DE', 19),
  aRate(5, 'DE', 7, { class: 'reduced-rate' }),
  aRate(6, 'BE', 21),
  aRate(7, 'BE', 6, { class: 'reduced-rate' }),
  aRate(8, 'FR', 20, { name: 'TVA' }),
  aRate(9, 'FR', 2, { name: 'ECO', priority: 2, compound: true, shipping: false }),
  aRate(10, 'AT', 20, { name: 'UST' }),
];

const shop: CartSettings = {
  currency: 'EUR',
  decimals: 2,
  pricesIncludeTax: true,
  roundAtSubtotal: false,
  shippingTaxClass: 'inherit',
  taxClasses: ['reduced-rate', 'zero-rate'],
  baseCountry: 'NL',
  rates,
};

/** Orders for which the shop was set otherwise. */
const settingsOf: Readonly<Record<number, Partial<CartSettings>>> = {
  2392: { pricesIncludeTax: false },
  2393: { roundAtSubtotal: true },
  2394: { decimals: 4, shownDecimals: 2 },
};

/** Entered in the back office or through the API, or edited there: every amount was calculated anew from the stored lines. */
const isByHand = ({ id, created_via: via }: Recorded) => !['checkout', 'store-api'].includes(via) || id === 2361;

/** A gift card plug-in lowered this total after the shop had computed it. */
const changedAfterwards: Readonly<Record<number, { total: string }>> = { 2533: { total: '11.72' } };

const baseRateOf = (taxClass: string) =>
  Number(rates.find((rate) => rate.country === 'NL' && rate.class === (taxClass || 'standard'))?.rate ?? 0);

const cents = (amount: number) => Math.round(amount * 100) / 100;

/** The price in the shop of which a line was made: the recording has it without tax. */
function priceOf(line: RecordedLine, settings: CartSettings, isAtHome: boolean): number {
  if (!settings.pricesIncludeTax) return cents(Number(line.subtotal) / line.quantity);
  const taxed = isAtHome
    ? Number(line.subtotal) + Number(line.subtotal_tax)
    : line.price * line.quantity * (1 + baseRateOf(line.tax_class) / 100);
  return cents(taxed / line.quantity);
}

function itemOf(line: RecordedLine, settings: CartSettings, isAtHome: boolean): CartItem {
  const { name, sku, quantity, tax_class: taxClass } = line;
  return { name, sku, quantity, price: priceOf(line, settings, isAtHome), taxClass, isTaxable: true };
}

function feesOf(order: Recorded): CartFee[] {
  return order.fee_lines.map(({ name, amount, total, tax_class: taxClass, tax_status: status }) => ({
    name,
    amount: Number(amount || total),
    taxClass,
    isTaxable: status === 'taxable' && taxClass !== '0',
  }));
}

const taxCountryOf = ({ shipping, billing }: Recorded) => shipping.country || billing.country || shop.baseCountry;

function calculatedByHand(order: Recorded, settings: CartSettings): OrderAmounts {
  const lines = order.line_items.map((line) => ({
    item: itemOf(line, settings, true),
    subtotal: Number(line.subtotal),
    // With the digits that the amount itself is shown without; half a piece is shown as none.
    total: line.quantity === 0 ? Number(line.total) : line.price * line.quantity,
  }));
  const shipping = order.shipping_lines.map(({ method_title: title, total, taxes }) => ({
    title,
    total: Number(total),
    isTaxable: taxes.length > 0,
  }));
  return orderByHand(settings, { taxCountry: taxCountryOf(order), lines, shipping, fees: feesOf(order) });
}

function calculatedAtCheckout(order: Recorded, settings: CartSettings): OrderAmounts {
  const taxCountry = taxCountryOf(order);
  const isVatExempt = order.meta_data.some(({ key, value }) => key === 'is_vat_exempt' && value === 'yes');
  const isAtHome = taxCountry === settings.baseCountry && !isVatExempt;
  return orderOfCart(settings, {
    taxCountry,
    isVatExempt,
    items: order.line_items.map((line) => itemOf(line, settings, isAtHome)),
    coupons: order.coupon_lines.map(({ code, discount_type: kind, nominal_amount: amount }) => ({
      code,
      kind,
      amount,
    })),
    shipping: order.shipping_lines.map(({ method_title: title, total }) => ({ title, cost: Number(total) })),
    fees: feesOf(order),
  });
}

type Charged = Pick<RecordedLine, 'total' | 'total_tax' | 'taxes'>;

/** Everything that an order says of money. */
function amountsOf(order: OrderAmounts, withCoupons: boolean) {
  const charged = ({ total, total_tax, taxes }: Charged) => ({ total, total_tax, taxes });
  const { discount_total, discount_tax, shipping_total, shipping_tax, cart_tax, total, total_tax } = order;
  return {
    totals: { discount_total, discount_tax, shipping_total, shipping_tax, cart_tax, total, total_tax },
    items: order.line_items.map((line) => ({
      ...charged(line),
      subtotal: line.subtotal,
      subtotal_tax: line.subtotal_tax,
    })),
    shipping: order.shipping_lines.map(charged),
    fees: order.fee_lines.map(charged),
    coupons: withCoupons
      ? order.coupon_lines.map(({ code, discount, discount_tax }) => ({ code, discount, discount_tax }))
      : [],
    taxes: order.tax_lines
      .map(({ id: _id, label: _label, meta_data: _meta, ...rate }) => rate)
      .toSorted((a, b) => a.rate_id - b.rate_id),
  };
}

it.each(recorded.map((order) => [order.id, order] as const))('computes order %i as the shop did', (id, order) => {
  const settings = { ...shop, currency: order.currency, ...settingsOf[id] };
  const computed = isByHand(order) ? calculatedByHand(order, settings) : calculatedAtCheckout(order, settings);
  // Coupons of an order that was edited stay as they were.
  const withCoupons = !isByHand(order);
  expect(amountsOf({ ...computed, ...changedAfterwards[id] }, withCoupons)).toEqual(amountsOf(order, withCoupons));
});

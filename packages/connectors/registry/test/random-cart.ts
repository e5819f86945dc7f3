import {
  orderByHand,
  orderOfCart,
  type Cart,
  type CartFee,
  type CartItem,
  type CartRate,
  type CartSettings,
  type OrderAmounts,
} from '@koppel/simulator-woocommerce';
import type { Row } from './administration.js';
import { random, type Random } from './random.js';

// Orders as any shop could make them, from a number: the same number gives the same order.

/** An order before its amounts are known. */
export interface ShopOrder {
  settings: Omit<CartSettings, 'rates'>;
  cart: Cart;
  /** Entered in the back office, with prices without tax; pieces may go back. */
  isByHand: boolean;
  isGuest: boolean;
  /** Where the goods go, which need not be whose tax applies. */
  deliveryCountry: string;
  vatNumber?: string;
}

const home = 'NL';

interface CountryRates {
  country: string;
  standard: readonly Partial<CartRate>[];
  /** By tax class beside the standard one. */
  reduced: Readonly<Record<string, string>>;
}

const one = (rate: string) => [{ rate }];

/** Several taxes on one line: Quebec's lies on top of the federal one, those of British Columbia lie beside each other. */
const countries: readonly CountryRates[] = [
  { country: home, standard: one('21'), reduced: { 'reduced-rate': '9', 'zero-rate': '0' } },
  { country: 'BE', standard: one('21'), reduced: { 'reduced-rate': '6', 'second-reduced': '12', 'zero-rate': '0' } },
  { country: 'DE', standard: one('19'), reduced: { 'reduced-rate': '7' } },
  { country: 'FR', standard: one('20'), reduced: { 'reduced-rate': '5.5', 'second-reduced': '2.1' } },
  { country: 'FI', standard: one('25.5'), reduced: { 'reduced-rate': '14', 'second-reduced': '10' } },
  { country: 'IE', standard: one('23'), reduced: { 'reduced-rate': '13.5', 'second-reduced': '4.8' } },
  { country: 'LU', standard: one('17'), reduced: { 'reduced-rate': '8', 'second-reduced': '3' } },
  { country: 'CH', standard: one('8.1'), reduced: { 'reduced-rate': '2.6' } },
  { country: 'CA', standard: [{ rate: '5' }, { rate: '9.975', compound: true }], reduced: { 'reduced-rate': '5' } },
  { country: 'IN', standard: [{ rate: '9' }, { rate: '9' }], reduced: { 'reduced-rate': '2.5' } },
];

export const rates: readonly CartRate[] = countries
  .flatMap(({ country, standard, reduced }) => [
    ...standard.map((rate, index) => ({ country, class: 'standard', priority: index + 1, ...rate })),
    ...Object.entries(reduced).map(([name, rate]) => ({ country, class: name, priority: 1, rate })),
  ])
  .map(
    (rate, index) => ({ id: index + 1, state: '', name: 'VAT', compound: false, shipping: true, ...rate }) as CartRate,
  );

/** Countries with taxes on top of or beside each other, which a document has as one rate. */
export const stackedPercents: Readonly<Record<string, number>> = { CA: 15.47375, IN: 18 };

const vatNumbers: Readonly<Record<string, string>> = {
  NL: 'NL123456782B12',
  BE: 'BE0123456749',
  DE: 'DE123456789',
  FR: 'FR12345678901',
  FI: 'FI12345671',
  IE: 'IE1234567T',
  LU: 'LU12345613',
};

const decimalsByCurrency: Readonly<Record<string, number>> = { EUR: 2, USD: 2, GBP: 2, JPY: 0, TND: 3, KWD: 3 };

function randomSettings({ pick, chance }: Random): ShopOrder['settings'] {
  const currency = chance(0.7) ? 'EUR' : pick(Object.keys(decimalsByCurrency));
  return {
    currency,
    decimals: currency === 'EUR' && chance(0.03) ? 4 : (decimalsByCurrency[currency] ?? 2),
    pricesIncludeTax: chance(0.6),
    roundAtSubtotal: chance(0.4),
    shippingTaxClass: chance(0.7) ? 'inherit' : pick(['', 'reduced-rate', 'zero-rate']),
    taxClasses: ['reduced-rate', 'second-reduced', 'zero-rate'],
    baseCountry: home,
  };
}

/** A price of so many decimals: a round one, one that ends in 9, a small one, or one that somebody calculated. */
function randomPrice({ pick, upTo, chance }: Random, decimals: number): number {
  const unit = 10 ** -decimals;
  const units = pick([upTo(100), 1 + upTo(2_000), 100 * upTo(100), 100 * (1 + upTo(80)) - 1, 1 + upTo(60_000)]);
  const price = chance(0.05) ? units * unit + upTo(9_999) * 1e-4 : units * unit;
  return Number(price.toFixed(Math.max(decimals, 4)));
}

function randomQuantity({ pick, upTo, chance }: Random): number {
  if (chance(0.04)) return pick([0.5, 0.25, 1.5, 0.333, 2.75, 12.345]);
  return chance(0.05) ? 1 + upTo(2_000) : pick([1, 1, 1, 2, 3, 1 + upTo(11)]);
}

function randomItem(randomness: Random, decimals: number): CartItem {
  const { pick, chance } = randomness;
  return {
    name: 'Mug',
    sku: pick(['MUG', 'BOOK', null]),
    quantity: randomQuantity(randomness),
    price: randomPrice(randomness, decimals),
    taxClass: pick(['', '', '', 'reduced-rate', 'second-reduced', 'zero-rate']),
    isTaxable: !chance(0.04),
  };
}

function randomCoupon({ pick }: Random, decimals: number): Cart['coupons'][number] {
  const kind = pick(['percent', 'fixed_cart', 'fixed_product'] as const);
  const amount = kind === 'percent' ? pick([5, 10, 12.5, 15, 29, 33, 50, 100]) : pick([0.25, 1, 2.5, 5, 7.77, 1_000]);
  return { code: kind, kind, amount: Number(amount.toFixed(kind === 'percent' ? 2 : decimals)) };
}

function randomFee(randomness: Random, decimals: number): CartFee {
  const { pick, chance } = randomness;
  const sign = chance(0.5) ? -1 : 1;
  return {
    name: 'Fee',
    amount: sign * randomPrice(randomness, decimals),
    taxClass: pick(['', '', 'reduced-rate']),
    isTaxable: chance(0.8),
  };
}

/**
 * The order of a number. Where coupons meet half a cent, WooCommerce may take more off an item than it costs, or give everything away
 * and charge a cent for it: such an order goes without coupons.
 */
export function randomOrder(seed: number): ShopOrder {
  const order = anyOrder(seed);
  if (order.isByHand) return order;
  const { line_items: items, total } = amountsOf(order);
  const isOdd =
    items.some((line) => Number(line.total) < 0) ||
    (Number(total) > 0 && items.every((line) => Number(line.total) === 0));
  return isOdd ? { ...order, cart: { ...order.cart, coupons: [] } } : order;
}

function anyOrder(seed: number): ShopOrder {
  const randomness = random(seed);
  const { pick, chance, times, upTo } = randomness;
  const settings = randomSettings(randomness);
  const { decimals } = settings;
  const deliveryCountry = chance(0.4) ? home : pick([...countries.map(({ country }) => country), 'US', 'GB']);
  // Collected at the shop, or taxed by its address.
  const taxCountry = chance(0.05) ? home : deliveryCountry;
  const isVatExempt = taxCountry !== home && chance(0.15);
  const isByHand = chance(0.08);
  const isBack = isByHand && chance(0.3);
  const items = times(chance(0.05) ? 10 + upTo(40) : 1 + upTo(5), () => randomItem(randomness, decimals));
  const fees = chance(0.3) ? times(1 + upTo(1), () => randomFee(randomness, decimals)) : [];
  return {
    settings,
    cart: {
      taxCountry,
      isVatExempt,
      items: isBack ? items.map((item) => ({ ...item, quantity: -item.quantity })) : items,
      coupons: chance(0.35) && !isByHand ? times(1 + upTo(1), () => randomCoupon(randomness, decimals)) : [],
      shipping: isBack
        ? []
        : times(pick([0, 1, 1, 1, 2]), () => ({ title: 'Post', cost: randomPrice(randomness, decimals) })),
      fees: isByHand ? fees.filter(({ amount }) => amount > 0 && !isBack) : fees,
    },
    isByHand,
    isGuest: chance(0.6),
    deliveryCountry,
    vatNumber: isVatExempt ? vatNumbers[deliveryCountry] : undefined,
  };
}

function amountsOf({ settings, cart, isByHand }: ShopOrder): OrderAmounts {
  const allSettings = { ...settings, rates };
  if (!isByHand) return orderOfCart(allSettings, cart);
  const lines = cart.items.map((item) => ({
    item,
    subtotal: item.price * item.quantity,
    total: item.price * item.quantity,
  }));
  const shipping = cart.shipping.map(({ title, cost }) => ({ title, total: cost, isTaxable: true }));
  return orderByHand(allSettings, { taxCountry: cart.taxCountry, lines, shipping, fees: cart.fees });
}

export type NativeOrder = OrderAmounts & { id: number; number: string };

/** The order as the REST API gives it. */
export function nativeOrder(id: number, order: ShopOrder): NativeOrder & Row {
  const { deliveryCountry, isGuest, vatNumber } = order;
  const buyer = { first_name: 'Jan', last_name: 'Jansen', company: vatNumber ? 'Jansen' : '', phone: '' };
  const address = { ...buyer, address_1: 'Dorpsstraat 1', city: 'Dorp', postcode: '1000 AA', country: deliveryCountry };
  const time = '2026-11-26T16:34:59';
  return {
    ...amountsOf(order),
    ...{ id, number: String(id), status: 'processing', payment_method: 'bacs', customer_note: '' },
    ...{ date_created: time, date_created_gmt: time, date_modified_gmt: time },
    customer_id: isGuest ? 0 : 7,
    billing: { ...address, email: 'jan@example.com' },
    shipping: address,
    meta_data: vatNumber ? [{ key: '_billing_vat_number', value: vatNumber }] : [],
  } as unknown as NativeOrder & Row;
}

import type { ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { Administration, type BookedLine, type Booking, type Row } from './administration.js';
import type { DocumentType } from './document-tables.js';
import { nativeOrder, randomOrder, rates, stackedPercents, type NativeOrder, type ShopOrder } from './random-cart.js';

// Random orders of a shop against what becomes of them in an administration.

export type VatAmounts = 'kept' | 'calculated';

const home = 'NL';

/** A rate of a country as documents have it, and the VAT code for it. */
interface DocumentRate {
  country: string;
  percent: number;
  vatCode: string;
}

/** Every rate that the shops charge, those of the own country among the codes that an administration has as delivered. */
const documentRates: readonly DocumentRate[] = [
  { country: home, percent: 21, vatCode: '2' },
  { country: home, percent: 9, vatCode: '1' },
  ...rates
    .filter(({ country, rate }) => country !== home && Number(rate) !== 0)
    .map(({ country, rate }) => ({ country, percent: Number(rate) })),
  ...Object.entries(stackedPercents).map(([country, percent]) => ({ country, percent })),
].map((rate, index) => ({ vatCode: `F${index}`, ...rate }));

/** Sold with VAT within the price, where the administration calculates VAT itself. */
const inclusiveTwins: Readonly<Record<string, string>> = { '4': '2', '3': '1' };

/** What nothing was charged on: a person chose a code for each country. */
const zeroCodes = Object.fromEntries(['BE', 'DE', 'FR', 'FI', 'IE', 'LU'].map((country) => [`${country}:0`, '8']));

export interface BooksOptions {
  vatAmounts: VatAmounts;
  /** Whether there is a VAT code for every rate, or only those of the own country. */
  isComplete: boolean;
  /** Sales orders by default. */
  documentType?: DocumentType;
}

async function administrationFor({ vatAmounts, isComplete, documentType }: BooksOptions): Promise<Administration> {
  const administration = await Administration.start(vatAmounts, documentType);
  const currencies = { JPY: 1, TND: 0.001, KWD: 0.001 };
  for (const [Code, AmountPrecision] of Object.entries(currencies))
    administration.control.insert('general/Currencies', { Code, Description: Code, AmountPrecision });
  if (isComplete)
    for (const { vatCode, country, percent } of documentRates)
      if (country !== home) administration.addForeignVat(vatCode, country, percent);
  return administration;
}

const settingsFor = (isComplete: boolean): Row => ({
  vatCodes: { 'NL:21': '2', 'NL:9': '1', 'NL:0': '5', 'EU:0': '8', 'EXPORT:0': '7', ...(isComplete ? zeroCodes : {}) },
  shippingItem: 'MISC',
  discountItem: 'MISC',
  feeItem: 'MISC',
});

const decimalsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount in whole units of its currency: cents. */
const unitsOf = (amount: number | string, currency: string) =>
  Math.round(Number((Number(amount) * 10 ** decimalsOf(currency)).toPrecision(15)));

/** VAT in units by country and rate; by country alone where a document has several taxes as one rate. */
function addTo(sums: Map<string, number>, { country, percent }: { country: string; percent: number }, units: number) {
  const key = country in stackedPercents ? country : `${country} ${percent}`;
  if (units !== 0) sums.set(key, (sums.get(key) ?? 0) + units);
}

function chargedVat({ tax_lines: taxLines, currency }: NativeOrder): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { rate_id: id, tax_total: tax, shipping_tax_total: shippingTax } of taxLines) {
    const rate = rates.find((each) => each.id === id);
    if (rate)
      addTo(
        sums,
        { country: rate.country, percent: Number(rate.rate) },
        unitsOf(Number(tax) + Number(shippingTax), currency),
      );
  }
  return sums;
}

interface BookedVat {
  units: Map<string, number>;
  lineCounts: Map<string, number>;
}

function bookedVat(lines: readonly BookedLine[], currency: string): BookedVat {
  const booked: BookedVat = { units: new Map(), lineCounts: new Map() };
  for (const { vatCode, vat } of lines) {
    const known = documentRates.find((each) => each.vatCode === (inclusiveTwins[vatCode] ?? vatCode));
    const rate = known ?? { country: `code ${vatCode}`, percent: 0 };
    addTo(booked.units, rate, unitsOf(vat, currency));
    addTo(booked.lineCounts, rate, 1);
  }
  return booked;
}

const total = (sums: ReadonlyMap<string, number>) => [...sums.values()].reduce((sum, units) => sum + units, 0);

/** In what a document is not the receipt of its order. */
function differencesOf(order: NativeOrder, booking: Booking, vatAmounts: VatAmounts): string[] {
  if ('reason' in booking) return [`${booking.reason.code} ${JSON.stringify(booking.reason.params)}`];
  const { currency } = order;
  const differences: string[] = [];
  const [paid, booked] = [unitsOf(order.total, currency), unitsOf(booking.total, currency)];
  if (paid !== booked) differences.push(`total ${paid} in the shop, ${booked} booked`);
  const charged = chargedVat(order);
  const { units: stands, lineCounts } = bookedVat(booking.lines, currency);
  const vat = unitsOf(order.total_tax, currency);
  if (vatAmounts === 'kept' && total(stands) !== vat)
    differences.push(`VAT ${vat} in the shop, ${total(stands)} booked`);
  // The shop rounds each rate and the whole on its own; where they do not add up the whole counts.
  const ofShop = Math.abs(total(charged) - vat);
  for (const key of new Set([...charged.keys(), ...stands.keys()])) {
    const [inShop, inBooks] = [charged.get(key) ?? 0, stands.get(key) ?? 0];
    // What the administration calculates is a unit apart for each line at most.
    const ofLines = vatAmounts === 'kept' ? 0 : (lineCounts.get(key) ?? 0);
    if (Math.abs(inShop - inBooks) > ofShop + ofLines)
      differences.push(`VAT of ${key}: ${inShop} in the shop, ${inBooks} booked`);
  }
  return differences;
}

/** One administration and one run, through which orders go. */
interface Books {
  administration: Administration;
  context: ConnectorContext;
  vatAmounts: VatAmounts;
  /** Every rate has its VAT code. */
  isComplete: boolean;
}

async function openBooks(options: BooksOptions): Promise<Books> {
  const administration = await administrationFor(options);
  const { vatAmounts, isComplete } = options;
  return { administration, context: await administration.context(), vatAmounts, isComplete };
}

interface CheckedOrder {
  booking: Booking;
  differences: string[];
}

async function checkOrder(books: Books, seed: number, order: ShopOrder): Promise<CheckedOrder> {
  const { administration, context, vatAmounts, isComplete } = books;
  const native = nativeOrder(seed, order);
  const before = isComplete ? 0 : administration.countDocuments();
  const booking = await administration.book(context, native, settingsFor(isComplete));
  if (isComplete) return { booking, differences: differencesOf(native, booking, vatAmounts) };
  const isForeign = [...chargedVat(native).keys()].some((key) => !key.startsWith(home));
  if (!('reason' in booking))
    return { booking, differences: isForeign ? ['booked without a code'] : differencesOf(native, booking, vatAmounts) };
  const { code, params } = booking.reason;
  const namesGap = /^exact_online\.vat_(code|zero)_/.test(code) && isRateOf(order, params);
  const differences = namesGap ? [] : differencesOf(native, booking, vatAmounts);
  return {
    booking,
    differences: administration.countDocuments() > before ? [...differences, 'booked and refused'] : differences,
  };
}

/** Whether a reason names a country of the order and a rate of that country, or none that was charged. */
function isRateOf({ cart, deliveryCountry }: ShopOrder, { country, rate }: Reason['params']): boolean {
  const ofCountry = documentRates.filter((each) => each.country === country).map(({ percent }) => String(percent));
  return [cart.taxCountry, deliveryCountry].includes(String(country)) && ['0', ...ofCountry].includes(String(rate));
}

/** Orders that are one step simpler. */
function* simpler(order: ShopOrder): Generator<ShopOrder> {
  const { cart, settings } = order;
  const withCart = (changes: Partial<ShopOrder['cart']>): ShopOrder => ({ ...order, cart: { ...cart, ...changes } });
  for (const part of ['coupons', 'fees', 'shipping', 'items'] as const)
    for (const index of cart[part].keys()) yield withCart({ [part]: cart[part].toSpliced(index, 1) });
  for (const [index, item] of cart.items.entries()) {
    const withItem = (changes: Partial<typeof item>) =>
      withCart({ items: cart.items.with(index, { ...item, ...changes }) });
    if (Math.abs(item.quantity) !== 1) yield withItem({ quantity: Math.sign(item.quantity) });
    if (item.taxClass !== '') yield withItem({ taxClass: '' });
    const rounded = Number(item.price.toFixed(settings.decimals));
    if (rounded !== item.price) yield withItem({ price: rounded });
  }
  for (const changes of [{ roundAtSubtotal: false }, { pricesIncludeTax: false }, { currency: 'EUR', decimals: 2 }])
    if (Object.entries(changes).some(([name, value]) => settings[name as 'currency'] !== value))
      yield { ...order, settings: { ...settings, ...changes } };
}

/** The simplest order found that still is not booked as it should be. */
async function shrink(books: Books, seed: number, failing: ShopOrder, difference: string): Promise<ShopOrder> {
  for (const order of simpler(failing)) {
    const { differences } = await checkOrder(books, seed, order);
    if (differences.some((each) => kindOf(each) === kindOf(difference))) return shrink(books, seed, order, difference);
  }
  return failing;
}

/** The first word: a code, or what differs. */
const kindOf = (difference: string) => difference.split(' ')[0];

/** What to read when an order is not booked as it should be: its number gives it again, and the simplest one that fails too. */
async function describeFailure(books: Books, seed: number, differences: readonly string[]): Promise<string> {
  const order = await shrink(books, seed, randomOrder(seed), differences[0] ?? '');
  const simplest = await checkOrder(books, seed, order);
  const native = nativeOrder(seed, order);
  const lines = [...native.line_items, ...native.fee_lines, ...native.shipping_lines];
  const amounts = lines.map(({ total: net, taxes }) => [net, ...taxes.map((tax) => tax.total)].join(' + '));
  const taxes = native.tax_lines.map((tax) => `${tax.rate_percent} %: ${tax.tax_total} + ${tax.shipping_tax_total}`);
  return [
    `seed ${seed}, VAT amounts ${books.vatAmounts}: ${differences.join('; ')}`,
    `simplest: ${simplest.differences.join('; ')}`,
    JSON.stringify(order),
    `total ${native.total}, tax ${native.total_tax}; ${amounts.join(', ')}; ${taxes.join(', ')}`,
    JSON.stringify(simplest.booking),
  ].join('\n  ');
}

/** So many orders in one administration, whose tables would be long otherwise. */
const ordersPerBooks = 2_000;
const maxFailures = 5;

export interface CartsReport {
  booked: number;
  refused: number;
  lines: number;
  roundingLines: number;
  failures: string[];
}

/**
 * Books orders made from numbers and compares each document with its receipt.
 *
 * @param options.isComplete without, what lacks a VAT code must be refused
 */
export async function bookCarts(seeds: { first: number; count: number }, options: BooksOptions): Promise<CartsReport> {
  const report: CartsReport = { booked: 0, refused: 0, lines: 0, roundingLines: 0, failures: [] };
  const end = seeds.first + seeds.count;
  for (let first = seeds.first; first < end; first += ordersPerBooks) {
    const books = await openBooks(options);
    try {
      for (let seed = first; seed < Math.min(end, first + ordersPerBooks); seed += 1)
        await bookCart(books, seed, report);
    } finally {
      await books.administration.stop();
    }
  }
  return report;
}

async function bookCart(books: Books, seed: number, report: CartsReport): Promise<void> {
  const { booking, differences } = await checkOrder(books, seed, randomOrder(seed));
  if ('reason' in booking) report.refused += 1;
  else {
    report.booked += 1;
    report.lines += booking.lines.length;
    report.roundingLines += booking.lines.filter(({ item }) => item === 'ROUND' || item === '4990').length;
  }
  if (differences.length > 0 && report.failures.length < maxFailures)
    report.failures.push(await describeFailure(books, seed, differences));
}

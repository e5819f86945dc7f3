import { compareDecimals } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import type { ItemFacts } from './items.js';
import type { UnreadableNumber } from './odata.js';
import type { ListPrice } from './price-lists.js';
import { listCodesOf, saleListOf, type PriceSettings } from './price-settings.js';
import { reason } from './reasons.js';

/** One line of the sales price list, for all customers or one. */
export interface SalesPrice {
  amount: string;
  quantity: string;
  isForOneCustomer: boolean;
  currency?: string;
  unit?: string;
  defaultUnit?: string;
  startDay?: string;
  endDay?: string;
  /** Of its days the column that holds no date: whether the price counts today is not known then. */
  unreadableDate?: string;
  unreadable?: UnreadableNumber;
}

export interface NativePrice {
  item: ItemFacts;
  prices: SalesPrice[];
  /** Lines of the price lists that the settings name. */
  listPrices?: ListPrice[];
  /** The price on the item itself, in the administration's currency. */
  standardPrice?: string;
  unreadable?: UnreadableNumber;
  administrationCurrency: string;
  vat?: { percent: string; isInclusive: boolean; unreadable?: UnreadableNumber };
  /** The day of reading, which decides which price is valid. */
  readOn: string;
}

/** An amount as Exact Online has it, with or without VAT. */
export interface ChosenPrice {
  amount: string;
  unreadable?: UnreadableNumber;
  notes: Reason[];
}

interface ChosenOffer {
  amount: string;
  unreadable?: UnreadableNumber;
  startDay?: string;
  endDay?: string;
}

interface Dated {
  currency?: string;
  startDay?: string;
  endDay?: string;
}

const isOfCurrency = ({ currency }: Dated, wanted: string): boolean => currency === undefined || currency === wanted;
const hasBegun = ({ startDay }: Dated, day: string): boolean => startDay === undefined || startDay <= day;
const isOver = ({ endDay }: Dated, day: string): boolean => endDay !== undefined && endDay < day;
const isValidOn = (line: Dated, day: string): boolean => hasBegun(line, day) && !isOver(line, day);

/** For everyone, for one piece of the usual unit. */
function isForOnePiece({ isForOneCustomer, quantity, unit, defaultUnit }: SalesPrice): boolean {
  const isUsualUnit = unit === undefined || defaultUnit === undefined || unit === defaultUnit;
  return !isForOneCustomer && isUsualUnit && compareDecimals(quantity, '1') <= 0;
}

/** Of the lines that can count the column of a day that holds no date. */
export function findUnreadableDate(native: NativePrice, settings: PriceSettings): string | undefined {
  const currency = wantedCurrency(native, settings);
  const isOwn = settings.priceSource === 'sales_price' || settings.salePrices === 'dated_prices';
  const own = isOwn ? native.prices.filter((price) => isForOnePiece(price) && isOfCurrency(price, currency)) : [];
  const listed = listCodesOf(settings).flatMap((list) => linesOfList(native, list, currency));
  return [...own, ...listed].find(({ unreadableDate }) => unreadableDate !== undefined)?.unreadableDate;
}

/** Of several the one that began last. */
function newestOf<Line extends Dated>(lines: readonly Line[]): Line | undefined {
  return lines.reduce<Line | undefined>(
    (best, line) => (best === undefined || (line.startDay ?? '') > (best.startDay ?? '') ? line : best),
    undefined,
  );
}

/** The currency that the shop sells in, as far as the flow knows it. */
export function wantedCurrency({ administrationCurrency }: NativePrice, { priceCurrency }: PriceSettings): string {
  return priceCurrency || administrationCurrency;
}

/** The line that counts on a day: for everyone, for one piece of the usual unit; of several, the one that began last. */
export function findValidPrice(prices: readonly SalesPrice[], day: string, currency: string): SalesPrice | undefined {
  return newestOf(
    prices.filter((price) => isForOnePiece(price) && isOfCurrency(price, currency) && isValidOn(price, day)),
  );
}

/** Lines of a list for one piece of the item's unit, in the wanted currency. */
function linesOfList({ listPrices = [], item }: NativePrice, list: string, currency: string): ListPrice[] {
  return listPrices.filter(
    (line) =>
      line.list === list &&
      isOfCurrency(line, currency) &&
      isForOnePiece({ ...line, defaultUnit: item.unit, isForOneCustomer: false }),
  );
}

const hasEnd = ({ endDay }: Dated): boolean => withinCalendar(endDay) !== undefined;

function regularLines({ prices }: NativePrice, { salePrices }: PriceSettings): SalesPrice[] {
  return salePrices === 'dated_prices' ? prices.filter((price) => !hasEnd(price)) : prices;
}

/** Whether the price on the item itself decides, which is read only then. */
export function needsStandardPrice(native: NativePrice, settings: PriceSettings): boolean {
  return findListed(native, settings) === undefined && findOwnLine(native, settings) === undefined;
}

function findListed(native: NativePrice, settings: PriceSettings): ListPrice | undefined {
  if (settings.priceList === '') return undefined;
  const lines = linesOfList(native, settings.priceList, wantedCurrency(native, settings));
  return newestOf(lines.filter((line) => !line.isSpecialOffer && isValidOn(line, native.readOn)));
}

function findOwnLine(native: NativePrice, settings: PriceSettings): SalesPrice | undefined {
  if (settings.priceSource !== 'sales_price') return undefined;
  return findValidPrice(regularLines(native, settings), native.readOn, wantedCurrency(native, settings));
}

/** The regular price of today: of the list, else of the item for all customers, else its standard price. Undefined where there is none. */
export function choosePrice(native: NativePrice, settings: PriceSettings): ChosenPrice | undefined {
  const { item, readOn, administrationCurrency, standardPrice, unreadable } = native;
  const currency = wantedCurrency(native, settings);
  const params = { item: item.code ?? item.id };
  const listed = findListed(native, settings);
  if (listed) return { ...listed, notes: [] };
  const notes: Reason[] = [];
  if (settings.priceList !== '')
    notes.push(reason('exact_online.price_not_on_list', { ...params, list: settings.priceList }, 'priceList'));
  const own = findOwnLine(native, settings);
  if (own) return { ...own, notes };
  const standard = standardPrice ?? (unreadable && '0');
  if (standard === undefined || currency !== administrationCurrency) return undefined;
  const others = settings.priceSource === 'sales_price' ? otherCurrencies(native, currency, readOn) : [];
  if (others.length > 0) {
    const told = { ...params, currencies: others.join(', '), currency };
    notes.push(reason('exact_online.price_other_currency', told, 'prices'));
  }
  return { amount: standard, ...(unreadable && { unreadable }), notes };
}

/** Currencies of valid lines that are left aside. */
export function otherCurrencies({ prices }: NativePrice, currency: string, day: string): string[] {
  const others = prices.filter(
    (price) => isForOnePiece(price) && !isOfCurrency(price, currency) && isValidOn(price, day),
  );
  return [...new Set(others.flatMap((price) => price.currency ?? []))].toSorted();
}

/** The offer of today, else the next one to begin. Undefined where there is none, or offers are made in the shop. */
export function chooseOffer(native: NativePrice, settings: PriceSettings): ChosenOffer | undefined {
  const { readOn } = native;
  const open = offerLines(native, settings).filter((line) => !isOver(line, readOn));
  const current = newestOf(open.filter((line) => hasBegun(line, readOn)));
  const next = open.toSorted((left, right) => (left.startDay ?? '').localeCompare(right.startDay ?? ''))[0];
  const chosen = current ?? next;
  return chosen && { ...chosen, startDay: withinCalendar(chosen.startDay), endDay: withinCalendar(chosen.endDay) };
}

/** A day that stands for always or never is none. */
const withinCalendar = (day: string | undefined): string | undefined =>
  day !== undefined && day > '1900' && day < '9999' ? day : undefined;

function offerLines(native: NativePrice, settings: PriceSettings): (SalesPrice | ListPrice)[] {
  const currency = wantedCurrency(native, settings);
  if (settings.salePrices === 'dated_prices') {
    return native.prices.filter((price) => hasEnd(price) && isForOnePiece(price) && isOfCurrency(price, currency));
  }
  const list = saleListOf(settings);
  if (list === '') return [];
  // On the list of the regular prices only special offers are offers.
  return linesOfList(native, list, currency).filter((line) => line.isSpecialOffer || list !== settings.priceList);
}

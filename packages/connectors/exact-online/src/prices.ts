import {
  compareDecimals,
  isZeroDecimal,
  removeVat,
  trimDecimal,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourceRecord,
  type Translated,
} from '@koppel/connector-sdk';
import { priceSchema, type Price, type Reason } from '@koppel/contracts';
import { z } from 'zod';
import { ExactClient, loadAdministrationCurrency } from './client.js';
import { deletedKinds } from './feed.js';
import { ItemJoin, joinCursorSchema, type Joined, type JoinSource } from './item-join.js';
import { checkDates, filterReason, isEnded, isSelected, maxAskedInBatches, unreadableFailure } from './items.js';
import {
  dayLiteral,
  dayOf,
  decimalOf,
  findUnreadable,
  guidLiteral,
  orFilters,
  textOf,
  unreadableDateOf,
  type Row,
  type UnreadableNumber,
} from './odata.js';
import {
  chooseOffer,
  choosePrice,
  findUnreadableDate,
  needsStandardPrice,
  otherCurrencies,
  wantedCurrency,
  type ChosenPrice,
  type NativePrice,
  type SalesPrice,
} from './price-choice.js';
import { listCursorSchema, PriceLists } from './price-lists.js';
import { listCodesOf, priceSettings, type PriceSettings } from './price-settings.js';
import { failure, reason } from './reasons.js';
import { loadVatCodes } from './vat-codes.js';

export function salesPriceOf(row: Row): { itemId: string; key: string; part: SalesPrice } | undefined {
  const itemId = textOf(row.Item);
  const key = textOf(row.ID);
  const unreadable = findUnreadable(row, ['Price', 'Quantity']);
  const amount = decimalOf(row.Price) ?? (unreadable && '0');
  if (itemId === undefined || key === undefined || amount === undefined) return undefined;
  const part = {
    amount,
    quantity: decimalOf(row.Quantity) ?? '1',
    isForOneCustomer: textOf(row.Account) !== undefined,
    currency: textOf(row.Currency),
    unit: textOf(row.Unit),
    defaultUnit: textOf(row.DefaultItemUnit),
    startDay: dayOf(row.StartDate),
    endDay: dayOf(row.EndDate),
    unreadableDate: unreadableDateOf(row, ['StartDate', 'EndDate']),
    ...(unreadable && { unreadable }),
  };
  return { itemId, key, part };
}

const priceColumns = 'ID,Item,Account,Currency,Price,Quantity,Unit,DefaultItemUnit,StartDate,EndDate';

/** `pricedOn`: the day for which prices were last worked out; on a later day those that begin or end come again. */
const cursorSchema = joinCursorSchema.extend({ pricedOn: z.iso.date(), lists: listCursorSchema });
type Cursor = z.infer<typeof cursorSchema>;

function joinSource(settings: PriceSettings): JoinSource<SalesPrice> {
  return {
    feed: { endpoint: 'sync/Logistics/SalesItemPrices', select: `Timestamp,${priceColumns}` },
    lookUp: { endpoint: 'logistics/SalesItemPrices', select: priceColumns, itemColumn: 'Item' },
    deletedKind: deletedKinds.salesItemPrice,
    partOf: salesPriceOf,
    isWanted: (item) => isSelected(item, settings.itemSelection),
  };
}

interface StandardPrice {
  standardPrice?: string;
  unreadable?: UnreadableNumber;
}

/** Turns joined items into records; asks for the price on the item only where it is needed. */
class PriceRecords {
  private readonly standardPrices = new Map<string, StandardPrice>();

  constructor(
    private readonly client: ExactClient,
    private readonly context: ConnectorContext,
    private readonly options: { settings: PriceSettings; lists: PriceLists },
  ) {}

  async of(joined: readonly Joined<SalesPrice>[], day: string): Promise<SourceRecord<NativePrice>[]> {
    const { settings, lists } = this.options;
    const vatCodes = await loadVatCodes(this.context);
    const administrationCurrency = await loadAdministrationCurrency(this.context);
    const wanted = joined.filter(({ item }) => isSelected(item, settings.itemSelection));
    const listPrices = await lists.of(wanted.map(({ item }) => item.id));
    const natives = joined.map(({ item, parts }): NativePrice => {
      const vat = item.vatCode === undefined ? undefined : vatCodes.get(item.vatCode);
      const ofLists = listPrices.get(item.id);
      return {
        item,
        prices: parts,
        ...(ofLists && { listPrices: ofLists }),
        administrationCurrency,
        vat: vat && {
          percent: vat.percent,
          isInclusive: vat.isInclusive,
          ...(vat.unreadable && { unreadable: vat.unreadable }),
        },
        readOn: day,
      };
    });
    const isPriced = new Set(wanted.map(({ item }) => item.id));
    const bare = natives.filter((native) => isPriced.has(native.item.id) && needsStandardPrice(native, settings));
    await this.loadStandardPrices(bare.map(({ item }) => item.id));
    return natives.map((native) => {
      const { id, code = id } = native.item;
      return { key: id, naturalKey: code, native: { ...native, ...this.standardPrices.get(id) } };
    });
  }

  private async loadStandardPrices(itemIds: readonly string[]): Promise<void> {
    const missing = itemIds.filter((id) => !this.standardPrices.has(id));
    const keep = (row: Row) => {
      const id = textOf(row.ID);
      const unreadable = findUnreadable(row, ['StandardSalesPrice']);
      const standardPrice = decimalOf(row.StandardSalesPrice);
      if (id === undefined) return;
      this.standardPrices.set(id, { ...(standardPrice && { standardPrice }), ...(unreadable && { unreadable }) });
    };
    const select = 'ID,StandardSalesPrice';
    if (missing.length > maxAskedInBatches) {
      for await (const { rows } of this.client.pages('bulk/Logistics/Items', { select }, { waitsForBudget: true }))
        rows.forEach(keep);
      return;
    }
    for (const filter of orFilters(missing.map((id) => `ID eq ${guidLiteral(id)}`))) {
      (await this.client.allRows('logistics/Items', { select, filter })).forEach(keep);
    }
  }
}

/** Items with a price that began or ended since; Exact Online does not report that as a change. */
async function itemsRepricedByDate(client: ExactClient, after: string, until: string): Promise<string[]> {
  if (after >= until) return [];
  const begun = `(StartDate gt ${dayLiteral(after)} and StartDate le ${dayLiteral(until)})`;
  const ended = `(EndDate ge ${dayLiteral(after)} and EndDate lt ${dayLiteral(until)})`;
  const ids = new Set<string>();
  const query = { select: 'ID,Item', filter: `${begun} or ${ended}` };
  for await (const { rows } of client.pages('bulk/Logistics/SalesItemPrices', query, { waitsForBudget: true })) {
    for (const row of rows) ids.add(textOf(row.Item) ?? '');
  }
  ids.delete('');
  return [...ids];
}

async function* read(
  context: ConnectorContext,
  { cursor, settings, pageSize }: ReadOptions<PriceSettings>,
): AsyncGenerator<{ records: SourceRecord<NativePrice>[]; cursor: Cursor }> {
  const client = new ExactClient(context);
  const today = client.today();
  const known = cursorSchema.optional().parse(cursor);
  const currency = settings.priceCurrency || (await loadAdministrationCurrency(context));
  const lists = await PriceLists.open(client, listCodesOf(settings), currency);
  const { isWhole, itemIds, cursor: listed } = await lists.changes(known?.lists ?? undefined);
  const from = isWhole ? undefined : known;
  const pricedOn = from?.pricedOn ?? today;
  const join = new ItemJoin(client, joinSource(settings));
  const records = new PriceRecords(client, context, { settings, lists });
  let last: Cursor | undefined;
  for await (const page of join.pages(from, pageSize)) {
    // What the lists have changed is read last; until then a run that is interrupted finds it changed again.
    last = { ...page.cursor, pricedOn, lists: isWhole ? listed : (from?.lists ?? null) };
    yield { records: await records.of(page.joined, today), cursor: last };
  }
  if (!last) return;
  const repriced = [...new Set([...itemIds, ...(await itemsRepricedByDate(client, pricedOn, today))])];
  const end: Cursor = { ...last, pricedOn: today, lists: listed };
  for (let start = 0; start < repriced.length; start += pageSize) {
    const joined = await join.join(repriced.slice(start, start + pageSize));
    yield { records: await records.of(joined, today), cursor: start + pageSize < repriced.length ? last : end };
  }
  if (repriced.length === 0) yield { records: [], cursor: end };
}

function count(
  context: ConnectorContext,
  { cursor, settings }: ReadOptions<PriceSettings>,
): Promise<number | undefined> {
  return ItemJoin.count(context, joinSource(settings), cursorSchema.optional().parse(cursor));
}

function isInclusive(native: NativePrice, settings: PriceSettings): boolean {
  if (settings.priceVat !== 'by_vat_code') return settings.priceVat === 'inclusive';
  return native.vat?.isInclusive ?? false;
}

/** A price that counts or not on a day that cannot be read. */
function checkPriceDates(native: NativePrice, settings: PriceSettings): void {
  const column = findUnreadableDate(native, settings);
  if (column === undefined) return;
  const params = { item: native.item.code ?? native.item.id, column };
  throw failure('value', 'exact_online.price_field_invalid', params, { field: 'prices' });
}

/** Without VAT; ten digits, so that the shop gets the same price again when it adds the VAT. */
function amountExclVat(amount: string, native: NativePrice, settings: PriceSettings): string {
  const percent = native.vat?.percent;
  if (!isInclusive(native, settings)) return trimDecimal(amount);
  if (percent !== undefined) return trimDecimal(removeVat(amount, percent, 10));
  const params = { item: native.item.code ?? native.item.id };
  throw failure('value', 'exact_online.price_without_vat_code', params, { field: 'item.vatCode' });
}

/** A number that cannot be read, a price below zero, and one of zero that is not wanted. */
function checkAmount(
  { amount, unreadable }: Pick<ChosenPrice, 'amount' | 'unreadable'>,
  { item, vat }: NativePrice,
  { zeroPrices }: PriceSettings,
): void {
  if (unreadable) throw unreadableFailure(item, unreadable, 'prices');
  if (vat?.unreadable) throw unreadableFailure(item, vat.unreadable, 'item.vatCode');
  const params = { item: item.code ?? item.id, amount };
  if (compareDecimals(amount, '0') < 0)
    throw failure('value', 'exact_online.price_negative', params, { field: 'prices' });
  if (isZeroDecimal(amount) && zeroPrices !== 'send')
    throw failure('value', 'exact_online.price_zero', params, { field: 'prices' });
}

/** Why an item has no price to be sent, or none that is meant. */
function leftOut(native: NativePrice, chosen: ChosenPrice | undefined, settings: PriceSettings): Reason | undefined {
  if (chosen) {
    const isFree = !chosen.unreadable && isZeroDecimal(chosen.amount);
    return isFree && settings.zeroPrices === 'leave_out'
      ? reason('exact_online.price_is_zero', {}, 'prices')
      : undefined;
  }
  const currency = wantedCurrency(native, settings);
  const currencies = otherCurrencies(native, currency, native.readOn).join(', ');
  if (currencies === '') return reason('exact_online.item_without_price', {}, 'prices');
  return reason('exact_online.item_price_other_currency', { currency, currencies }, 'prices');
}

/** The offer beside a price. Undefined where the flow says nothing of offers, null where there is none. */
function saleOf(
  native: NativePrice,
  settings: PriceSettings,
  regular: string,
): { sale?: Price['sale']; notes: readonly Reason[] } {
  if (settings.salePrices === 'none') return { notes: [] };
  const offer = chooseOffer(native, settings);
  if (!offer) return { sale: null, notes: [] };
  checkAmount(offer, native, settings);
  const amount = amountExclVat(offer.amount, native, settings);
  if (compareDecimals(amount, regular) >= 0) {
    const params = { item: native.item.code ?? native.item.id, amount, regular };
    return { sale: null, notes: [reason('exact_online.offer_not_lower', params, 'prices')] };
  }
  const { startDay: from, endDay: until } = offer;
  return { sale: { amountExclVat: amount, ...(from && { from }), ...(until && { until }) }, notes: [] };
}

export function priceFromItem(native: NativePrice, settings: PriceSettings): Translated<Price> {
  const { item, readOn } = native;
  const filtered = filterReason(item, settings.itemSelection);
  if (filtered) return { filtered };
  checkDates(item);
  if (isEnded(item, readOn)) return { filtered: reason('exact_online.item_ended', {}, 'item.endDay') };
  checkPriceDates(native, settings);
  const chosen = choosePrice(native, settings);
  const why = leftOut(native, chosen, settings);
  if (!chosen || why) return { filtered: why ?? reason('exact_online.item_without_price', {}, 'prices') };
  checkAmount(chosen, native, settings);
  const regular = amountExclVat(chosen.amount, native, settings);
  const { sale, notes } = saleOf(native, settings, regular);
  const parsed = priceSchema.safeParse({
    sku: item.code,
    amountExclVat: regular,
    vatRatePercent: native.vat?.percent,
    currency: wantedCurrency(native, settings),
    ...(sale !== undefined && { sale }),
  });
  const told = [...chosen.notes, ...notes];
  if (parsed.success) return { canonical: parsed.data, ...(told.length > 0 && { notes: told }) };
  const column = String(parsed.error.issues[0]?.path[0]);
  const params = { item: item.code ?? item.id, column };
  throw failure('value', 'exact_online.price_field_invalid', params, {
    field: column === 'sku' ? 'item.code' : 'prices',
  });
}

/** The list price of an item that is valid today. */
export const priceReader: EntityReader<'price', NativePrice, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  read,
  count,
  toCanonical: priceFromItem,
};

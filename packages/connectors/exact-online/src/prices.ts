import {
  ConnectorFailure,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourceRecord,
  type Translated,
} from '@koppel/connector-sdk';
import { compareDecimals, removeVat, trimDecimal } from '@koppel/connector-sdk';
import { priceSchema, type Price } from '@koppel/contracts';
import { z } from 'zod';
import { loadAdministrationCurrency } from './administration.js';
import { ExactClient } from './client.js';
import { deletedKinds } from './feed.js';
import { ItemJoin, joinCursorSchema, type Joined, type JoinSource } from './item-join.js';
import { isEnded, leftOutReason, maxAskedInBatches } from './items.js';
import { dayLiteral, decimalOf, guidLiteral, orFilters, textOf, type Row } from './odata.js';
import {
  priceSettings,
  salesPriceOf,
  type NativePrice,
  type PriceSettings,
  type SalesPrice,
} from './price-settings.js';
import { loadVatCodes } from './vat-codes.js';

const priceColumns = 'ID,Item,Account,Currency,Price,Quantity,Unit,DefaultItemUnit,StartDate,EndDate';

/** `pricedOn`: the day for which prices were last worked out; on a later day those that begin or end come again. */
const cursorSchema = joinCursorSchema.extend({ pricedOn: z.iso.date() });
type Cursor = z.infer<typeof cursorSchema>;

function joinSource(settings: PriceSettings): JoinSource<SalesPrice> {
  return {
    feed: { endpoint: 'sync/Logistics/SalesItemPrices', select: `Timestamp,${priceColumns}` },
    lookUp: { endpoint: 'logistics/SalesItemPrices', select: priceColumns, itemColumn: 'Item' },
    deletedKind: deletedKinds.salesItemPrice,
    partOf: salesPriceOf,
    isWanted: (item) => leftOutReason(item, settings.itemSelection) === undefined,
  };
}

/** The line that counts today: for everyone, for one piece of the usual unit; of several, the one that began last. */
export function findValidPrice(prices: readonly SalesPrice[], day: string): SalesPrice | undefined {
  const fitting = prices.filter(
    (price) =>
      !price.isForOneCustomer &&
      compareDecimals(price.quantity, '1') <= 0 &&
      (price.unit === undefined || price.defaultUnit === undefined || price.unit === price.defaultUnit) &&
      (price.startDay === undefined || price.startDay <= day) &&
      (price.endDay === undefined || price.endDay >= day),
  );
  return fitting.reduce<SalesPrice | undefined>(
    (best, price) => (best === undefined || (price.startDay ?? '') > (best.startDay ?? '') ? price : best),
    undefined,
  );
}

/** Turns joined items into records; asks for the price on the item only where it is needed. */
class PriceRecords {
  private readonly standardPrices = new Map<string, string | undefined>();

  constructor(
    private readonly client: ExactClient,
    private readonly context: ConnectorContext,
    private readonly settings: PriceSettings,
  ) {}

  async of(joined: readonly Joined<SalesPrice>[], day: string): Promise<SourceRecord<NativePrice>[]> {
    const vatCodes = await loadVatCodes(this.context);
    const administrationCurrency = await loadAdministrationCurrency(this.context);
    await this.loadStandardPrices(
      joined.filter((each) => this.needsStandardPrice(each, day)).map(({ item }) => item.id),
    );
    return joined.map(({ item, parts }) => {
      const vat = item.vatCode === undefined ? undefined : vatCodes.get(item.vatCode);
      const native: NativePrice = {
        item,
        prices: parts,
        standardPrice: this.standardPrices.get(item.id),
        administrationCurrency,
        vat: vat && { percent: vat.percent, isInclusive: vat.isInclusive },
        readOn: day,
      };
      return { key: item.id, naturalKey: item.code ?? item.id, native };
    });
  }

  private needsStandardPrice({ item, parts }: Joined<SalesPrice>, day: string): boolean {
    if (leftOutReason(item, this.settings.itemSelection) !== undefined) return false;
    return this.settings.priceSource === 'standard_sales_price' || findValidPrice(parts, day) === undefined;
  }

  private async loadStandardPrices(itemIds: readonly string[]): Promise<void> {
    const missing = itemIds.filter((id) => !this.standardPrices.has(id));
    const keep = (row: Row) => {
      const id = textOf(row.ID);
      if (id !== undefined) this.standardPrices.set(id, decimalOf(row.StandardSalesPrice));
    };
    const select = 'ID,StandardSalesPrice';
    if (missing.length > maxAskedInBatches) {
      for await (const { rows } of this.client.pages('bulk/Logistics/Items', { select }, { isPatient: true }))
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
  for await (const { rows } of client.pages('bulk/Logistics/SalesItemPrices', query, { isPatient: true })) {
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
  const from = cursorSchema.optional().parse(cursor);
  const pricedOn = from?.pricedOn ?? today;
  const join = new ItemJoin(client, joinSource(settings));
  const records = new PriceRecords(client, context, settings);
  let last: Cursor | undefined;
  for await (const page of join.pages(from, pageSize)) {
    last = { ...page.cursor, pricedOn };
    yield { records: await records.of(page.joined, today), cursor: last };
  }
  if (!last) return;
  const repriced = await itemsRepricedByDate(client, pricedOn, today);
  yield { records: await records.of(await join.join(repriced), today), cursor: { ...last, pricedOn: today } };
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

export function priceFromItem(native: NativePrice, settings: PriceSettings): Translated<Price> {
  const { item, readOn } = native;
  const reason = leftOutReason(item, settings.itemSelection);
  if (reason) return { filtered: reason };
  if (isEnded(item, readOn)) return { filtered: 'The item has ended in Exact Online; its last price stays.' };
  const listed = settings.priceSource === 'sales_price' ? findValidPrice(native.prices, readOn) : undefined;
  const amount = listed?.amount ?? native.standardPrice;
  if (amount === undefined) return { filtered: 'The item has no sales price in Exact Online that is valid today.' };
  const percent = native.vat?.percent;
  const isGross = isInclusive(native, settings);
  if (isGross && percent === undefined) {
    throw new ConnectorFailure(
      'value',
      `The price of item ${item.code ?? item.id} contains VAT, but the item has no sales VAT code that tells how much. Choose one in Exact Online; the price comes again by itself.`,
    );
  }
  const parsed = priceSchema.safeParse({
    sku: item.code,
    // Ten digits, so that the shop gets the same price again when it adds the VAT.
    amountExclVat: trimDecimal(isGross && percent !== undefined ? removeVat(amount, percent, 10) : amount),
    vatRatePercent: percent,
    currency: listed?.currency ?? native.administrationCurrency,
  });
  if (parsed.success) return { canonical: parsed.data };
  const field = String(parsed.error.issues[0]?.path[0]);
  throw new ConnectorFailure(
    'value',
    `The price of item ${item.code ?? item.id} cannot be used: its ${field} is missing or not valid in Exact Online. Correct it there; the price comes again by itself.`,
  );
}

/** The list price of an item that is valid today. */
export const priceReader: EntityReader<'price', NativePrice, PriceSettings> = {
  entity: 'price',
  settings: priceSettings,
  read,
  count,
  toCanonical: priceFromItem,
};

import {
  compareDecimals,
  removeVat,
  trimDecimal,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourceRecord,
  type Translated,
} from '@koppel/connector-sdk';
import { priceSchema, type Price } from '@koppel/contracts';
import { z } from 'zod';
import { ExactClient, loadAdministrationCurrency } from './client.js';
import { deletedKinds } from './feed.js';
import { ItemJoin, joinCursorSchema, type Joined, type JoinSource } from './item-join.js';
import { checkDates, filterReason, isEnded, itemSelectionSetting, maxAskedInBatches, type ItemFacts } from './items.js';
import { dayLiteral, dayOf, decimalOf, guidLiteral, orFilters, textOf, unreadableDateOf, type Row } from './odata.js';
import { failure, reason } from './reasons.js';
import { loadVatCodes } from './vat-codes.js';

export const priceSettings = z.object({
  itemSelection: itemSelectionSetting,
  priceSource: z
    .enum(['sales_price', 'standard_sales_price'])
    .default('sales_price')
    .meta({
      title: 'Which price',
      description:
        'The sales price of today is the newest price line of the item that is valid now, for one piece and for all customers; without one, the standard sales price is taken.',
      'x-labels': {
        sales_price: 'Sales price of today',
        standard_sales_price: 'Always the standard sales price of the item',
      },
      'x-essential': true,
    }),
  priceVat: z
    .enum(['by_vat_code', 'exclusive', 'inclusive'])
    .default('by_vat_code')
    .meta({
      title: 'VAT in the prices of Exact Online',
      description:
        "Whether the prices that are read contain VAT. The item's own sales VAT code tells (excluding or including), which is right for nearly everyone. Choose another only when your prices are kept differently.",
      'x-labels': {
        by_vat_code: "As the item's VAT code says",
        exclusive: 'They are without VAT',
        inclusive: 'They contain VAT',
      },
      'x-essential': false,
    }),
});
export type PriceSettings = z.infer<typeof priceSettings>;

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
}

export interface NativePrice {
  item: ItemFacts;
  prices: SalesPrice[];
  /** The price on the item itself, in the administration's currency. */
  standardPrice?: string;
  administrationCurrency: string;
  vat?: { percent: string; isInclusive: boolean };
  /** The day of reading, which decides which price is valid. */
  readOn: string;
}

export function salesPriceOf(row: Row): { itemId: string; key: string; part: SalesPrice } | undefined {
  const itemId = textOf(row.Item);
  const key = textOf(row.ID);
  const amount = decimalOf(row.Price);
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
  };
  return { itemId, key, part };
}

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
    isWanted: (item) => filterReason(item, settings.itemSelection) === undefined,
  };
}

/** Whether a line is for everyone, and for one piece of the usual unit. */
function isForOne({ isForOneCustomer, quantity, unit, defaultUnit }: SalesPrice): boolean {
  const isUsualUnit = unit === undefined || defaultUnit === undefined || unit === defaultUnit;
  return !isForOneCustomer && compareDecimals(quantity, '1') <= 0 && isUsualUnit;
}

/** The line for one that counts today; of several, the one that began last. */
export function findValidPrice(prices: readonly SalesPrice[], day: string): SalesPrice | undefined {
  const fitting = prices.filter(
    (price) =>
      isForOne(price) &&
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
    if (filterReason(item, this.settings.itemSelection) !== undefined) return false;
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

function checkPriceDates({ item, prices }: NativePrice): void {
  const column = prices.find((price) => isForOne(price) && price.unreadableDate !== undefined)?.unreadableDate;
  if (column === undefined) return;
  const params = { item: item.code ?? item.id, column };
  throw failure('value', 'exact_online.price_field_invalid', params, { field: 'prices' });
}

export function priceFromItem(native: NativePrice, settings: PriceSettings): Translated<Price> {
  const { item, readOn } = native;
  const filtered = filterReason(item, settings.itemSelection);
  if (filtered) return { filtered };
  checkDates(item);
  if (isEnded(item, readOn)) return { filtered: reason('exact_online.item_ended', {}, 'item.endDay') };
  if (settings.priceSource === 'sales_price') checkPriceDates(native);
  const listed = settings.priceSource === 'sales_price' ? findValidPrice(native.prices, readOn) : undefined;
  const amount = listed?.amount ?? native.standardPrice;
  if (amount === undefined) return { filtered: reason('exact_online.item_without_price', {}, 'prices') };
  const percent = native.vat?.percent;
  const isGross = isInclusive(native, settings);
  if (isGross && percent === undefined) {
    const params = { item: item.code ?? item.id };
    throw failure('value', 'exact_online.price_without_vat_code', params, { field: 'item.vatCode' });
  }
  const parsed = priceSchema.safeParse({
    sku: item.code,
    // Ten digits, so that the shop gets the same price again when it adds the VAT.
    amountExclVat: trimDecimal(isGross && percent !== undefined ? removeVat(amount, percent, 10) : amount),
    vatRatePercent: percent,
    currency: listed?.currency ?? native.administrationCurrency,
  });
  if (parsed.success) return { canonical: parsed.data };
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

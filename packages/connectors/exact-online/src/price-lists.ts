import { hashPayload, multiplyDecimals, subtractDecimals } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { ExactClient } from './client.js';
import { deletedKinds, firstTimestamp, readDeletions, readFeed } from './feed.js';
import { maxAskedInBatches } from './items.js';
import {
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
import { failure } from './reasons.js';

// Exact Online keeps a price list as SalesPriceLists, their SalesPriceListPeriods with dates and currency, and a line for each item and
// quantity: SalesPriceListVolumeDiscounts, the only one of them that has a feed of changes.

/** A line of a price list, with the days of its period. */
export interface ListPrice {
  /** Code of the list. */
  list: string;
  amount: string;
  quantity: string;
  isSpecialOffer: boolean;
  currency?: string;
  unit?: string;
  startDay?: string;
  endDay?: string;
  /** Of the days of its period the column that holds no date. */
  unreadableDate?: string;
  unreadable?: UnreadableNumber;
}

interface Period {
  id: string;
  currency: string | undefined;
  startDay: string | undefined;
  endDay: string | undefined;
  unreadableDate: string | undefined;
  isSpecialOffer: boolean;
}

type Line = Omit<ListPrice, keyof Omit<Period, 'id'>> & {
  itemId: string;
  key: string;
  period: string;
};

/** Row versions up to which lines were read, and what they depend on. Null: no list is read. */
export const listCursorSchema = z
  .object({
    lines: z.string().regex(/^\d+$/),
    deletions: z.string().regex(/^\d+$/),
    /** Lists and periods as they stood on the day of reading. */
    version: z.string(),
  })
  .nullable();
type ListCursor = z.infer<typeof listCursorSchema>;

const endpoint = 'SalesPriceListVolumeDiscounts';
const columns = 'ID,Item,PriceListCode,PriceListPeriod,EntryMethod,NewPrice,BasePriceAmount,Discount,Quantity,Unit';
const numberColumns = ['EntryMethod', 'NewPrice', 'BasePriceAmount', 'Discount', 'Quantity'];

/** The entry method of a line whose price follows from a discount; the other one has a price of its own. */
const byDiscount = '1';

function amountOf(row: Row): string | undefined {
  const [base, discount] = [decimalOf(row.BasePriceAmount), decimalOf(row.Discount)];
  const isDiscount = textOf(row.EntryMethod) === byDiscount && base !== undefined && discount !== undefined;
  return isDiscount ? decimalOf(multiplyDecimals(base, subtractDecimals('1', discount))) : decimalOf(row.NewPrice);
}

export function listLineOf(row: Row): Line | undefined {
  const [itemId, key, list, period] = [row.Item, row.ID, row.PriceListCode, row.PriceListPeriod].map(textOf);
  const unreadable = findUnreadable(row, numberColumns);
  const amount = amountOf(row) ?? (unreadable && '0');
  if (itemId === undefined || key === undefined || list === undefined || period === undefined) return undefined;
  if (amount === undefined) return undefined;
  const [quantity, unit] = [decimalOf(row.Quantity) ?? '1', textOf(row.Unit)];
  return { itemId, key, list, period, amount, quantity, unit, ...(unreadable && { unreadable }) };
}

/** The lists that a flow reads, for the items of a run. */
export class PriceLists {
  private index: Map<string, Map<string, Line>> | undefined;
  private readUntil = firstTimestamp;

  private constructor(
    private readonly client: ExactClient,
    private readonly codes: readonly string[],
    private readonly periods: ReadonlyMap<string, Period>,
    private readonly version: string,
  ) {}

  /**
   * @param currency of the prices that are wanted
   * @throws ConnectorFailure of class `value` for a list that does not exist or has no price for the flow
   */
  static async open(client: ExactClient, codes: readonly string[], currency: string): Promise<PriceLists> {
    const periods = new Map<string, Period>();
    if (codes.length === 0) return new PriceLists(client, codes, periods, '');
    const lists = await loadLists(client, codes, currency);
    for (const filter of orFilters(lists.map((id) => `PriceList eq ${guidLiteral(id)}`))) {
      const select = 'ID,PriceList,Currency,StartDate,EndDate,Type';
      for (const row of await client.allRows('sales/SalesPriceListPeriods', { select, filter })) {
        const period = periodOf(row);
        if (period) periods.set(period.id, period);
      }
    }
    return new PriceLists(client, codes, periods, versionOf(codes, [...periods.values()], client.today()));
  }

  /**
   * Where reading goes on, and the items whose lines changed since. `isWhole`: all items are read again, since another list or none was
   * chosen, a period began, ended or was changed, or a line was deleted, which no longer tells whose it was.
   */
  async changes(from: ListCursor | undefined): Promise<{ cursor: ListCursor; isWhole: boolean; itemIds: string[] }> {
    if (this.codes.length === 0) return { cursor: null, isWhole: from !== undefined, itemIds: [] };
    const deletions = await readDeletions(this.client, from?.deletions ?? firstTimestamp, deletedKinds.priceListLine);
    const isWhole = !from || from.version !== this.version || deletions.keys.length > 0;
    const touched = isWhole ? await this.loadIndex() : await this.readLines(from.lines);
    const cursor = { lines: this.readUntil, deletions: deletions.timestamp, version: this.version };
    return { cursor, isWhole, itemIds: isWhole ? [] : [...new Set(touched.map(({ itemId }) => itemId))] };
  }

  /** The lines of these items, by item. */
  async of(itemIds: readonly string[]): Promise<Map<string, ListPrice[]>> {
    if (this.codes.length === 0) return new Map();
    if (!this.index && itemIds.length > maxAskedInBatches) await this.loadIndex();
    const found = this.index ?? (await this.ask(itemIds));
    return new Map(itemIds.map((id) => [id, [...(found.get(id)?.values() ?? [])].flatMap((line) => this.dated(line))]));
  }

  private dated({ itemId: _item, key: _key, period, ...line }: Line): ListPrice[] {
    const known = this.periods.get(period);
    if (!known) return [];
    const { id: _id, ...days } = known;
    return [{ ...line, ...days }];
  }

  private async ask(itemIds: readonly string[]): Promise<Map<string, Map<string, Line>>> {
    const found = new Map<string, Map<string, Line>>();
    for (const filter of orFilters(itemIds.map((id) => `Item eq ${guidLiteral(id)}`))) {
      const rows = await this.client.allRows(`sales/${endpoint}`, { select: columns, filter });
      for (const line of this.linesOf(rows)) keep(found, line);
    }
    return found;
  }

  private async loadIndex(): Promise<Line[]> {
    const index = new Map<string, Map<string, Line>>();
    const lines = await this.readLines(firstTimestamp);
    for (const line of lines) keep(index, line);
    this.index = index;
    return lines;
  }

  /** Lines of the feed from a row version on. */
  private async readLines(after: string): Promise<Line[]> {
    const lines: Line[] = [];
    const feed = readFeed(this.client, `sync/Sales/${endpoint}`, {
      after,
      select: `Timestamp,${columns}`,
      waitsForBudget: true,
    });
    this.readUntil = after;
    for await (const { rows, timestamp } of feed) {
      this.readUntil = timestamp;
      lines.push(...this.linesOf(rows));
    }
    return lines;
  }

  private linesOf(rows: readonly Row[]): Line[] {
    return rows.flatMap((row) => listLineOf(row) ?? []).filter(({ list }) => this.codes.includes(list));
  }
}

function keep(lines: Map<string, Map<string, Line>>, line: Line): void {
  const ofItem = lines.get(line.itemId);
  if (ofItem) ofItem.set(line.key, line);
  else lines.set(line.itemId, new Map([[line.key, line]]));
}

/** The `Entity` of a list that has prices of item groups. */
export const ofItemGroups = '2';

/** The ids of the lists. */
async function loadLists(client: ExactClient, codes: readonly string[], currency: string): Promise<string[]> {
  const rows = await client.allRows('sales/SalesPriceLists', { select: 'ID,Code,Currency,Entity' });
  return codes.map((code) => {
    const row = rows.find((each) => textOf(each.Code) === code);
    const id = textOf(row?.ID);
    const known = rows.flatMap((each) => textOf(each.Code) ?? []).join(', ');
    if (!row || id === undefined) throw failure('value', 'exact_online.price_list_unknown', { code, known });
    if (textOf(row.Entity) === ofItemGroups) throw failure('value', 'exact_online.price_list_of_groups', { code });
    const listCurrency = textOf(row.Currency) ?? currency;
    if (listCurrency === currency) return id;
    throw failure('value', 'exact_online.price_list_currency', { code, listCurrency, currency });
  });
}

const specialOffer = '2';

function periodOf(row: Row): Period | undefined {
  const id = textOf(row.ID);
  if (id === undefined) return undefined;
  const [currency, startDay, endDay] = [textOf(row.Currency), dayOf(row.StartDate), dayOf(row.EndDate)];
  const unreadableDate = unreadableDateOf(row, ['StartDate', 'EndDate']);
  return { id, currency, startDay, endDay, unreadableDate, isSpecialOffer: textOf(row.Type) === specialOffer };
}

/** Another text where a price can be another one though no line changed. */
function versionOf(codes: readonly string[], periods: readonly Period[], today: string): string {
  const open = periods
    .filter(({ endDay }) => endDay === undefined || endDay >= today)
    .map(({ id, currency = '', startDay = '', endDay = '', isSpecialOffer }) =>
      [id, currency, startDay, endDay, isSpecialOffer, startDay <= today].join(),
    );
  return hashPayload({ codes: [...codes], open: open.sort() });
}

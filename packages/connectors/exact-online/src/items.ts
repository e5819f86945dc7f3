import type { ConnectorContext, ConnectorFailure, SourceRecord } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { z } from 'zod';
import { ExactClient } from './client.js';
import {
  dayOf,
  flagOf,
  guidLiteral,
  orFilters,
  textOf,
  unreadableDateOf,
  type Row,
  type UnreadableNumber,
} from './odata.js';
import { failure, reason } from './reasons.js';

/** Which items of the administration belong in the shop; the same setting in each flow that sends something of items. */
export const itemSelectionSetting = z
  .enum(['webshop_items', 'sales_items'])
  .default('webshop_items')
  .meta({
    title: 'Which items',
    description:
      'Web-shop items are those with the box "Webshop" ticked in Exact Online, so that you decide for each. Sales items are all that may be sold. ' +
      'Choose the same in the flows for products, stock and prices.',
    'x-labels': {
      webshop_items: 'Web-shop items only (box "Webshop")',
      sales_items: 'All sales items',
    },
    'x-essential': true,
  });
export type ItemSelection = z.infer<typeof itemSelectionSetting>;

/** What every flow must know of an item. Plain JSON: it travels within native records. */
export interface ItemFacts {
  id: string;
  /** Undefined in a malformed row. */
  code?: string;
  /** Undefined where Exact Online does not say it: a right or a part of the licence is gone. */
  isWebshopItem?: boolean;
  isSalesItem?: boolean;
  isStockItem: boolean;
  startDay?: string;
  endDay?: string;
  /** Of its days the column that holds no date: whether it is sold is not known then. */
  unreadableDate?: keyof typeof dayFields;
  unit?: string;
  vatCode?: string;
}

const dayFields = { StartDate: 'item.startDay', EndDate: 'item.endDay' } as const;

/** Columns that {@link itemFactsOf} reads; sync, bulk and plain endpoint have them all. */
export const itemFactsSelect = 'ID,Code,IsWebshopItem,IsSalesItem,IsStockItem,StartDate,EndDate,Unit,SalesVatCode';

export function itemFactsOf(row: Row): ItemFacts | undefined {
  const id = textOf(row.ID);
  if (id === undefined) return undefined;
  return {
    id,
    code: textOf(row.Code),
    isWebshopItem: toldFlagOf(row.IsWebshopItem),
    isSalesItem: toldFlagOf(row.IsSalesItem),
    isStockItem: flagOf(row.IsStockItem),
    startDay: dayOf(row.StartDate),
    endDay: dayOf(row.EndDate),
    unreadableDate: unreadableDateOf(row, ['StartDate', 'EndDate']),
    unit: textOf(row.Unit),
    vatCode: textOf(row.SalesVatCode),
  };
}

const toldFlagOf = (value: unknown) => ((value ?? '') === '' ? undefined : flagOf(value));

const boxes = {
  webshop_items: { fact: 'isWebshopItem', column: 'IsWebshopItem', code: 'exact_online.not_a_webshop_item' },
  sales_items: { fact: 'isSalesItem', column: 'IsSalesItem', code: 'exact_online.not_a_sales_item' },
} as const;

/** Whether the box that chooses items is known to be ticked. */
export function isSelected(item: ItemFacts, selection: ItemSelection): boolean {
  return item[boxes[selection].fact] === true;
}

/**
 * Why an item is left out, or undefined where it belongs in the shop.
 *
 * @throws ConnectorFailure of class `value` where Exact Online does not say whether the box is ticked: that takes nothing off the shop
 */
export function filterReason(item: ItemFacts, selection: ItemSelection): Reason | undefined {
  const { fact, column, code } = boxes[selection];
  const field = `item.${fact}`;
  if (item[fact] === undefined)
    throw failure('value', 'exact_online.item_box_unknown', { item: item.code ?? item.id, column }, { field });
  return item[fact] ? undefined : reason(code, {}, field);
}

/** @throws ConnectorFailure of class `value` where a day of the item cannot be read */
export function checkDates({ id, code, unreadableDate: column }: ItemFacts): void {
  if (column === undefined) return;
  throw failure('value', 'exact_online.item_field_invalid', { item: code ?? id, column }, { field: dayFields[column] });
}

/** Why an item is not one to sell, on the day of reading; what was delivered of it is taken back. */
export function overReason(item: ItemFacts, readOn: string, selection: ItemSelection): Reason | undefined {
  const filtered = filterReason(item, selection);
  if (filtered) return filtered;
  checkDates(item);
  if (item.startDay !== undefined && item.startDay > readOn)
    return reason('exact_online.item_not_yet_sold', { day: item.startDay }, 'item.startDay');
  if (item.endDay === undefined || !isEnded(item, readOn)) return undefined;
  return reason('exact_online.item_not_sold_any_more', { day: item.endDay }, 'item.endDay');
}

/** A number that cannot be read: nothing is sent rather than another one. */
export function unreadableFailure(
  item: ItemFacts,
  { column, value }: UnreadableNumber,
  field: string,
): ConnectorFailure {
  const params = { item: item.code ?? item.id, column, value };
  return failure('value', 'exact_online.number_unreadable', params, { field });
}

/** The last day counts as sold. */
export function isEnded(item: ItemFacts, day: string): boolean {
  return item.endDay !== undefined && item.endDay < day;
}

/** Longest code that an item can have. */
export const maxItemCodeLength = 30;

/** Above this many, reading the whole list at a thousand a page costs fewer calls than asking in batches of about thirty. */
export const maxAskedInBatches = 300;

export interface ItemDates {
  after: string;
  until: string;
}

/** An item that is not there any more, of which only the key is told. */
export interface DeletedItem {
  deleted: true;
  key: string;
}

export const deletedRecordOf = (key: string): SourceRecord<DeletedItem> => ({
  isGone: true,
  key,
  naturalKey: key,
  native: { deleted: true, key },
});

/** Items whose first day has come or whose last day has passed since; Exact Online does not report that as a change. */
export async function* pagesOfItemsByDate(
  client: ExactClient,
  select: string,
  { after, until }: ItemDates,
): AsyncGenerator<Row[]> {
  if (after >= until) return;
  const begun = `(StartDate gt datetime'${after}T00:00' and StartDate le datetime'${until}T00:00')`;
  const ended = `(EndDate ge datetime'${after}T00:00' and EndDate lt datetime'${until}T00:00')`;
  for await (const { rows } of client.pages('bulk/Logistics/Items', { select, filter: `${begun} or ${ended}` }))
    yield rows;
}

/** Which of these items Exact Online has; an answer that is none fails. What the whole list lacks is asked for before it counts as deleted. */
export async function existingItems(context: ConnectorContext, ids: readonly string[]): Promise<string[]> {
  const client = new ExactClient(context);
  const found = ids.length > maxAskedInBatches ? await listedItems(context, client) : new Set<string>();
  const has = (id: string) => found.has(id.toLowerCase());
  const missing = ids.filter((id) => !has(id));
  for (const filter of orFilters(missing.map((id) => `ID eq ${guidLiteral(id)}`)))
    for (const row of await client.allRows('logistics/Items', { select: 'ID', filter }))
      found.add((textOf(row.ID) ?? '').toLowerCase());
  return ids.filter(has);
}

/** Keys of all items, read once a run. */
async function listedItems({ cache }: ConnectorContext, client: ExactClient): Promise<Set<string>> {
  const cached = cache.get('items:ids') as Set<string> | undefined;
  if (cached) return cached;
  const ids = new Set<string>();
  for await (const { rows } of client.pages('bulk/Logistics/Items', { select: 'ID' }, { waitsForBudget: true }))
    for (const row of rows) ids.add((textOf(row.ID) ?? '').toLowerCase());
  cache.set('items:ids', ids);
  return ids;
}

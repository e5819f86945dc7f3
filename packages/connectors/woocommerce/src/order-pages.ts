import { ConnectorFailure, type ConnectorContext, type ReadOptions, type SourcePage } from '@koppel/connector-sdk';
import { z } from 'zod';
import { getPage, type ListPage, type Query, type WooRecord } from './client.js';
import type { OrderSettings } from './orders.js';

/** The key by which orders are read: when it changed: time in GMT to the second, then id. */
interface OrderKey {
  modifiedGmt: string;
  id: number;
}

const cursorSchema = z.object({ modifiedGmt: z.string(), id: z.number().int(), ordersFrom: z.string() });

/**
 * A run begins this long before the last change that the run before it saw: an order that changed in the same second, or
 * whose change was saved a moment late, is read then. What was read before comes again and costs nothing.
 */
const overlapMs = 10_000;
const maxPerPage = 100;

const fields =
  'id,number,status,currency,date_created,date_created_gmt,date_modified_gmt,total,total_tax,customer_id,customer_note,' +
  'billing,shipping,payment_method,meta_data,line_items,tax_lines,shipping_lines,fee_lines,refunds';

/** So often in a row may orders move away under the reader before it gives up until later. */
const maxRestarts = 50;

/** Where the reader stands inside the orders that changed in one second and after it. */
interface Position {
  /** The last order given. */
  last: OrderKey;
  offset: number;
  /** The order that must still stand at `offset`, or orders have moved. */
  anchor: OrderKey | undefined;
}

/**
 * Orders in the order of their last change. The API compares times to the second and exclusively, so a window begins one
 * second before the last order given, and what comes at or before that order is left out; more than a page of orders in
 * one second are paged through by offset, one overlapping: if it is another one, the window is read from its beginning.
 */
export async function* readOrderPages(
  context: ConnectorContext,
  { cursor, settings, pageSize }: ReadOptions<OrderSettings>,
): AsyncGenerator<SourcePage<WooRecord>> {
  const perPage = Math.min(Math.max(Math.trunc(pageSize), 2), maxPerPage);
  let position: Position = { last: startOf(cursor, settings), offset: 0, anchor: undefined };
  let restarts = 0;
  for (;;) {
    const { last, offset } = position;
    const { records: orders, total } = await fetchWindow(context, { last, offset, perPage, settings });
    if (hasMoved(position, orders)) {
      restarts += 1;
      if (restarts > maxRestarts) throw restless();
      position = { last, offset: 0, anchor: undefined };
      continue;
    }
    const fresh = orders.filter((order) => isAfter(orderKeyOf(order), last));
    const next = advance(position, orders, perPage);
    if (fresh.length > 0) {
      restarts = 0;
      yield { records: fresh.map(recordOf), cursor: { ...next.last, ordersFrom: settings.ordersFrom } };
    }
    if (orders.length === 0 || (total === undefined ? orders.length < perPage : offset + perPage >= total)) return;
    position = next;
  }
}

function hasMoved({ anchor }: Position, [first]: readonly WooRecord[]): boolean {
  return anchor !== undefined && (first === undefined || !isSame(orderKeyOf(first), anchor));
}

function advance({ last, offset }: Position, orders: readonly WooRecord[], perPage: number): Position {
  const final = orders.at(-1);
  if (!final) return { last, offset, anchor: undefined };
  const anchor = orderKeyOf(final);
  const newest = isAfter(anchor, last) ? anchor : last;
  if (newest.modifiedGmt !== last.modifiedGmt) return { last: newest, offset: 0, anchor: undefined };
  return { last: newest, offset: offset + perPage - 1, anchor };
}

const beginning: OrderKey = { modifiedGmt: '1970-01-02T00:00:00', id: 0 };

function startOf(cursor: unknown, settings: OrderSettings): OrderKey {
  const known = cursorSchema.safeParse(cursor);
  if (!known.success) return beginning;
  const { modifiedGmt, ordersFrom } = known.data;
  const wantsOlder = ordersFrom !== '' && settings.ordersFrom < ordersFrom;
  return wantsOlder ? beginning : { modifiedGmt: shifted(modifiedGmt, -overlapMs), id: 0 };
}

interface Window {
  last: OrderKey;
  offset: number;
  perPage: number;
  settings: OrderSettings;
}

/** Every order that changed after a key, as far as the API can tell. */
function changedAfter(last: OrderKey, settings: OrderSettings): Query {
  return {
    status: 'any',
    dates_are_gmt: true,
    modified_after: shifted(last.modifiedGmt, -1_000),
    after: settings.ordersFrom === '' ? undefined : shifted(`${settings.ordersFrom}T00:00:00`, -dayMarginMs),
  };
}

/** How many orders a reading from this cursor gives, with the few that come again; undefined where the shop does not say. */
export async function countOrders(
  context: ConnectorContext,
  { cursor, settings }: ReadOptions<OrderSettings>,
): Promise<number | undefined> {
  const query = { ...changedAfter(startOf(cursor, settings), settings), per_page: 1, _fields: 'id' };
  return (await getPage(context, 'orders', query)).total;
}

async function fetchWindow(context: ConnectorContext, { last, offset, perPage, settings }: Window): Promise<ListPage> {
  const order = { orderby: 'modified', order: 'asc', per_page: perPage, offset, _fields: fields };
  const page = await getPage(context, 'orders', { ...changedAfter(last, settings), ...order });
  page.records.reduce<OrderKey | undefined>((previous, order) => {
    const key = orderKeyOf(order);
    if (previous && !isAfter(key, previous)) throw unsorted();
    return key;
  }, undefined);
  return page;
}

/** The day of the setting is the shop's own, the question is in GMT: a day more is asked for and left out afterwards. */
const dayMarginMs = 86_400_000;

function recordOf(order: WooRecord) {
  const { id, number } = order;
  return {
    key: String(id),
    naturalKey: typeof number === 'string' && number !== '' ? number : String(id),
    native: order,
  };
}

function orderKeyOf({ id, date_modified_gmt: modifiedGmt }: WooRecord): OrderKey {
  if (typeof id === 'number' && typeof modifiedGmt === 'string' && !Number.isNaN(Date.parse(`${modifiedGmt}Z`))) {
    return { id, modifiedGmt };
  }
  throw new ConnectorFailure(
    'intermittent',
    'The shop gave an order without its id or the time of its last change, so Koppel cannot tell where it stands. A plugin may have changed the answer. Koppel tries again by itself; if this stays, ask the shop’s administrator.',
  );
}

function isAfter(a: OrderKey, b: OrderKey): boolean {
  return a.modifiedGmt === b.modifiedGmt ? a.id > b.id : a.modifiedGmt > b.modifiedGmt;
}

function isSame(a: OrderKey, b: OrderKey): boolean {
  return a.id === b.id && a.modifiedGmt === b.modifiedGmt;
}

function shifted(time: string, byMs: number): string {
  return new Date(Date.parse(`${time}Z`) + byMs).toISOString().slice(0, 19);
}

function unsorted(): ConnectorFailure {
  return new ConnectorFailure(
    'permission',
    'The shop does not give its orders in the order of their last change, so some could be missed; nothing was taken. Update WooCommerce to 5.8 or later, or switch off the plugin that changes the order list, and test the connection.',
  );
}

function restless(): ConnectorFailure {
  return new ConnectorFailure(
    'intermittent',
    'The orders of the shop change faster than they can be read. What was read so far is kept; Koppel goes on by itself a little later.',
  );
}

import type { ConnectorContext, EntityReader, ReadOptions, SourcePage } from '@koppel/connector-sdk';
import { z } from 'zod';
import { getPage, type ListPage, type Query, type WooRecord } from './client.js';
import { toCanonicalOrder } from './order-canonical.js';
import { failure } from './reasons.js';

/** Those of WooCommerce itself; plug-ins add others. */
const statusLabels = {
  pending: 'Waiting for payment',
  processing: 'Paid, to be sent',
  'on-hold': 'On hold',
  completed: 'Completed',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
  failed: 'Payment failed',
};

export const orderSettings = z.object({
  orderStatuses: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[a-z0-9_-]{1,40}$/, 'field.pattern'),
    )
    .max(30)
    .default(['processing', 'completed'])
    .meta({
      title: 'Orders to take',
      description:
        'Orders are taken once they have one of these statuses. The default is every order that is paid. Add "Refunded" if your shop enters credits as orders with negative quantities.',
      'x-labels': statusLabels,
      'x-choices': 'order_statuses',
      'x-essential': true,
    }),
  ordersFrom: z
    .union([z.iso.date(), z.literal('')])
    .default('')
    .meta({
      title: 'Orders placed from',
      description:
        "The first day whose orders are taken, such as 2026-01-01, by the shop's clock. Empty takes all orders, also those that were booked by hand before.",
      'x-essential': true,
    }),
});
export type OrderSettings = z.infer<typeof orderSettings>;

/** Where an order stands in the order of change: time in GMT to the second, then id. */
interface ChangeKey {
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
  last: ChangeKey;
  offset: number;
  /** The order that must still stand at `offset`, or orders have moved. */
  anchor: ChangeKey | undefined;
}

/**
 * Orders in the order of their last change. The API compares times to the second and exclusively, so a window begins one
 * second before the last order given, and what comes at or before that order is left out; more than a page of orders in
 * one second are paged through by offset, one overlapping: if it is another one, the window is read from its beginning.
 */
async function* readOrderPages(
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
      if (restarts > maxRestarts) throw failure('intermittent', 'woocommerce.orders_moving');
      position = { last, offset: 0, anchor: undefined };
      continue;
    }
    const fresh = orders.filter((order) => isAfter(changeKeyOf(order), last));
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
  return anchor !== undefined && (first === undefined || !isSame(changeKeyOf(first), anchor));
}

function advance({ last, offset }: Position, orders: readonly WooRecord[], perPage: number): Position {
  const final = orders.at(-1);
  if (!final) return { last, offset, anchor: undefined };
  const anchor = changeKeyOf(final);
  const newest = isAfter(anchor, last) ? anchor : last;
  if (newest.modifiedGmt !== last.modifiedGmt) return { last: newest, offset: 0, anchor: undefined };
  return { last: newest, offset: offset + perPage - 1, anchor };
}

const beginning: ChangeKey = { modifiedGmt: '1970-01-02T00:00:00', id: 0 };

function startOf(cursor: unknown, settings: OrderSettings): ChangeKey {
  const known = cursorSchema.safeParse(cursor);
  if (!known.success) return beginning;
  const { modifiedGmt, ordersFrom } = known.data;
  const wantsOlder = ordersFrom !== '' && settings.ordersFrom < ordersFrom;
  return wantsOlder ? beginning : { modifiedGmt: shifted(modifiedGmt, -overlapMs), id: 0 };
}

interface Window {
  last: ChangeKey;
  offset: number;
  perPage: number;
  settings: OrderSettings;
}

/** Every order that changed after a key, as far as the API can tell. */
function changedAfter(last: ChangeKey, settings: OrderSettings): Query {
  return {
    status: 'any',
    dates_are_gmt: true,
    modified_after: shifted(last.modifiedGmt, -1_000),
    after: settings.ordersFrom === '' ? undefined : shifted(`${settings.ordersFrom}T00:00:00`, -dayMarginMs),
  };
}

/** How many orders a reading from this cursor gives, with the few that come again; undefined where the shop does not say. */
async function countOrders(
  context: ConnectorContext,
  { cursor, settings }: ReadOptions<OrderSettings>,
): Promise<number | undefined> {
  const query = { ...changedAfter(startOf(cursor, settings), settings), per_page: 1, _fields: 'id' };
  return (await getPage(context, 'orders', query)).total;
}

async function fetchWindow(context: ConnectorContext, { last, offset, perPage, settings }: Window): Promise<ListPage> {
  const order = { orderby: 'modified', order: 'asc', per_page: perPage, offset, _fields: fields };
  const page = await getPage(context, 'orders', { ...changedAfter(last, settings), ...order });
  page.records.reduce<ChangeKey | undefined>((previous, order) => {
    const key = changeKeyOf(order);
    if (previous && !isAfter(key, previous)) throw failure('permission', 'woocommerce.orders_unsorted');
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

function changeKeyOf({ id, date_modified_gmt: modifiedGmt }: WooRecord): ChangeKey {
  if (typeof id === 'number' && typeof modifiedGmt === 'string' && !Number.isNaN(Date.parse(`${modifiedGmt}Z`))) {
    return { id, modifiedGmt };
  }
  throw failure('intermittent', 'woocommerce.order_without_change_time');
}

function isAfter(a: ChangeKey, b: ChangeKey): boolean {
  return a.modifiedGmt === b.modifiedGmt ? a.id > b.id : a.modifiedGmt > b.modifiedGmt;
}

function isSame(a: ChangeKey, b: ChangeKey): boolean {
  return a.id === b.id && a.modifiedGmt === b.modifiedGmt;
}

function shifted(time: string, byMs: number): string {
  return new Date(Date.parse(`${time}Z`) + byMs).toISOString().slice(0, 19);
}

/** Reads orders as they are placed and changed. */
export const orderReader: EntityReader<'order', WooRecord, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  read: readOrderPages,
  count: countOrders,
  toCanonical: toCanonicalOrder,
};

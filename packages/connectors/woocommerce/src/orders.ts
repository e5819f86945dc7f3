import {
  readBearablePage,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourcePage,
  type SourceRecord,
} from '@koppel/connector-sdk';
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
  vatNumberField: z.string().trim().max(100).default('').meta({
    title: 'Field with the VAT number',
    description:
      'The field of an order in which a plug-in of yours keeps the VAT number of the buyer. Empty: the fields of the usual VAT plug-ins.',
    'x-choices': 'vat_number_fields',
    'x-essential': false,
  }),
});
export type OrderSettings = z.infer<typeof orderSettings>;

/** Which state of an order: when it changed last, in GMT to the second. */
interface ChangeKey {
  modifiedGmt: string;
  id: number;
}

const cursorSchema = z.object({ modifiedGmt: z.string(), ordersFrom: z.string() });

/**
 * A run begins this long before the last change that the run before it saw: an order that changed in the same second, or
 * whose change was saved a moment late, is read then. What was read before comes again and costs nothing.
 */
const overlapMs = 10_000;
const maxPerPage = 100;

const fields =
  'id,number,status,currency,date_created,date_created_gmt,date_modified_gmt,total,total_tax,customer_id,customer_note,' +
  'billing,shipping,payment_method,meta_data,line_items,tax_lines,shipping_lines,fee_lines,gift_cards';

/** Maximum restarts in a row while orders change during reading. */
const maxRestarts = 50;

/** Where the reader stands. */
interface Position {
  /** The time of the last change that was given. */
  modifiedGmt: string;
  /** What was given of that second: a shop may give orders of one second in any order. */
  given: ReadonlySet<string>;
  offset: number;
  /** The order that must still stand on the next page, or orders have moved. */
  anchor: string | undefined;
}

/**
 * Orders in the order of their last change. The API compares times to the second and exclusively, so a window begins one
 * second before the last order given, and what was given of that second is left out; more than a page of orders in one second
 * are paged through by offset, one overlapping: if it is not there, the window is read from its beginning.
 */
async function* readOrderPages(
  context: ConnectorContext,
  { cursor, settings, pageSize }: ReadOptions<OrderSettings>,
): AsyncGenerator<SourcePage<WooRecord>> {
  const requested = Math.min(Math.max(Math.trunc(pageSize), 2), maxPerPage);
  let position: Position = { modifiedGmt: startOf(cursor, settings), given: new Set(), offset: 0, anchor: undefined };
  let restarts = 0;
  for (;;) {
    const { modifiedGmt, offset, anchor, given } = position;
    const { page, perPage } = await fetchWindow(context, { modifiedGmt, offset, perPage: requested, settings });
    const { records: orders, total } = page;
    if (anchor !== undefined && !orders.some((order) => stateOf(order) === anchor)) {
      restarts += 1;
      if (restarts > maxRestarts) throw failure('intermittent', 'woocommerce.orders_moving');
      position = { ...position, offset: 0, anchor: undefined };
      continue;
    }
    const fresh = orders.filter((order) => changeKeyOf(order).modifiedGmt >= modifiedGmt && !given.has(stateOf(order)));
    position = advance(position, orders, perPage);
    if (fresh.length > 0) {
      restarts = 0;
      const { modifiedGmt: reached } = position;
      yield { records: fresh.map(recordOf), cursor: { modifiedGmt: reached, ordersFrom: settings.ordersFrom } };
    }
    if (orders.length === 0 || (total === undefined ? orders.length < perPage : offset + perPage >= total)) return;
  }
}

function advance(position: Position, orders: readonly WooRecord[], perPage: number): Position {
  const final = orders.at(-1);
  if (!final) return { ...position, offset: 0, anchor: undefined };
  const last = changeKeyOf(final).modifiedGmt;
  const reached = last > position.modifiedGmt ? last : position.modifiedGmt;
  const ofSecond = orders.filter((order) => changeKeyOf(order).modifiedGmt === reached).map(stateOf);
  if (reached !== position.modifiedGmt)
    return { modifiedGmt: reached, given: new Set(ofSecond), offset: 0, anchor: undefined };
  const given = new Set([...position.given, ...ofSecond]);
  return { modifiedGmt: reached, given, offset: position.offset + perPage - 1, anchor: stateOf(final) };
}

/** One state of one order: it is another one once the order has changed. */
function stateOf(order: WooRecord): string {
  const { id, modifiedGmt } = changeKeyOf(order);
  return `${id} ${modifiedGmt}`;
}

const beginning = '1970-01-02T00:00:00';

function startOf(cursor: unknown, settings: OrderSettings): string {
  const known = cursorSchema.safeParse(cursor);
  if (!known.success) return beginning;
  const { modifiedGmt, ordersFrom } = known.data;
  const wantsOlder = ordersFrom !== '' && settings.ordersFrom < ordersFrom;
  return wantsOlder ? beginning : shifted(modifiedGmt, -overlapMs);
}

interface Window {
  modifiedGmt: string;
  offset: number;
  perPage: number;
  settings: OrderSettings;
}

/** Every order that changed at a time or after it, as far as the API can tell. */
function changedAfter(modifiedGmt: string, settings: OrderSettings): Query {
  return {
    status: 'any',
    dates_are_gmt: true,
    modified_after: shifted(modifiedGmt, -1_000),
    after: settings.ordersFrom === '' ? undefined : shifted(`${settings.ordersFrom}T00:00:00`, -dayMarginMs),
  };
}

/** Single orders by their ids; those in the bin are not given. */
async function readOrdersByKeys(
  context: ConnectorContext,
  { keys }: { keys: readonly string[] },
): Promise<SourceRecord<WooRecord>[]> {
  const ids = keys.filter((key) => /^\d+$/.test(key));
  const found: SourceRecord<WooRecord>[] = [];
  for (let start = 0; start < ids.length; start += maxPerPage) {
    const include = ids.slice(start, start + maxPerPage).join(',');
    const query = { include, status: 'any', per_page: maxPerPage, _fields: fields };
    found.push(...(await getPage(context, 'orders', query)).records.map(recordOf));
  }
  return found;
}

/** How many orders a reading from this cursor gives, with the few that come again; undefined where the shop does not say. */
async function countOrders(
  context: ConnectorContext,
  { cursor, settings }: ReadOptions<OrderSettings>,
): Promise<number | undefined> {
  const query = { ...changedAfter(startOf(cursor, settings), settings), per_page: 1, _fields: 'id' };
  return (await getPage(context, 'orders', query)).total;
}

/** A page at an offset, of as many orders as the shop bears. */
async function fetchWindow(
  context: ConnectorContext,
  { modifiedGmt, offset, perPage: wanted, settings }: Window,
): Promise<{ page: ListPage; perPage: number }> {
  // Two, so that a page overlaps the one before it.
  const pageSize = { list: 'orders', wanted, smallest: 2 };
  const { page, size } = await readBearablePage(context, pageSize, async (perPage) => {
    const order = { orderby: 'modified', order: 'asc', per_page: perPage, offset, _fields: fields };
    const read = await getPage(context, 'orders', { ...changedAfter(modifiedGmt, settings), ...order });
    checkSorted(read);
    return read;
  });
  return { page, perPage: size };
}

function checkSorted({ records }: ListPage): void {
  records.reduce<string | undefined>((previous, order) => {
    const { modifiedGmt } = changeKeyOf(order);
    if (previous !== undefined && modifiedGmt < previous) throw failure('permission', 'woocommerce.orders_unsorted');
    return modifiedGmt;
  }, undefined);
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

function shifted(time: string, byMs: number): string {
  return new Date(Date.parse(`${time}Z`) + byMs).toISOString().slice(0, 19);
}

/** Reads orders as they are placed and changed. */
export const orderReader: EntityReader<'order', WooRecord, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  read: readOrderPages,
  readByKeys: readOrdersByKeys,
  count: countOrders,
  toCanonical: toCanonicalOrder,
};

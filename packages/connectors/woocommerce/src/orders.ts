import {
  checkOrdersFrom,
  ordersFromSettings,
  placedFrom,
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

export const orderSettings = z
  .object({
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
    ...ordersFromSettings,
    vatNumberField: z.string().trim().max(100).default('').meta({
      title: 'Field with the VAT number',
      description:
        'The field of an order in which a plug-in of yours keeps the VAT number of the buyer. Empty: the fields of the usual VAT plug-ins.',
      'x-choices': 'vat_number_fields',
      'x-essential': false,
    }),
  })
  .superRefine(checkOrdersFrom);
export type OrderSettings = z.infer<typeof orderSettings>;

/** Which state of an order: when it changed last, in GMT to the second. */
interface ChangeKey {
  modifiedGmt: string;
  id: number;
}

const cursorSchema = z.object({ modifiedGmt: z.string() });

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
  /** What was given of that second: a shop gives orders of one second in any order. */
  given: ReadonlySet<string>;
}

/**
 * Orders in the order of their last change. The API compares times to the second and exclusively, so a window begins one
 * second before the last order given, and what was given of that second is left out. A second that fills a window is read
 * by itself.
 */
async function* readOrderPages(
  context: ConnectorContext,
  { cursor, settings, pageSize, enabledAt }: ReadOptions<OrderSettings>,
): AsyncGenerator<SourcePage<WooRecord>> {
  const wanted = Math.min(Math.max(Math.trunc(pageSize), 2), maxPerPage);
  const pageOf = (orders: readonly WooRecord[], { modifiedGmt }: Position): SourcePage<WooRecord> => ({
    records: orders.map(recordOf),
    cursor: { modifiedGmt },
  });
  let position: Position = { modifiedGmt: startOf(cursor), given: new Set() };
  const placedSince = placedFrom(settings, { enabledAt });
  for (;;) {
    const { modifiedGmt, given } = position;
    const query = { ...changedAfter(modifiedGmt, placedSince), orderby: 'modified', order: 'asc' };
    const { page, perPage } = await fetchPage(context, query, wanted);
    const { records: orders } = page;
    checkSorted(orders);
    const fresh = orders.filter((order) => changeKeyOf(order).modifiedGmt >= modifiedGmt && !given.has(stateOf(order)));
    position = advance(position, orders);
    if (fresh.length > 0) yield pageOf(fresh, position);
    if (isLast(page, 0, perPage)) return;
    if (position.modifiedGmt > modifiedGmt) continue;
    for await (const ofSecond of readSecond(context, { position, placedSince, wanted }))
      yield pageOf(ofSecond, position);
    position = { modifiedGmt: shifted(modifiedGmt, 1_000), given: new Set() };
  }
}

function advance({ modifiedGmt, given }: Position, orders: readonly WooRecord[]): Position {
  const last = orders.map((order) => changeKeyOf(order).modifiedGmt).at(-1) ?? modifiedGmt;
  const reached = last > modifiedGmt ? last : modifiedGmt;
  const ofSecond = orders.filter((order) => changeKeyOf(order).modifiedGmt === reached).map(stateOf);
  return { modifiedGmt: reached, given: new Set(reached === modifiedGmt ? [...given, ...ofSecond] : ofSecond) };
}

interface Second {
  position: Position;
  placedSince: Date | undefined;
  wanted: number;
}

/**
 * What was not given yet of more orders than fit on a page that all changed in one second. A database gives those in another
 * order for every page, so they are paged through by id, one overlapping: if it is not there, some have moved away and the
 * second is read from its beginning.
 */
async function* readSecond(
  context: ConnectorContext,
  { position: { modifiedGmt, given: givenBefore }, placedSince, wanted }: Second,
): AsyncGenerator<WooRecord[]> {
  const before = shifted(modifiedGmt, 1_000);
  const query = { ...changedAfter(modifiedGmt, placedSince), modified_before: before, orderby: 'id', order: 'asc' };
  const given = new Set(givenBefore);
  let offset = 0;
  let anchor: string | undefined;
  let restarts = 0;
  for (;;) {
    const { page, perPage } = await fetchPage(context, { ...query, offset }, wanted);
    const states = page.records.map(stateOf);
    if (anchor !== undefined && !states.includes(anchor)) {
      restarts += 1;
      if (restarts > maxRestarts) throw failure('intermittent', 'woocommerce.orders_moving');
      offset = 0;
      anchor = undefined;
      continue;
    }
    const fresh = page.records.filter((order) => !given.has(stateOf(order)));
    for (const order of fresh) given.add(stateOf(order));
    if (fresh.length > 0) {
      restarts = 0;
      yield fresh;
    }
    if (isLast(page, offset, perPage)) return;
    offset += perPage - 1;
    anchor = states.at(-1);
  }
}

function isLast({ records, total }: ListPage, offset: number, perPage: number): boolean {
  return records.length === 0 || (total === undefined ? records.length < perPage : offset + perPage >= total);
}

/** One state of one order: it is another one once the order has changed. */
function stateOf(order: WooRecord): string {
  const { id, modifiedGmt } = changeKeyOf(order);
  return `${id} ${modifiedGmt}`;
}

const beginning = '1970-01-02T00:00:00';

function startOf(cursor: unknown): string {
  const known = cursorSchema.safeParse(cursor);
  return known.success ? shifted(known.data.modifiedGmt, -overlapMs) : beginning;
}

/** Every order that changed at a time or after it, as far as the API can tell. */
function changedAfter(modifiedGmt: string, placedSince: Date | undefined): Query {
  return {
    status: 'any',
    dates_are_gmt: true,
    modified_after: shifted(modifiedGmt, -1_000),
    after: placedSince?.toISOString().slice(0, 19),
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
  { cursor, settings, enabledAt }: ReadOptions<OrderSettings>,
): Promise<number | undefined> {
  const query = { ...changedAfter(startOf(cursor), placedFrom(settings, { enabledAt })), per_page: 1, _fields: 'id' };
  return (await getPage(context, 'orders', query)).total;
}

/** A page of as many orders as the shop bears. */
async function fetchPage(
  context: ConnectorContext,
  query: Query,
  wanted: number,
): Promise<{ page: ListPage; perPage: number }> {
  // Two, so that a page overlaps the one before it.
  const pageSize = { list: 'orders', wanted, smallest: 2 };
  const { page, size } = await readBearablePage(context, pageSize, (perPage) =>
    getPage(context, 'orders', { ...query, per_page: perPage, _fields: fields }),
  );
  return { page, perPage: size };
}

function checkSorted(orders: readonly WooRecord[]): void {
  orders.reduce<string | undefined>((previous, order) => {
    const { modifiedGmt } = changeKeyOf(order);
    if (previous !== undefined && modifiedGmt < previous) throw failure('permission', 'woocommerce.orders_unsorted');
    return modifiedGmt;
  }, undefined);
}

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

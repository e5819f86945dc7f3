import { ApplicationClock, ConnectorFailure, readBearablePage, type ConnectorContext } from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import { z } from 'zod';
import { getPage, getRecord, isRecord, maxPerPage, type ListPage, type Query, type WooRecord } from './client.js';
import { failure } from './reasons.js';

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

const fields =
  'id,parent_id,number,status,created_via,currency,date_created,date_created_gmt,date_modified_gmt,total,total_tax,' +
  'customer_id,customer_note,billing,shipping,payment_method,payment_method_title,transaction_id,date_paid_gmt,' +
  'meta_data,line_items,tax_lines,shipping_lines,fee_lines,gift_cards,refunds';

/** Maximum restarts in a row while orders change during reading. */
const maxRestarts = 50;

/** Where the reader stands. */
interface Position {
  /** The time of the last change that was given. */
  modifiedGmt: string;
  /** What was given of that second: a shop gives orders of one second in any order. */
  given: ReadonlySet<string>;
}

/** Which orders are read. */
interface Selection {
  /** Where an earlier run stopped. */
  cursor: JsonValue | undefined;
  /** From when on changes are read where there is no cursor; undefined: from the beginning. */
  changedFrom?: Date | undefined;
  /** Orders that were placed before are left out. */
  placedSince: Date | undefined;
}

export interface OrderPage {
  orders: WooRecord[];
  /** Reading goes on from here. */
  cursor: z.infer<typeof cursorSchema>;
}

/**
 * Orders in the order of their last change. The API compares times to the second and exclusively, so a window begins one
 * second before the last order given, and what was given of that second is left out. A second that fills a window is read
 * by itself.
 */
export async function* readOrderPages(
  connection: ConnectorContext,
  { pageSize, ...selection }: Selection & { pageSize: number },
): AsyncGenerator<OrderPage> {
  const wanted = Math.min(Math.max(Math.trunc(pageSize), 2), maxPerPage);
  const clock = clockFor(connection, selection);
  const { context } = clock;
  const pageOf = (orders: WooRecord[], { modifiedGmt }: Position): OrderPage => ({
    orders,
    cursor: { modifiedGmt: capped(modifiedGmt, clock) },
  });
  let position: Position = { modifiedGmt: startOf(selection), given: new Set() };
  const { placedSince } = selection;
  for (;;) {
    const { modifiedGmt, given } = position;
    const query = { ...changedAfter(modifiedGmt, placedSince), orderby: 'modified', order: 'asc' };
    const { page, perPage } = await fetchPage(context, query, wanted);
    const { records: orders } = page;
    checkSorted(orders);
    const fresh = orders.filter((order) => changeKeyOf(order).modifiedGmt >= modifiedGmt && !given.has(stateOf(order)));
    position = advance(position, orders);
    if (fresh.length > 0) yield pageOf(fresh, position);
    if (isLast(page, 0, perPage)) {
      if (fresh.length === 0 && capped(modifiedGmt, clock) < modifiedGmt) yield pageOf([], position);
      return;
    }
    if (position.modifiedGmt > modifiedGmt) continue;
    for await (const ofSecond of readSecond(context, { position, placedSince, wanted }))
      yield pageOf(ofSecond, position);
    position = { modifiedGmt: shifted(modifiedGmt, 1_000), given: new Set() };
  }
}

function clockFor(context: ConnectorContext, selection: Selection): ApplicationClock {
  const isContinued = cursorSchema.safeParse(selection.cursor).success;
  return new ApplicationClock(context, { fromMs: isContinued ? msOf(startOf(selection)) : undefined });
}

function capped(modifiedGmt: string, clock: ApplicationClock): string {
  return timeOf(clock.cap(msOf(modifiedGmt)));
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

function startOf({ cursor, changedFrom }: Selection): string {
  const known = cursorSchema.safeParse(cursor);
  if (known.success) return shifted(known.data.modifiedGmt, -overlapMs);
  return changedFrom?.toISOString().slice(0, 19) ?? beginning;
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

/** How many orders a reading gives, with the few that come again; undefined where the shop does not say. */
export async function countOrders(context: ConnectorContext, selection: Selection): Promise<number | undefined> {
  const query = { ...changedAfter(startOf(selection), selection.placedSince), per_page: 1, _fields: 'id' };
  return (await getPage(context, 'orders', query)).total;
}

/**
 * Single orders by their ids. A list shows neither those in the bin nor those whose status belongs to a plugin that was switched
 * off, so what is missing from it is asked for alone. What is absent was deleted for good.
 *
 * @param wanted names of the fields, by commas
 */
export async function readOrders(
  context: ConnectorContext,
  keys: readonly string[],
  wanted: string = fields,
): Promise<WooRecord[]> {
  const ids = keys.filter((key) => /^\d+$/.test(key));
  const found: WooRecord[] = [];
  for (let start = 0; start < ids.length; start += maxPerPage) {
    const some = ids.slice(start, start + maxPerPage);
    const query = { include: some.join(','), status: 'any', per_page: maxPerPage, _fields: wanted };
    const { records } = await getPage(context, 'orders', query);
    found.push(...records);
    const listed = new Set(records.map(({ id }) => String(id)));
    for (const id of some) {
      const order = listed.has(id) ? undefined : await readOrder(context, id, wanted);
      if (order) found.push(order);
    }
  }
  return found;
}

async function readOrder(context: ConnectorContext, id: string, wanted: string): Promise<WooRecord | undefined> {
  try {
    return await getRecord(context, `orders/${id}`, { _fields: wanted });
  } catch (error: unknown) {
    if (isNoOrder(error)) return undefined;
    throw error;
  }
}

/** WooCommerce itself says so: any other 404 may be that of a shop that is moving, or of a firewall. */
function isNoOrder(error: unknown): boolean {
  if (!(error instanceof ConnectorFailure) || error.status !== 404 || !isRecord(error.body)) return false;
  return error.body['code'] === 'woocommerce_rest_shop_order_invalid_id';
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

function changeKeyOf({ id, date_modified_gmt: modifiedGmt }: WooRecord): ChangeKey {
  if (typeof id === 'number' && typeof modifiedGmt === 'string' && !Number.isNaN(msOf(modifiedGmt))) {
    return { id, modifiedGmt };
  }
  throw failure('intermittent', 'woocommerce.order_without_change_time');
}

function shifted(time: string, byMs: number): string {
  return timeOf(msOf(time) + byMs);
}

const msOf = (time: string): number => Date.parse(`${time}Z`);
const timeOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

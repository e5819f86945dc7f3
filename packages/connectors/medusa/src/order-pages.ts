import {
  ApplicationClock,
  readBearablePage,
  searchedSchema,
  transactionSearchOf,
  type ConnectorContext,
} from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import { z } from 'zod';
import { getByKeys, getList, type ListQuery } from './client.js';
import { orderFields, type NativeOrder } from './native-order.js';
import { placedQuery, searchOrders, type Followed } from './order-search.js';

/**
 * `seen`: the orders that were read among the newest ones, with the time of their last change. `open`: orders whose payment was
 * not taken yet. A payment does not touch the order's `updated_at`, so these are read again in each run. `searched`: when orders
 * were last searched for payments and refunds, of which not all touch it either.
 */
const cursorSchema = z.object({
  updatedAt: z.iso.datetime(),
  seen: z.record(z.string(), z.string()),
  open: z.array(z.string()),
  searched: searchedSchema.optional(),
});
type Cursor = z.infer<typeof cursorSchema>;

interface OrdersData {
  orders: NativeOrder[];
  count: number;
}

/** A change gets its time before it is committed: a run looks this far back, and knows by `seen` what it has already. */
const overlapMs = 10_000;
const maxPerPage = 100;
/** The oldest are given up beyond that: nobody pays for them any more. */
const maxOpen = 1000;

const at = (ms: number) => new Date(ms).toISOString();

const isOpen = ({ status, payment_status: payment }: NativeOrder) =>
  status !== 'canceled' && ['not_paid', 'awaiting', 'partially_authorized', 'requires_action'].includes(payment);

class Position {
  readonly seen: Map<string, string>;
  readonly open: Set<string>;
  newestMs: number;
  searched: Cursor['searched'];

  constructor(
    private readonly stored: Cursor | undefined,
    private readonly options: { clock: ApplicationClock; follows: Followed | undefined },
  ) {
    this.searched = stored?.searched;
    this.seen = new Map(Object.entries(stored?.seen ?? {}));
    this.open = new Set(stored?.open ?? []);
    this.newestMs = stored ? Date.parse(stored.updatedAt) : 0;
  }

  /** Notes orders that were listed by their time and gives those that are new. */
  advance(orders: readonly NativeOrder[]): NativeOrder[] {
    const fresh = orders.filter(({ id, updated_at: time }) => this.seen.get(id) !== time);
    for (const { id, updated_at: time } of orders) {
      this.seen.set(id, time);
      this.newestMs = Math.max(this.newestMs, Date.parse(time));
    }
    for (const [id, time] of this.seen) if (Date.parse(time) < this.readToMs - overlapMs) this.seen.delete(id);
    this.note(orders);
    return fresh;
  }

  /** Notes which orders are still to be paid. */
  note(orders: readonly NativeOrder[]): void {
    for (const order of orders) {
      this.open.delete(order.id);
      if (isOpen(order)) this.open.add(order.id);
    }
    for (const id of this.open) {
      if (this.open.size <= maxOpen) break;
      this.open.delete(id);
    }
  }

  private get readToMs(): number {
    return this.options.clock.cap(this.newestMs);
  }

  /** Whatever is read from the beginning is read with its payments and refunds. */
  private searchedSinceBeginning(): Cursor['searched'] {
    const { clock, follows } = this.options;
    if (this.stored || !follows) return undefined;
    const startedAt = clock.startedAt.toISOString();
    return { all: startedAt, recent: startedAt };
  }

  get cursor(): Cursor {
    return {
      updatedAt: at(this.readToMs),
      seen: Object.fromEntries(this.seen),
      open: [...this.open],
      searched: this.searched ?? this.searchedSinceBeginning(),
    };
  }
}

/** A page of as many orders as the shop bears. */
function listOrders(
  context: ConnectorContext,
  query: ListQuery,
  wanted: number,
): Promise<{ page: OrdersData; size: number }> {
  return readBearablePage(context, { list: 'orders', wanted }, (limit) =>
    getList<OrdersData>(context, 'orders', { fields: orderFields, order: 'updated_at', ...query, limit }),
  );
}

function parseCursor(stored: JsonValue | undefined): Cursor | undefined {
  return stored === undefined || stored === null ? undefined : cursorSchema.parse(stored);
}

function startOf(cursor: Cursor | undefined): number {
  return cursor ? Math.max(0, Date.parse(cursor.updatedAt) - overlapMs) : 0;
}

/** Which orders are read: where an earlier run stopped, and only those placed since. */
interface Selection {
  cursor: JsonValue | undefined;
  placedSince: Date | undefined;
}

export interface OrderPage {
  orders: NativeOrder[];
  /** Reading goes on from here. */
  cursor: JsonValue;
}

function pageOf(orders: readonly NativeOrder[], { cursor }: Position): OrderPage {
  return { orders: [...orders], cursor };
}

/**
 * Orders by the time of their last change, those that wait for a payment, and those for which something was paid or given back since
 * the last search.
 *
 * @param options.follows undefined: there is no search
 */
export async function* readOrderPages(
  connection: ConnectorContext,
  { pageSize, follows, ...selection }: Selection & { pageSize: number; follows: Followed | undefined },
): AsyncGenerator<OrderPage> {
  const cursor = parseCursor(selection.cursor);
  const { placedSince } = selection;
  const limit = Math.min(Math.max(1, pageSize), maxPerPage);
  const clock = new ApplicationClock(connection, { fromMs: cursor && startOf(cursor) });
  const { context } = clock;
  const position = new Position(cursor, { clock, follows });
  if (cursor) yield* readOpen(context, position, limit);
  yield* readChanged(context, position, { query: placedQuery(placedSince), limit, fromMs: startOf(cursor) });
  if (!follows || !cursor) return;
  const search = transactionSearchOf(cursor.searched, { now: clock.startedAt, placedSince });
  if (!search) return;
  for await (const ids of searchOrders(context, search, follows))
    yield pageOf(await readOrders(context, ids), position);
  position.searched = search.searched;
  yield pageOf([], position);
}

async function* readChanged(
  context: ConnectorContext,
  position: Position,
  { query: placed, limit, fromMs: startMs }: { query: ListQuery; limit: number; fromMs: number },
): AsyncGenerator<OrderPage> {
  let fromMs = startMs;
  for (;;) {
    const query = { ...placed, updated_at: { $gte: at(fromMs) } };
    const { page, size } = await listOrders(context, query, limit);
    const { orders } = page;
    const fresh = position.advance(orders);
    if (position.newestMs > 0) yield pageOf(fresh, position);
    const last = orders.at(-1);
    if (!last || orders.length < size) return;
    // Medusa sorts by one field only: the rest of the millisecond that the page ended in is asked for by what is not known yet.
    const lastMs = Date.parse(last.updated_at);
    yield* readMillisecond(context, position, { query: placed, limit }, lastMs);
    fromMs = lastMs + 1;
  }
}

async function* readMillisecond(
  context: ConnectorContext,
  position: Position,
  { query, limit }: { query: ListQuery; limit: number },
  ms: number,
): AsyncGenerator<OrderPage> {
  for (;;) {
    const known = [...position.seen].filter(([, time]) => Date.parse(time) === ms).map(([id]) => id);
    const window = { updated_at: { $gte: at(ms), $lt: at(ms + 1) }, id: { $nin: known } };
    const { page } = await listOrders(context, { ...query, ...window }, limit);
    if (page.orders.length === 0) return;
    yield pageOf(position.advance(page.orders), position);
  }
}

/** Orders that were not paid when they were read last: those whose payment has come, or that were cancelled. */
async function* readOpen(context: ConnectorContext, position: Position, limit: number): AsyncGenerator<OrderPage> {
  const ids = [...position.open];
  for (let start = 0; start < ids.length; start += limit) {
    const keys = ids.slice(start, start + limit);
    const options = { list: 'orders', by: 'id', keys, fields: orderFields } as const;
    const orders = await getByKeys<NativeOrder>(context, 'orders', options);
    const known = new Set(orders.map(({ id }) => id));
    for (const id of keys) if (!known.has(id)) position.open.delete(id);
    position.note(orders);
    const changed = orders.filter((order) => !isOpen(order));
    if (changed.length > 0) yield pageOf(changed, position);
  }
}

/** Those since the cursor, without the ones around it that were read already. */
export async function countOrders(
  context: ConnectorContext,
  { cursor: stored, placedSince }: Selection,
): Promise<number> {
  const cursor = parseCursor(stored);
  const query = { ...placedQuery(placedSince), updated_at: { $gte: at(startOf(cursor)) }, fields: 'id', limit: 1 };
  const { count: total } = await getList<OrdersData>(context, 'orders', query);
  return Math.max(0, total - Object.keys(cursor?.seen ?? {}).length);
}

/** Single orders by their ids. */
export function readOrders(context: ConnectorContext, keys: readonly string[]): Promise<NativeOrder[]> {
  return getByKeys<NativeOrder>(context, 'orders', { list: 'orders', by: 'id', keys, fields: orderFields });
}

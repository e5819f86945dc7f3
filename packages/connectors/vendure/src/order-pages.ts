import {
  ApplicationClock,
  isMissed,
  readBearablePage,
  searchedSchema,
  transactionSearchOf,
  type ConnectorContext,
  type TransactionSearch,
} from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import { z } from 'zod';
import { loadChannelBasics } from './channel.js';
import { loadCustomFields, type CustomFields } from './custom-fields.js';
import { admin } from './graphql.js';
import { orderFieldsOf, type NativeOrder } from './native-order.js';

/**
 * `seen`: the orders that were read among the newest ones, with the time of their last change. `searched`:
 * when orders were last searched for payments and refunds.
 */
const cursorSchema = z.object({
  updatedAt: z.iso.datetime(),
  seen: z.record(z.string(), z.string()),
  searched: searchedSchema.optional(),
});
type OrderCursor = z.infer<typeof cursorSchema>;

type OrderItem = Omit<NativeOrder, 'precision'>;

interface OrdersData {
  orders: { items: OrderItem[] };
}

const ordersQuery = (
  custom: CustomFields,
  follows: Followed | undefined,
) => `query ($filter: OrderFilterParameter!, $take: Int!) {
  orders(options: { filter: $filter, sort: { updatedAt: ASC, id: ASC }, take: $take }) { items { ${orderFieldsOf(custom, { hasPayments: follows === 'payments' })} } }
}`;

/**
 * A change gets the time at which its transaction began but is seen when that has ended: a run looks this far back, and
 * knows by `seen` what it has already.
 */
const overlapMs = 10_000;
const maxPerPage = 100;

const at = (ms: number) => new Date(ms).toISOString();

/**
 * Everything after a position within a run. Databases keep microseconds, the API gives milliseconds: orders of the
 * millisecond that the last page ended in are told apart by id.
 */
function filterAfter(lastMs: number, seen: ReadonlyMap<string, string>): JsonValue {
  const inWindow = [...seen].filter(([, time]) => Date.parse(time) >= lastMs).map(([id]) => id);
  const window = { updatedAt: { between: { start: at(lastMs), end: at(lastMs + 1) } } };
  return {
    _or: [
      { updatedAt: { after: at(lastMs + 1) } },
      inWindow.length === 0 ? window : { _and: [window, { id: { notIn: inWindow } }] },
    ],
  };
}

const startOf = (cursor: OrderCursor): number => Date.parse(cursor.updatedAt) - overlapMs;

function positionOf(cursor: OrderCursor | undefined): JsonValue {
  return cursor ? { updatedAt: { after: at(startOf(cursor)) } } : {};
}

/** Where reading goes on: what was read of the time before and after it is known. */
function cursorAt(readToMs: number, seen: Map<string, string>): OrderCursor {
  for (const [id, time] of seen) if (Date.parse(time) < readToMs - overlapMs) seen.delete(id);
  return { updatedAt: at(readToMs), seen: Object.fromEntries(seen) };
}

/** Which orders are read: where an earlier run stopped, and only those placed since. */
interface Selection {
  cursor: JsonValue | undefined;
  placedSince: Date | undefined;
}

export interface OrderPage {
  orders: NativeOrder[];
  /** Reading goes on from here. */
  cursor: OrderCursor;
}

function parseCursor(stored: JsonValue | undefined): OrderCursor | undefined {
  return stored === undefined || stored === null ? undefined : cursorSchema.parse(stored);
}

/** What is searched for because it does not change its order; `payments` are refunds, too. */
export type Followed = 'refunds' | 'payments';

interface PageOptions {
  pageSize: number;
  follows: Followed | undefined;
}

/**
 * Placed orders by the time of their last change, and then those for which something was paid or given back since the last search.
 *
 * @param options.follows undefined: there is no search
 */
export async function* readOrderPages(
  connection: ConnectorContext,
  { pageSize, follows, ...selection }: Selection & PageOptions,
): AsyncGenerator<OrderPage> {
  const stored = parseCursor(selection.cursor);
  const clock = new ApplicationClock(connection, { fromMs: stored && startOf(stored) });
  const { context } = clock;
  let last: OrderCursor | undefined = stored && { ...stored };
  for await (const { orders, cursor } of readChanged(clock, { ...selection, cursor: stored, pageSize, follows })) {
    const startedAt = clock.startedAt.toISOString();
    // Whatever is read from the beginning is read with its payments and refunds.
    const searched = stored ? stored.searched : { all: startedAt, recent: startedAt };
    last = { ...cursor, ...(searched && follows && { searched }) };
    yield { orders, cursor: last };
  }
  if (!follows || !stored || !last) return;
  const search = transactionSearchOf(stored.searched, { now: clock.startedAt, placedSince: selection.placedSince });
  if (!search) return;
  for await (const orders of readSearched(context, search, follows)) yield { orders, cursor: last };
  yield { orders: [], cursor: { ...last, searched: search.searched } };
}

async function* readChanged(
  clock: ApplicationClock,
  { cursor, ...options }: { cursor: OrderCursor | undefined; placedSince: Date | undefined } & PageOptions,
): AsyncGenerator<OrderPage> {
  const { context } = clock;
  const [{ precision }, custom] = await Promise.all([loadChannelBasics(context), loadCustomFields(context)]);
  const { placedSince, pageSize, follows } = options;
  const query = ordersQuery(custom, follows);
  const wanted = Math.min(Math.max(1, pageSize), maxPerPage);
  const seen = new Map(Object.entries(cursor?.seen ?? {}));
  let position = positionOf(cursor);
  let newestMs = cursor ? Date.parse(cursor.updatedAt) : 0;
  for (;;) {
    const filter = { _and: [placedFilter(placedSince), position] };
    const { page, size } = await readBearablePage(context, { list: 'orders', wanted }, (take) =>
      admin<OrdersData>(context, { query, variables: { filter, take }, isRepeatable: true }),
    );
    const { orders } = page;
    const items = orders.items.filter(({ id, updatedAt }) => seen.get(id) !== updatedAt);
    for (const { id, updatedAt } of orders.items) seen.set(id, updatedAt);
    const lastMs = Date.parse(orders.items.at(-1)?.updatedAt ?? '');
    if (!Number.isNaN(lastMs)) {
      newestMs = Math.max(newestMs, lastMs);
      position = filterAfter(lastMs, seen);
    }
    if (newestMs > 0)
      yield {
        orders: items.map((item) => ({ ...item, precision })),
        cursor: cursorAt(clock.cap(newestMs), seen),
      };
    if (orders.items.length < size) return;
  }
}

/** Only orders that were placed: carts change all the time. */
function placedFilter(placedSince: Date | undefined): JsonValue {
  const isPlaced = { active: { eq: false } };
  return placedSince ? { _and: [isPlaced, { orderPlacedAt: { after: placedSince.toISOString() } }] } : isPlaced;
}

/** Single orders by their ids. */
export async function readOrders(
  context: ConnectorContext,
  keys: readonly string[],
  follows?: Followed,
): Promise<NativeOrder[]> {
  const [{ precision }, custom] = await Promise.all([loadChannelBasics(context), loadCustomFields(context)]);
  const query = ordersQuery(custom, follows);
  const found: NativeOrder[] = [];
  for (let start = 0; start < keys.length; start += maxPerPage) {
    const filter = { active: { eq: false }, id: { in: keys.slice(start, start + maxPerPage) } };
    const variables = { filter, take: maxPerPage };
    const { orders } = await admin<OrdersData>(context, { query, variables, isRepeatable: true });
    found.push(...orders.items.map((item) => ({ ...item, precision })));
  }
  return found;
}

/** How many orders come after a cursor, without the ones around it that were read already. */
export async function countOrders(
  context: ConnectorContext,
  { cursor: stored, placedSince }: Selection,
): Promise<number> {
  const cursor = parseCursor(stored);
  const { orders } = await admin<{ orders: { totalItems: number } }>(context, {
    query: 'query ($filter: OrderFilterParameter!) { orders(options: { filter: $filter, take: 1 }) { totalItems } }',
    variables: { filter: { _and: [placedFilter(placedSince), positionOf(cursor)] } },
    isRepeatable: true,
  });
  return Math.max(0, orders.totalItems - Object.keys(cursor?.seen ?? {}).length);
}

const perSearch = 250;

interface TransactionsData {
  orders: {
    items: {
      id: string;
      updatedAt: string;
      payments: { updatedAt: string; refunds: { updatedAt: string }[] }[] | null;
    }[];
  };
}

const transactionsQuery = `query ($filter: OrderFilterParameter!, $skip: Int!, $take: Int!) {
  orders(options: { filter: $filter, sort: { orderPlacedAt: ASC, id: ASC }, skip: $skip, take: $take }) {
    items { id updatedAt payments { updatedAt refunds { updatedAt } } }
  }
}`;

/** Orders with a new payment or refund. Newly placed ones come last, so that none moves while they are paged through. */
async function* readSearched(
  context: ConnectorContext,
  search: TransactionSearch,
  follows: Followed,
): AsyncGenerator<NativeOrder[]> {
  for (let skip = 0; ; skip += perSearch) {
    const variables = { filter: placedFilter(search.placedSince), skip, take: perSearch };
    const { orders } = await admin<TransactionsData>(context, {
      query: transactionsQuery,
      variables,
      isRepeatable: true,
    });
    const found = orders.items.filter(({ updatedAt: orderChangedAt, payments }) =>
      (payments ?? [])
        .flatMap((payment) => (follows === 'payments' ? [payment, ...payment.refunds] : payment.refunds))
        .some(({ updatedAt: at }) => isMissed(search, { at, orderChangedAt })),
    );
    if (found.length > 0)
      yield await readOrders(
        context,
        found.map(({ id }) => id),
        follows,
      );
    if (orders.items.length < perSearch) return;
  }
}

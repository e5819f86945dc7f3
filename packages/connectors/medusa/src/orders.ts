import {
  checkOrdersFrom,
  ordersFromSettings,
  placedFrom,
  readBearablePage,
  type ConnectorContext,
  type EntityReader,
  type FlowStart,
  type ReadOptions,
  type SourcePage,
  type SourceRecord,
} from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import { z } from 'zod';
import { getByKeys, getList, type ListQuery } from './client.js';
import { nativeOrderSchema, orderFields, type NativeOrder } from './native-order.js';
import { numberOf, orderToCanonical } from './order-canonical.js';

const paymentLabels = {
  authorized: 'Payment secured',
  captured: 'Paid',
  partially_captured: 'Partly paid',
  partially_refunded: 'Partly refunded',
  refunded: 'Refunded',
  not_paid: 'Not paid',
  awaiting: 'Waiting for payment',
  partially_authorized: 'Payment partly secured',
  requires_action: 'Payment needs attention',
  canceled: 'Payment cancelled',
} as const;

type PaymentStatus = keyof typeof paymentLabels;
const paymentStatuses = Object.keys(paymentLabels) as PaymentStatus[];

export const orderSettings = z
  .object({
    orderPayments: z
      .array(z.enum(paymentStatuses))
      .min(1)
      .default(['authorized', 'captured', 'partially_captured', 'partially_refunded'])
      .meta({
        title: 'Orders to take',
        description:
          'Orders are taken once their payment has one of these states. The default is every order that is paid, or whose payment is secured. Drafts and cancelled orders are never taken.',
        'x-labels': paymentLabels,
        'x-essential': true,
      }),
    ...ordersFromSettings,
    vatNumberField: z.string().trim().max(100).default('').meta({
      title: 'Field with the VAT number',
      description:
        'The name in the metadata of orders, addresses or customers under which the VAT number of the buyer stands. Empty: usual names, such as vat_number or tax_id.',
      'x-choices': 'vat_number_fields',
      'x-essential': false,
    }),
  })
  .superRefine(checkOrdersFrom);
export type OrderSettings = z.infer<typeof orderSettings>;

/**
 * `seen`: the orders that were read among the newest ones, with the time of their last change. `open`: orders whose payment was
 * not taken yet. A payment does not touch the order's `updated_at`, so these are read again in each run.
 */
const cursorSchema = z.object({
  updatedAt: z.iso.datetime(),
  seen: z.record(z.string(), z.string()),
  open: z.array(z.string()),
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

  constructor(cursor: Cursor | undefined) {
    this.seen = new Map(Object.entries(cursor?.seen ?? {}));
    this.open = new Set(cursor?.open ?? []);
    this.newestMs = cursor ? Date.parse(cursor.updatedAt) : 0;
  }

  /** Notes orders that were listed by their time and gives those that are new. */
  advance(orders: readonly NativeOrder[]): NativeOrder[] {
    const fresh = orders.filter(({ id, updated_at: time }) => this.seen.get(id) !== time);
    for (const { id, updated_at: time } of orders) {
      this.seen.set(id, time);
      this.newestMs = Math.max(this.newestMs, Date.parse(time));
    }
    for (const [id, time] of this.seen) if (Date.parse(time) < this.newestMs - overlapMs) this.seen.delete(id);
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

  get cursor(): Cursor {
    return { updatedAt: at(this.newestMs), seen: Object.fromEntries(this.seen), open: [...this.open] };
  }
}

function pageOf(orders: readonly NativeOrder[], { cursor }: Position): SourcePage<NativeOrder> {
  return { records: orders.map(recordOf), cursor };
}

function recordOf(order: NativeOrder): SourceRecord<NativeOrder> {
  return {
    key: order.id,
    naturalKey: numberOf(order),
    // Only what is used is stored; an order of another shape is kept whole, for its issue.
    native: nativeOrderSchema.safeParse(order).data ?? order,
  };
}

async function readByKeys(
  context: ConnectorContext,
  { keys }: { keys: readonly string[] },
): Promise<SourceRecord<NativeOrder>[]> {
  const options = { list: 'orders', by: 'id', keys, fields: orderFields } as const;
  return (await getByKeys<NativeOrder>(context, 'orders', options)).map(recordOf);
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

function placedQuery(settings: OrderSettings, flow: FlowStart): ListQuery {
  const placedSince = placedFrom(settings, flow);
  return placedSince ? { created_at: { $gte: placedSince.toISOString() } } : {};
}

function parseCursor(stored: JsonValue | undefined): Cursor | undefined {
  return stored === undefined || stored === null ? undefined : cursorSchema.parse(stored);
}

function startOf(cursor: Cursor | undefined): number {
  return cursor ? Math.max(0, Date.parse(cursor.updatedAt) - overlapMs) : 0;
}

async function* read(
  context: ConnectorContext,
  { cursor: stored, settings, pageSize, enabledAt }: ReadOptions<OrderSettings>,
): AsyncGenerator<SourcePage<NativeOrder>> {
  const cursor = parseCursor(stored);
  const limit = Math.min(Math.max(1, pageSize), maxPerPage);
  const position = new Position(cursor);
  if (cursor) yield* readOpen(context, position, limit);
  let fromMs = startOf(cursor);
  for (;;) {
    const query = { ...placedQuery(settings, { enabledAt }), updated_at: { $gte: at(fromMs) } };
    const { page, size } = await listOrders(context, query, limit);
    const { orders } = page;
    const fresh = position.advance(orders);
    if (position.newestMs > 0) yield pageOf(fresh, position);
    const last = orders.at(-1);
    if (!last || orders.length < size) return;
    // Medusa sorts by one field only: the rest of the millisecond that the page ended in is asked for by what is not known yet.
    const lastMs = Date.parse(last.updated_at);
    yield* readMillisecond(context, position, { query: placedQuery(settings, { enabledAt }), limit }, lastMs);
    fromMs = lastMs + 1;
  }
}

async function* readMillisecond(
  context: ConnectorContext,
  position: Position,
  { query, limit }: { query: ListQuery; limit: number },
  ms: number,
): AsyncGenerator<SourcePage<NativeOrder>> {
  for (;;) {
    const known = [...position.seen].filter(([, time]) => Date.parse(time) === ms).map(([id]) => id);
    const window = { updated_at: { $gte: at(ms), $lt: at(ms + 1) }, id: { $nin: known } };
    const { page } = await listOrders(context, { ...query, ...window }, limit);
    if (page.orders.length === 0) return;
    yield pageOf(position.advance(page.orders), position);
  }
}

/** Orders that were not paid when they were read last: those whose payment has come, or that were cancelled. */
async function* readOpen(
  context: ConnectorContext,
  position: Position,
  limit: number,
): AsyncGenerator<SourcePage<NativeOrder>> {
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
async function count(
  context: ConnectorContext,
  { cursor: stored, settings, enabledAt }: ReadOptions<OrderSettings>,
): Promise<number> {
  const cursor = parseCursor(stored);
  const query = {
    ...placedQuery(settings, { enabledAt }),
    updated_at: { $gte: at(startOf(cursor)) },
    fields: 'id',
    limit: 1,
  };
  const { count: total } = await getList<OrdersData>(context, 'orders', query);
  return Math.max(0, total - Object.keys(cursor?.seen ?? {}).length);
}

/** Reads orders by the time of their last change, and those that wait for a payment. */
export const orderReader: EntityReader<'order', NativeOrder, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  read,
  readByKeys,
  count,
  toCanonical: orderToCanonical,
};

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
import { loadChannelBasics } from './channel.js';
import { loadCustomFields, type CustomFields } from './custom-fields.js';
import { admin } from './graphql.js';
import { orderFieldsOf, orderToCanonical, type NativeOrder } from './order-canonical.js';

/** The states of Vendure's own order process after the cart, in the words of its dashboard. */
export const orderStateLabels: Readonly<Record<string, string>> = {
  PaymentSettled: 'Paid',
  PaymentAuthorized: 'Paid (authorised)',
  PartiallyShipped: 'Partially shipped',
  Shipped: 'Shipped',
  PartiallyDelivered: 'Partially delivered',
  Delivered: 'Delivered',
  ArrangingPayment: 'Waiting for payment',
  ArrangingAdditionalPayment: 'Waiting for an additional payment',
  Modifying: 'Being changed',
  Cancelled: 'Cancelled',
};

/** Paid, or its payment secured, and not cancelled. */
export const takenStates: readonly string[] = [
  'PaymentSettled',
  'PaymentAuthorized',
  'PartiallyShipped',
  'Shipped',
  'PartiallyDelivered',
  'Delivered',
];

export const orderSettings = z
  .object({
    orderStates: z
      .array(z.string().trim().min(1).max(100))
      .min(1)
      .max(50)
      .default([...takenStates])
      .meta({
        title: 'Orders to take',
        description:
          'Orders are taken once they have one of these states. The default is every order that is paid, or whose payment is secured, and was not cancelled.',
        'x-labels': orderStateLabels,
        'x-choices': 'order_statuses',
        'x-essential': true,
      }),
    ...ordersFromSettings,
    vatNumberField: z.string().trim().max(100).default('').meta({
      title: 'Field with the VAT number',
      description:
        'The custom field of customers, addresses or orders that holds the VAT number of the buyer. Empty: fields with a usual name, such as vatNumber or taxId.',
      'x-choices': 'vat_number_fields',
      'x-essential': false,
    }),
  })
  .superRefine(checkOrdersFrom);
export type OrderSettings = z.infer<typeof orderSettings>;

/** `seen`: the orders that were read among the newest ones, with the time of their last change. */
const cursorSchema = z.object({ updatedAt: z.iso.datetime(), seen: z.record(z.string(), z.string()) });
type Cursor = z.infer<typeof cursorSchema>;

interface OrdersData {
  orders: { items: Omit<NativeOrder, 'precision'>[] };
}

const ordersQuery = (custom: CustomFields) => `query ($filter: OrderFilterParameter!, $take: Int!) {
  orders(options: { filter: $filter, sort: { updatedAt: ASC, id: ASC }, take: $take }) { items { ${orderFieldsOf(custom)} } }
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

function positionOf(cursor: Cursor | undefined): JsonValue {
  return cursor ? { updatedAt: { after: at(Date.parse(cursor.updatedAt) - overlapMs) } } : {};
}

function prune(seen: Map<string, string>, newestMs: number): void {
  for (const [id, time] of seen) if (Date.parse(time) < newestMs - overlapMs) seen.delete(id);
}

async function* read(
  context: ConnectorContext,
  { cursor: stored, settings, pageSize, enabledAt }: ReadOptions<OrderSettings>,
): AsyncGenerator<SourcePage<NativeOrder>> {
  const cursor = stored === undefined || stored === null ? undefined : cursorSchema.parse(stored);
  const [{ precision }, custom] = await Promise.all([loadChannelBasics(context), loadCustomFields(context)]);
  const query = ordersQuery(custom);
  const wanted = Math.min(Math.max(1, pageSize), maxPerPage);
  const seen = new Map(Object.entries(cursor?.seen ?? {}));
  let position = positionOf(cursor);
  let newestMs = cursor ? Date.parse(cursor.updatedAt) : 0;
  for (;;) {
    const filter = { _and: [placedFilter(settings, { enabledAt }), position] };
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
    prune(seen, newestMs);
    if (newestMs > 0) yield pageOf(items, precision, { updatedAt: at(newestMs), seen: Object.fromEntries(seen) });
    if (orders.items.length < size) return;
  }
}

/** Only orders that were placed: carts change all the time. */
function placedFilter(settings: OrderSettings, flow: FlowStart): JsonValue {
  const isPlaced = { active: { eq: false } };
  const placedSince = placedFrom(settings, flow);
  return placedSince ? { _and: [isPlaced, { orderPlacedAt: { after: placedSince.toISOString() } }] } : isPlaced;
}

function pageOf(items: OrdersData['orders']['items'], precision: number, cursor: Cursor): SourcePage<NativeOrder> {
  return { records: items.map((item) => recordOf(item, precision)), cursor };
}

function recordOf(item: OrdersData['orders']['items'][number], precision: number): SourceRecord<NativeOrder> {
  return { key: item.id, naturalKey: item.code, native: { ...item, precision } };
}

async function readByKeys(
  context: ConnectorContext,
  { keys }: { keys: readonly string[] },
): Promise<SourceRecord<NativeOrder>[]> {
  const [{ precision }, custom] = await Promise.all([loadChannelBasics(context), loadCustomFields(context)]);
  const query = ordersQuery(custom);
  const found: SourceRecord<NativeOrder>[] = [];
  for (let start = 0; start < keys.length; start += maxPerPage) {
    const filter = { active: { eq: false }, id: { in: keys.slice(start, start + maxPerPage) } };
    const variables = { filter, take: maxPerPage };
    const { orders } = await admin<OrdersData>(context, { query, variables, isRepeatable: true });
    found.push(...orders.items.map((item) => recordOf(item, precision)));
  }
  return found;
}

/** Those since the cursor, without the ones around it that were read already. */
async function count(
  context: ConnectorContext,
  { cursor: stored, settings, enabledAt }: ReadOptions<OrderSettings>,
): Promise<number> {
  const cursor = stored === undefined || stored === null ? undefined : cursorSchema.parse(stored);
  const { orders } = await admin<{ orders: { totalItems: number } }>(context, {
    query: 'query ($filter: OrderFilterParameter!) { orders(options: { filter: $filter, take: 1 }) { totalItems } }',
    variables: { filter: { _and: [placedFilter(settings, { enabledAt }), positionOf(cursor)] } },
    isRepeatable: true,
  });
  return Math.max(0, orders.totalItems - Object.keys(cursor?.seen ?? {}).length);
}

/** Reads placed orders by the time of their last change. */
export const orderReader: EntityReader<'order', NativeOrder, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  read,
  readByKeys,
  count,
  toCanonical: orderToCanonical,
};

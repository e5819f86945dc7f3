import type { EntityOf, JsonValue } from '@koppel/contracts';
import type { ConnectorContext } from './context.js';
import type { EntityReader, SourceRecord } from './entity-reader.js';
import { placedFrom, type OrdersFrom } from './orders-from.js';
import type { TakenByAge } from './taken-from.js';

// What belongs to orders and is a record of its own: refunds and payments. They are read with their orders.

/** The key of a part of an order: `<order>:<part>`. */
export function partKeyOf(orderKey: string | number, part: string | number): string {
  return `${orderKey}:${part}`;
}

/** The number of a credit: that of its order and that of the refund. */
export function creditNumberOf(orderNumber: string, refund: string | number): string {
  return `${orderNumber}-R${refund}`;
}

/** Which orders are read for their parts. */
export interface OrderSelection {
  /** Where an earlier run stopped. */
  cursor: JsonValue | undefined;
  pageSize: number;
  /** Orders that were placed before are left out. */
  placedSince: Date | undefined;
  /** Parts that were made before are left out. */
  changedFrom: Date | undefined;
}

/** What can belong to an order. */
type PartKind = 'credit' | 'payment';

export interface OrderPartReader<Kind extends PartKind, Order, Native, Own, Orders> extends Pick<
  EntityReader<Kind, Native, Own, Orders>,
  'entity' | 'settings' | 'toCanonical'
> {
  takenByAge: TakenByAge<Own>;
  readPages(
    context: ConnectorContext,
    selection: OrderSelection,
  ): AsyncIterable<{ orders: readonly Order[]; cursor: JsonValue }>;
  /** Single orders by their keys, whatever their state; those that are not there any more are absent. */
  readOrders(context: ConnectorContext, orderKeys: readonly string[]): Promise<readonly Order[]>;
  /** The parts of an order, with keys of {@link partKeyOf}. */
  partsOf(context: ConnectorContext, order: Order): SourceRecord<Native>[] | Promise<SourceRecord<Native>[]>;
  /** The key of the order of a part that was read. */
  orderKeyOf(native: Native): string;
  /** The keys of what these orders still have, where the shop says what was deleted. */
  existing?(context: ConnectorContext, orderKeys: readonly string[]): Promise<readonly string[]>;
}

/** A reader of what belongs to orders. It inherits the settings of the reader of orders. */
export function orderPartReader<Kind extends PartKind, Order, Native, Own, Orders extends OrdersFrom>({
  takenByAge,
  readPages,
  readOrders,
  partsOf,
  orderKeyOf,
  existing,
  ...reader
}: OrderPartReader<Kind, Order, Native, Own, Orders>): EntityReader<Kind, Native, Own, Orders> {
  const partsOfAll = async (context: ConnectorContext, orders: readonly Order[]) =>
    (await Promise.all(orders.map(async (order) => partsOf(context, order)))).flat();
  return {
    ...reader,
    inherits: 'order',
    async *read(context, { cursor, settings, pageSize, enabledAt, origin }) {
      const changedFrom = takenByAge.askedFrom(settings, { enabledAt, ...(origin && { origin }) });
      const placedSince = placedFrom(settings, origin ?? { enabledAt });
      for await (const page of readPages(context, { cursor, pageSize, placedSince, changedFrom }))
        yield { records: await partsOfAll(context, page.orders), cursor: page.cursor };
    },
    readByKeys: async (context, { keys }) => {
      const wanted = new Set(keys);
      const parts = await partsOfAll(context, await readOrders(context, orderKeysOf(keys)));
      return parts.filter(({ key }) => wanted.has(key));
    },
    // What is left out stands with its order all the same.
    identify: (native) => ({ orderKey: orderKeyOf(native) }) as Partial<EntityOf<Kind>>,
    ...(existing && {
      existing: async (context, { keys }) => {
        const known = new Set(await existing(context, orderKeysOf(keys)));
        return new Set(keys.filter((key) => known.has(key)));
      },
    }),
  };
}

/** The orders of parts, each once. What is no key of a part has none. */
function orderKeysOf(keys: readonly string[]): string[] {
  const parts = keys.filter((key) => key.lastIndexOf(':') > 0);
  return [...new Set(parts.map((key) => key.slice(0, key.lastIndexOf(':'))))];
}

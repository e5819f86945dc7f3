import {
  checkOrdersFrom,
  ordersFromSettings,
  placedFrom,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourcePage,
  type SourceRecord,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import type { NativeOrder } from './native-order.js';
import { identifyOrder, orderToCanonical } from './order-canonical.js';
import { countOrders, readOrderPages, readOrders } from './order-pages.js';
import { orderStateLabels, takenStates } from './order-states.js';

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

async function* read(
  context: ConnectorContext,
  { cursor, settings, pageSize, enabledAt, booksCredits }: ReadOptions<OrderSettings>,
): AsyncGenerator<SourcePage<NativeOrder>> {
  const selection = { cursor, placedSince: placedFrom(settings, { enabledAt }) };
  // Where no flow books credits, an order says what was given back of it.
  const follows = booksCredits === true ? undefined : 'refunds';
  for await (const page of readOrderPages(context, { ...selection, pageSize, follows }))
    yield { records: page.orders.map(recordOf), cursor: page.cursor };
}

function recordOf(order: NativeOrder): SourceRecord<NativeOrder> {
  return { key: order.id, naturalKey: order.code, native: order };
}

/**
 * Reads placed orders by the time of their last change. Vendure deletes no order, and one that is missing may be in another channel: it
 * does not say what it still has.
 */
export const orderReader: EntityReader<'order', NativeOrder, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  read,
  readByKeys: async (context, { keys }) => (await readOrders(context, keys)).map(recordOf),
  count: (context, { cursor, settings, enabledAt }) =>
    countOrders(context, { cursor, placedSince: placedFrom(settings, { enabledAt }) }),
  toCanonical: orderToCanonical,
  identify: identifyOrder,
};

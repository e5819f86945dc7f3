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
import type { WooRecord } from './client.js';
import { identifyOrder, toCanonicalOrder } from './order-canonical.js';
import { countOrders, readOrderPages, readOrders } from './order-pages.js';
import { shownNumberOf } from './order-refunds.js';
import { statusLabels } from './order-statuses.js';

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

async function* read(
  context: ConnectorContext,
  { cursor, settings, pageSize, enabledAt }: ReadOptions<OrderSettings>,
): AsyncGenerator<SourcePage<WooRecord>> {
  const selection = { cursor, placedSince: placedFrom(settings, { enabledAt }) };
  for await (const page of readOrderPages(context, { ...selection, pageSize }))
    yield { records: page.orders.map(recordOf), cursor: page.cursor };
}

function recordOf(order: WooRecord): SourceRecord<WooRecord> {
  return { key: String(order['id']), naturalKey: shownNumberOf(order), native: order };
}

/** Reads orders as they are placed and changed. */
export const orderReader: EntityReader<'order', WooRecord, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  read,
  readByKeys: async (context, { keys }) => (await readOrders(context, keys)).map(recordOf),
  count: (context, { cursor, settings, enabledAt }) =>
    countOrders(context, { cursor, placedSince: placedFrom(settings, { enabledAt }) }),
  existing: async (context, { keys }) => {
    const orders = await readOrders(context, keys, 'id,status');
    return new Set(orders.filter(({ status }) => status !== 'trash').map(({ id }) => String(id)));
  },
  toCanonical: toCanonicalOrder,
  identify: identifyOrder,
};

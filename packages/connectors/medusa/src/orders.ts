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
import { asUsed, type NativeOrder } from './native-order.js';
import { identifyOrder, numberOf, orderToCanonical } from './order-canonical.js';
import { countOrders, readOrderPages, readOrders } from './order-pages.js';
import { paymentLabels } from './payment-statuses.js';

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
  return { key: order.id, naturalKey: numberOf(order), native: asUsed(order) };
}

/**
 * Reads orders by the time of their last change, and those that wait for a payment. Medusa deletes no order that was placed, so it is
 * not asked what it still has.
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

import type { EntityReader, ReadOptions, SourcePage } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import { toCanonicalOrder } from './order-canonical.js';
import { countOrders, readOrderPages } from './order-pages.js';

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

const orderSettings = z.object({
  orderStatuses: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[a-z0-9_-]{1,40}$/, 'a status such as processing'),
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
  ordersFrom: z
    .union([z.iso.date(), z.literal('')])
    .default('')
    .meta({
      title: 'Orders placed from',
      description:
        "The first day whose orders are taken, such as 2026-01-01, by the shop's clock. Empty takes all orders, also those that were booked by hand before.",
      'x-essential': true,
    }),
});
export type OrderSettings = z.infer<typeof orderSettings>;

/** Reads orders as they are placed and changed. */
export const orderReader: EntityReader<'order', WooRecord, OrderSettings> = {
  entity: 'order',
  settings: orderSettings,
  read(context, options: ReadOptions<OrderSettings>): AsyncIterable<SourcePage<WooRecord>> {
    return readOrderPages(context, options);
  },
  count: countOrders,
  toCanonical: toCanonicalOrder,
};

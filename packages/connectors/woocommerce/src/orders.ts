import type { EntityReader, ReadOptions, SourcePage } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import { toCanonicalOrder } from './order-canonical.js';
import { readOrderPages } from './order-pages.js';

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
      title: 'Order statuses to take',
      description:
        'Orders are taken once they have one of these statuses: pending, processing, on-hold, completed, cancelled, refunded, failed, or one that a plugin adds. Add refunded if your shop enters credits as orders with negative quantities.',
      'x-essential': true,
    }),
  ordersFrom: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, 'a date such as 2026-01-31, or empty')
    .default('')
    .meta({
      title: 'Orders from',
      description: 'Orders placed before this day (YYYY-MM-DD, the shop’s time) are not taken. Empty: all orders.',
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
  toCanonical: toCanonicalOrder,
};

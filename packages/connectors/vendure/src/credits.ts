import { creditNumberOf, orderPartReader, partKeyOf, refundsByAge, refundsFromSettings } from '@koppel/connector-sdk';
import { z } from 'zod';
import { refundsOf } from './charged.js';
import { creditToCanonical, type NativeCredit } from './credit-canonical.js';
import type { NativeOrder } from './native-order.js';
import { readOrderPages, readOrders } from './order-pages.js';
import type { OrderSettings } from './orders.js';

export const creditSettings = z.object(refundsFromSettings);
type OwnSettings = z.infer<typeof creditSettings>;
/** Its own, and those of the orders that the refunds are of. */
export type CreditSettings = OwnSettings & OrderSettings;

/** Reads what a shop gave back of payments of its orders. */
export const creditReader = orderPartReader<'credit', NativeOrder, NativeCredit, OwnSettings, OrderSettings>({
  entity: 'credit',
  settings: creditSettings,
  takenByAge: refundsByAge,
  readPages: (context, selection) => readOrderPages(context, { ...selection, follows: 'refunds' }),
  readOrders,
  partsOf: (_context, order) =>
    refundsOf(order).map(({ id }) => ({
      key: partKeyOf(order.id, id),
      naturalKey: creditNumberOf(order.code, id),
      native: { order, refundId: id },
    })),
  orderKeyOf: ({ order }) => order.id,
  toCanonical: creditToCanonical,
});

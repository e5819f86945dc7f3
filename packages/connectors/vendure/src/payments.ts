import { orderPartReader, paymentRecordsOf, paymentsByAge, paymentsFromSettings } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { NativeOrder } from './native-order.js';
import { readOrderPages, readOrders } from './order-pages.js';
import type { OrderSettings } from './orders.js';
import { paymentToCanonical, transactionsOf, type NativeTransaction } from './payment-canonical.js';

export const paymentSettings = z.object(paymentsFromSettings);
type OwnSettings = z.infer<typeof paymentSettings>;
/** Its own, and those of the orders that were paid. */
export type PaymentSettings = OwnSettings & OrderSettings;

/** Reads what was paid for orders and paid back. Of several payments of an order, each is a record. */
export const paymentReader = orderPartReader<'payment', NativeOrder, NativeTransaction, OwnSettings, OrderSettings>({
  entity: 'payment',
  settings: paymentSettings,
  takenByAge: paymentsByAge,
  readPages: (context, selection) => readOrderPages(context, { ...selection, follows: 'payments' }),
  readOrders: (context, keys) => readOrders(context, keys, 'payments'),
  partsOf: (_context, order) => {
    const identity = { key: order.id, number: order.code };
    return paymentRecordsOf<NativeTransaction>(identity, transactionsOf(order), { order });
  },
  orderKeyOf: ({ order }) => order.id,
  toCanonical: paymentToCanonical,
});

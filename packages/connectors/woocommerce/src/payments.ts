import {
  addDecimals,
  compareDecimals,
  isZeroDecimal,
  orderPartReader,
  partKeyOf,
  paymentRecordsOf,
  paymentsByAge,
  paymentsFromSettings,
  transactionPartOf,
  type Transaction,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import { amount } from './native-order.js';
import { readOrderPages, readOrders } from './order-pages.js';
import { readRefunds, refundIdsOf, shownNumberOf } from './order-refunds.js';
import type { OrderSettings } from './orders.js';
import { toCanonicalPayment, type NativePayment } from './payment-canonical.js';

export const paymentSettings = z.object({
  ...paymentsFromSettings,
  refundMethods: z
    .enum(['order', 'manual'])
    .default('order')
    .meta({
      title: 'Refunds that were recorded by hand',
      description:
        'WooCommerce tells whether the payment method itself paid a refund back. One that a person recorded may have been paid in another way, such as a bank transfer. Those get the payment method of their order, or the method "manual", for which you choose a journal of its own.',
      'x-labels': { order: 'Have the payment method of their order', manual: 'Have the method "manual"' },
      'x-essential': false,
    }),
});
type OwnSettings = z.infer<typeof paymentSettings>;
/** Its own, and those of the orders that were paid. */
export type PaymentSettings = OwnSettings & OrderSettings;

type Identity = Pick<Transaction, 'kind' | 'id'>;

/** What moved money: the payment of an order that is paid and not free, and its refunds. */
function transactionsOf(order: WooRecord, refunds: readonly WooRecord[]): Identity[] {
  const isPaid = Boolean(order['date_paid_gmt']) && !isNothing(order['total']);
  const paidBack = refunds.filter((refund) => !isNothing(refund['amount']));
  return [
    ...(isPaid ? [{ kind: 'payment', id: '' } as const] : []),
    ...paidBack.map(({ id }) => ({ kind: 'refund', id: String(id) }) as const),
  ];
}

/** What is no amount is something: it becomes an issue. */
function isNothing(value: unknown): boolean {
  const { data } = amount.safeParse(value);
  return data !== undefined && isZeroDecimal(data);
}

const sumsSchema = z.object({ total: amount, refunds: z.array(z.object({ total: amount })) });

/** In the bin, with all of its total given back: the amounts of its refunds are negative. */
function isPaidBackInBin(order: WooRecord): boolean {
  const sums = order['status'] === 'trash' ? sumsSchema.safeParse(order).data : undefined;
  return (
    sums !== undefined && compareDecimals(addDecimals(sums.total, ...sums.refunds.map(({ total }) => total)), '0') <= 0
  );
}

/** Reads what was paid for orders and paid back. Both change the order: those that changed are read again. */
export const paymentReader = orderPartReader<'payment', WooRecord, NativePayment, OwnSettings, OrderSettings>({
  entity: 'payment',
  settings: paymentSettings,
  takenByAge: paymentsByAge,
  readPages: readOrderPages,
  readOrders,
  partsOf: async (context, order) => {
    const refunds = await readRefunds(context, order, 'id,date_created_gmt,amount,refunded_payment');
    const identity = { key: String(order['id']), number: shownNumberOf(order) };
    return paymentRecordsOf<NativePayment>(identity, transactionsOf(order, refunds), { order, refunds });
  },
  orderKeyOf: ({ order }) => String(order['id']),
  existing: async (context, orderKeys) => {
    const orders = await readOrders(context, orderKeys, 'id,status,total,refunds');
    return orders.flatMap((order) => {
      if (isPaidBackInBin(order)) return [];
      const parts: Identity[] = [{ kind: 'payment', id: '' }, ...refundsOf(order)];
      return parts.map((part) => partKeyOf(String(order['id']), transactionPartOf(part)));
    });
  },
  toCanonical: toCanonicalPayment,
});

function refundsOf(order: WooRecord): Identity[] {
  return refundIdsOf(order).map((id) => ({ kind: 'refund', id: String(id) }));
}

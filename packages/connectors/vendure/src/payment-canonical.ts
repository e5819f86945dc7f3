import {
  decimalsOf,
  roundDecimal,
  translatePayment,
  type LeftOut,
  type RecordHistory,
  type Transaction,
  type Translated,
} from '@koppel/connector-sdk';
import type { Payment, Reason } from '@koppel/contracts';
import { parseOrder, type NativeOrder, type NativePayment, type NativeRefund } from './native-order.js';
import { endOf, placedOf } from './order-canonical.js';
import { amountOf } from './order-lines.js';
import type { PaymentSettings } from './payments.js';
import { reason } from './reasons.js';

/** One payment or refund, with the order that it is to be seen in. */
export interface NativeTransaction {
  order: NativeOrder;
  part: string;
}

/** A payment of an order, or what was paid back of it, as canonical payment; those that are left out say why. */
export function paymentToCanonical(
  { order: native, part }: NativeTransaction,
  settings: PaymentSettings,
  history: RecordHistory,
): Translated<Payment> {
  const order = parseOrder(native);
  const paid = {
    ...{ key: order.id, number: order.code, currency: order.currencyCode, placed: placedOf(order) },
    end: endOf(order, settings),
    transactions: transactionsOf(order),
  };
  return translatePayment({ order: paid, part }, settings, history);
}

/** What moved money, or was to: all but what comes to nothing. */
export function transactionsOf(order: NativeOrder): Transaction[] {
  const payments = order.payments ?? [];
  return [
    ...payments.filter(({ amount }) => amount !== 0).map((payment) => receivedOf(payment, order)),
    ...payments.flatMap((payment) =>
      payment.refunds.filter(({ total }) => total !== 0).map((refund) => paidBackOf(refund, payment, order)),
    ),
  ];
}

function receivedOf(payment: NativePayment, order: NativeOrder): Transaction {
  const { id, amount, method, state, transactionId } = payment;
  return {
    ...{ kind: 'payment', id, amount: roundedOf(amount, order), ...settledOf('paymentId', payment, order) },
    ...{ method, transactionId },
    leftOut: leftOutByState(state, reason('vendure.payment_state', { order: order.code, state }, 'state')),
  };
}

function paidBackOf(refund: NativeRefund, { method }: NativePayment, order: NativeOrder): Transaction {
  const { id, total, state, transactionId } = refund;
  return {
    ...{ kind: 'refund', id, amount: roundedOf(total, order), ...settledOf('refundId', refund, order) },
    ...{ method, transactionId },
    leftOut: leftOutByState(state, reason('vendure.refund_state', { order: order.code, state }, 'state')),
  };
}

/**
 * When the money moved: as it was settled first, by the order's history, else as it was made. Its last change is no such time, because a
 * note or a refund is one.
 */
function settledOf(
  by: 'paymentId' | 'refundId',
  { id, createdAt }: Pick<NativePayment, 'id' | 'createdAt'>,
  { history }: NativeOrder,
): Pick<Transaction, 'at' | 'field'> {
  const settled = history?.items.find(({ data }) => data[by] === id && data.to === 'Settled');
  return settled ? { at: settled.createdAt, field: 'history' } : { at: createdAt, field: 'createdAt' };
}

/** Only what is settled is certain; what is cancelled or failed after that was taken back. */
function leftOutByState(state: string, filtered: Reason): LeftOut | undefined {
  return state === 'Settled' ? undefined : { filtered, isOver: state === 'Cancelled' || state === 'Failed' };
}

function roundedOf(units: number, { precision, currencyCode }: NativeOrder): string {
  return roundDecimal(amountOf(units, precision), decimalsOf(currencyCode));
}

import {
  compareDecimals,
  decimalsOf,
  roundDecimal,
  translatePayment,
  type PaidOrder,
  type RecordHistory,
  type Transaction,
  type Translated,
} from '@koppel/connector-sdk';
import type { Payment } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import { parseHead, parsePaidBack, parsePaidOrder } from './native-order.js';
import { isOver, partFilter, placedOf } from './order-canonical.js';
import type { PaymentSettings } from './payments.js';
import { reason } from './reasons.js';

/** One payment of an order or of a refund, with what it is to be seen in: its order, and all refunds of that. */
export type NativePayment = {
  order: WooRecord;
  refunds: WooRecord[];
  part: string;
};

/** The payment of a WooCommerce order, or what was paid back by a refund of it, as canonical payment. */
export function toCanonicalPayment(
  { order, refunds, part }: NativePayment,
  settings: PaymentSettings,
  history: RecordHistory,
): Translated<Payment> {
  return translatePayment({ order: paidOrderOf(order, refunds, settings), part }, settings, history);
}

function paidOrderOf(native: WooRecord, refunds: readonly WooRecord[], settings: PaymentSettings): PaidOrder {
  const head = parseHead(native);
  const { id, number, currency } = parsePaidOrder(native);
  const { status } = head;
  const over = isOver(head, settings) && { filtered: reason('woocommerce.order_over', { status }, 'order.status') };
  return {
    ...{ key: String(id), number, currency, placed: placedOf(head) },
    end: over ? { ...over, isOver: true } : undefined,
    leftOut: partFilter(head),
    transactions: [...paymentsOf(native), ...refunds.map((refund) => paidBackOf(refund, native, settings))],
    isPaidBack: status === 'refunded' && refunds.length === 0,
  };
}

/** The whole total, once the order is paid. */
function paymentsOf(native: WooRecord): Transaction[] {
  const order = parsePaidOrder(native);
  const { date_paid_gmt: paidGmt, currency, total, number } = order;
  if (!paidGmt) return [];
  const isCredit = compareDecimals(total, '0') < 0;
  return [
    {
      ...{ kind: 'payment', id: '', at: paidGmt, field: 'order.date_paid_gmt' },
      amount: roundDecimal(total, decimalsOf(currency, total, order.total_tax)),
      method: order.payment_method,
      methodName: order.payment_method_title,
      transactionId: order.transaction_id,
      leftOut: isCredit
        ? { filtered: reason('woocommerce.payment_of_credit', { order: number }, 'order.total') }
        : undefined,
    },
  ];
}

function paidBackOf(native: WooRecord, order: WooRecord, { refundMethods }: PaymentSettings): Transaction {
  const { id, date_created_gmt: madeGmt, amount, refunded_payment: isByMethod } = parsePaidBack(native, order);
  const { currency, payment_method: method, payment_method_title: methodName } = parsePaidOrder(order);
  const isOfOrder = isByMethod === true || refundMethods === 'order';
  return {
    ...{ kind: 'refund', id: String(id), at: madeGmt, field: 'date_created_gmt' },
    amount: roundDecimal(amount, decimalsOf(currency, amount)),
    ...(isOfOrder ? { method, methodName } : { method: undefined }),
  };
}

import {
  sharedReason,
  cutText,
  decimalsOf,
  refundLeftOutByAge,
  roundDecimal,
  type RecordHistory,
  type Translated,
} from '@koppel/connector-sdk';
import type { Credit } from '@koppel/contracts';
import { creditsOf, refundsOf } from './charged.js';
import type { CreditSettings } from './credits.js';
import { parseOrder, type NativeOrder } from './native-order.js';
import { canonicalOrderOf, endOf, leftOutByOrderAge } from './order-canonical.js';
import { amountOf } from './order-lines.js';
import { reason } from './reasons.js';

/** One refund, with the order that it is to be seen in. */
export interface NativeCredit {
  order: NativeOrder;
  refundId: string;
}

/** A refund of a payment as canonical credit; those that are left out say why. */
export function creditToCanonical(
  { order: native, refundId }: NativeCredit,
  settings: CreditSettings,
  history: RecordHistory,
): Translated<Credit> {
  const order = parseOrder(native);
  const refund = refundsOf(order).find(({ id }) => id === refundId);
  if (!refund) throw new Error('a credit is read together with its refund');
  const { state, total, createdAt } = refund;
  const end = endOf(order, settings);
  if (end) return { filtered: end, isOver: true };
  if (state !== 'Settled') return { filtered: reason('vendure.refund_state', { order: order.code, state }, 'state') };
  const aged = history.isDelivered
    ? undefined
    : (leftOutByOrderAge(order, settings, history.origin ?? history) ??
      refundLeftOutByAge({ at: createdAt, field: 'createdAt' }, settings, history));
  if (aged) return { filtered: aged };
  const credit = creditsOf(order).get(refundId);
  if (!credit) return { filtered: sharedReason('orders.refund_of_nothing', {}, 'total') };
  return {
    canonical: {
      number: `${order.code}-R${refundId}`,
      orderKey: order.id,
      order: canonicalOrderOf(order, settings),
      creditedAt: new Date(createdAt).toISOString(),
      ...credit,
      inclVat: roundDecimal(amountOf(total, order.precision), decimalsOf(order.currencyCode)),
      reason: cutText(refund.reason, 2000),
    },
  };
}

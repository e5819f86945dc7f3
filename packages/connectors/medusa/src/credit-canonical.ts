import { cutText, refundLeftOutByAge, sharedReason, type RecordHistory, type Translated } from '@koppel/connector-sdk';
import type { Credit } from '@koppel/contracts';
import { creditsOf, reasonOf, refundsOf } from './charged.js';
import type { CreditSettings } from './credits.js';
import type { NativeOrder } from './native-order.js';
import { canonicalOrderOf, endOf, leftOutByOrderAge, parseOrder } from './order-canonical.js';

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
  const end = endOf(order);
  if (end) return end;
  const { created_at: at } = refund;
  const aged = history.isDelivered
    ? undefined
    : (leftOutByOrderAge(order, settings, history.origin ?? history) ??
      refundLeftOutByAge({ at, field: 'created_at' }, settings, history));
  if (aged) return { filtered: aged };
  const canonical = canonicalOrderOf(order, settings);
  const credit = creditsOf(order, canonical).get(refundId);
  if (!credit) return { filtered: sharedReason('orders.refund_of_nothing', {}, 'raw_amount') };
  return {
    canonical: {
      number: creditNumberOf(canonical.number, refundId),
      orderKey: order.id,
      order: canonical,
      creditedAt: new Date(at).toISOString(),
      ...credit,
      reason: cutText(reasonOf(refund), 2000),
    },
  };
}

/** Ids of Medusa are long: their last characters tell the refunds of one order apart. */
export function creditNumberOf(order: string, refundId: string): string {
  return `${order}-R${refundId.slice(-8)}`;
}

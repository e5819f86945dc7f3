import { decimalsOf, roundDecimal, translateRefund, type RecordHistory, type Translated } from '@koppel/connector-sdk';
import type { Credit } from '@koppel/contracts';
import { creditsOf, refundsOf } from './charged.js';
import type { CreditSettings } from './credits.js';
import { parseOrder, type NativeOrder } from './native-order.js';
import { canonicalOrderOf, endOf, placedOf } from './order-canonical.js';
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
  const { state, total, createdAt, reason: why } = refund;
  const { code, precision, currencyCode } = order;
  const inclVat = roundDecimal(amountOf(total, precision), decimalsOf(currencyCode));
  return translateRefund(
    {
      ...{ orderKey: order.id, placed: placedOf(order), id: refundId, reason: why },
      ...{ at: createdAt, fields: { at: 'createdAt', amount: 'total' } },
      end: endOf(order, settings),
      leftOut: state === 'Settled' ? undefined : reason('vendure.refund_state', { order: code, state }, 'state'),
      order: () => canonicalOrderOf(order, settings),
      lines: () => {
        const credit = creditsOf(order).get(refundId);
        return credit && { ...credit, inclVat };
      },
    },
    settings,
    history,
  );
}

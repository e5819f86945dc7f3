import { translateRefund, type RecordHistory, type Translated } from '@koppel/connector-sdk';
import type { Credit } from '@koppel/contracts';
import { creditsOf, reasonOf, refundsOf } from './charged.js';
import type { CreditSettings } from './credits.js';
import type { NativeOrder } from './native-order.js';
import { canonicalOrderOf, endOf, parseOrder, placedOf } from './order-canonical.js';

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
  return translateRefund(
    {
      ...{ orderKey: order.id, placed: placedOf(order), id: shortIdOf(refundId), reason: reasonOf(refund) },
      ...{ at: refund.created_at, fields: { at: 'created_at', amount: 'raw_amount' } },
      end: endOf(order),
      order: () => canonicalOrderOf(order, settings),
      lines: (charged) => creditsOf(order, charged).get(refundId),
    },
    settings,
    history,
  );
}

/** Ids of Medusa are long: their last characters tell the payments and refunds of one order apart. */
export function shortIdOf(id: string): string {
  return id.slice(-8);
}

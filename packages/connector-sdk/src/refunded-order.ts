import type { Decimal, Order } from '@koppel/contracts';
import { compareDecimals } from './decimal.js';
import type { RecordHistory, Translated } from './entity-reader.js';
import { sharedFailure, sharedReason } from './reasons.js';

/**
 * An order of which something was given back. Where credits are booked it stays what it was. Else one that was delivered says how
 * much; a new one is left out if nothing is left of it, and is not booked without its credit.
 *
 * @param refunded what was given back so far, positive
 * @param field where the refunds stand
 * @throws ConnectorFailure of class `value` for a new order of which a part was given back
 */
export function refundedOrder(
  order: Order,
  { refunded, field }: { refunded: Decimal; field: string },
  { booksCredits, isDelivered }: RecordHistory,
): Translated<Order> {
  if (booksCredits || compareDecimals(refunded, '0') <= 0) return { canonical: order };
  if (isDelivered) return { canonical: { ...order, refunded } };
  const { number, currency, totals } = order;
  if (compareDecimals(refunded, totals.inclVat) >= 0)
    return { filtered: sharedReason('orders.refunded_whole', { order: number }, field) };
  const params = { order: number, amount: refunded, currency };
  throw sharedFailure('value', 'orders.refunded_before_booking', params, { field });
}

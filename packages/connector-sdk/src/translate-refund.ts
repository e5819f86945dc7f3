import type { Credit, Order, Reason } from '@koppel/contracts';
import type { LeftOut, RecordHistory, Translated } from './entity-reader.js';
import { readInstant } from './instant.js';
import { creditNumberOf } from './order-parts.js';
import type { OrdersFrom, PlacedOrder } from './orders-from.js';
import { sharedReason } from './reasons.js';
import { refundsByAge, type RefundsFrom } from './taken-from.js';
import { cutText } from './text.js';

/** A refund as a shop has it. */
export interface ShopRefund {
  orderKey: string;
  placed: PlacedOrder;
  /** What tells it from the other refunds of its order, in its number. */
  id: string | number;
  /** When it was made; an ISO instant. */
  at: string;
  /** Where that stands, and the amount. */
  fields: { at: string; amount: string };
  reason: string | null | undefined;
  /** Why nothing of the order is delivered. */
  end: LeftOut | undefined;
  /** Why it is not taken, whatever its age. */
  leftOut?: Reason | undefined;
  /** The order as it was charged. */
  order(): Order;
  /** Its lines, which come to the amount; undefined where it gives nothing back. */
  lines(order: Order): Pick<Credit, 'lines' | 'isSpread' | 'inclVat'> | undefined;
}

/** A refund as canonical credit; those that are left out say why. */
export function translateRefund(
  refund: ShopRefund,
  settings: RefundsFrom & OrdersFrom,
  history: RecordHistory,
): Translated<Credit> {
  const { orderKey, placed, id, at, fields, end } = refund;
  if (end) return end;
  const filtered = refund.leftOut ?? refundsByAge.leftOut({ placed, at, field: fields.at }, settings, history);
  if (filtered) return { filtered };
  const order = refund.order();
  const lines = refund.lines(order);
  if (!lines) return { filtered: sharedReason('orders.refund_of_nothing', {}, fields.amount) };
  return {
    canonical: {
      number: creditNumberOf(order.number, id),
      orderKey,
      order,
      creditedAt: readInstant(at, fields.at),
      ...lines,
      reason: cutText(refund.reason, 2000),
    },
  };
}

import type { Decimal, Payment, Reason } from '@koppel/contracts';
import { addDecimals, compareDecimals } from './decimal.js';
import type { LeftOut, RecordHistory, SourceRecord, Translated } from './entity-reader.js';
import { readInstant } from './instant.js';
import { creditNumberOf, partKeyOf } from './order-parts.js';
import type { OrdersFrom, PlacedOrder } from './orders-from.js';
import { sharedReason } from './reasons.js';
import { paymentsByAge, type PaymentsFrom } from './taken-from.js';
import { cutText } from './text.js';

/** Money that a buyer paid for an order, or that was paid back of it. */
export interface Transaction {
  kind: 'payment' | 'refund';
  /** Among those of its kind in the order; empty where a shop has one payment per order. */
  id: string;
  /** What stands for it in numbers, where ids are long. */
  shortId?: string;
  /** Positive, rounded to the currency. */
  amount: Decimal;
  /** When the money moved; an ISO instant. */
  at: string;
  /** Where that stands. */
  field: string;
  /** The shop's key of the payment method; none: nobody but a person took the money or gave it back. */
  method: string | null | undefined;
  methodName?: string | null | undefined;
  transactionId?: string | null | undefined;
  /** Why it does not count: it is not certain, or is no payment. */
  leftOut?: LeftOut | undefined;
}

/** An order with all that was paid for it and paid back. */
export interface PaidOrder {
  key: string;
  number: string;
  currency: string;
  placed: PlacedOrder;
  /** Why nothing of the order itself is delivered. */
  end: LeftOut | undefined;
  /** Why nothing of it is taken that was not delivered. */
  leftOut?: Reason | undefined;
  transactions: readonly Transaction[];
  /** The shop says that all of it was paid back, without saying by which refunds. */
  isPaidBack?: boolean;
}

/** The method of money that no payment method of the shop moved. */
export const manualMethod = 'manual';

/** The part of a key that stands for a transaction: `P7`, of a refund `R7`. */
export function transactionPartOf({ kind, id }: Pick<Transaction, 'kind' | 'id'>): string {
  return `${kind === 'payment' ? 'P' : 'R'}${id}`;
}

/** What a reader of payments gives of an order: a record for each transaction. */
export function paymentRecordsOf<Native extends { part: string }>(
  { key, number }: Pick<PaidOrder, 'key' | 'number'>,
  transactions: readonly Pick<Transaction, 'kind' | 'id' | 'shortId'>[],
  native: Omit<Native, 'part'>,
): SourceRecord<Native>[] {
  return transactions.map((transaction) => {
    const part = transactionPartOf(transaction);
    const record = { ...native, part } as Native;
    return { key: partKeyOf(key, part), naturalKey: numberOf(number, transaction), native: record };
  });
}

function numberOf(order: string, { kind, id, shortId = id }: Pick<Transaction, 'kind' | 'id' | 'shortId'>): string {
  return `${order}-${kind === 'payment' ? 'P' : 'PR'}${shortId}`;
}

/**
 * One transaction of an order as canonical payment; those that are left out say why. What was delivered of an order that is over stays,
 * because the money is still there; it is over, too, once all of it was paid back.
 *
 * @param part of {@link transactionPartOf}
 */
export function translatePayment(
  { order, part }: { order: PaidOrder; part: string },
  settings: PaymentsFrom & OrdersFrom,
  history: RecordHistory,
): Translated<Payment> {
  const transaction = order.transactions.find((each) => transactionPartOf(each) === part);
  if (!transaction) throw new Error('a payment is read together with its order');
  const { leftOut, at, field } = transaction;
  const { placed, end } = order;
  if (leftOut) return leftOut;
  if (end && !(end.isOver && history.isDelivered)) return end;
  if (end && isPaidBack(order)) return end;
  if (history.isDelivered) return { canonical: canonicalOf(order, transaction) };
  const filtered =
    order.leftOut ??
    unpaidReason(order, transaction) ??
    paymentsByAge.leftOut({ placed, at, field }, settings, history);
  return filtered ? { filtered } : { canonical: canonicalOf(order, transaction) };
}

function sumOf({ transactions }: PaidOrder, wanted: Transaction['kind']): Decimal {
  const counted = transactions.filter(({ kind, leftOut }) => kind === wanted && !leftOut);
  return addDecimals('0', ...counted.map(({ amount }) => amount));
}

function isPaidBack(order: PaidOrder): boolean {
  return order.isPaidBack === true || compareDecimals(sumOf(order, 'refund'), sumOf(order, 'payment')) >= 0;
}

/** A shop lets people refund an order that was never paid: no money moved. */
function unpaidReason(order: PaidOrder, { kind, field }: Transaction): Reason | undefined {
  if (kind === 'payment' || compareDecimals(sumOf(order, 'payment'), '0') > 0) return undefined;
  return sharedReason('orders.refund_of_unpaid', { order: order.number }, field);
}

function canonicalOf({ key, number, currency }: PaidOrder, transaction: Transaction): Payment {
  const { kind, id, shortId = id, amount, at, field, method, methodName, transactionId } = transaction;
  const settles: Payment['settles'] =
    kind === 'payment'
      ? { entity: 'order', key, number }
      : { entity: 'credit', key: partKeyOf(key, id), number: creditNumberOf(number, shortId) };
  return {
    number: numberOf(number, transaction),
    settles,
    orderKey: key,
    amount,
    currency,
    paidAt: readInstant(at, field),
    method: cutText(method, 100) ?? manualMethod,
    methodName: cutText(methodName, 200),
    transactionId: cutText(transactionId, 200),
  };
}

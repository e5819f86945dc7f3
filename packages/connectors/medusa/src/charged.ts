import {
  addDecimals,
  compareDecimals,
  creditLinesOf,
  decimalsOf,
  roundDecimal,
  spreadByRates,
  subtractDecimals,
} from '@koppel/connector-sdk';
import type { Credit, Order, OrderLine } from '@koppel/contracts';
import type { NativeOrder, NativePayment, NativeRefund } from './native-order.js';
import { exactLinesOf, exactValue, returnedLinesOf, returnedOf, roundLines } from './order-lines.js';

// Medusa keeps an order as it is now: an edit lowers its items, a return their totals, and a refund that is more than what these left
// to be given back lowers its total by a credit line. The order is delivered as it was charged and each refund as a credit, so that per rate
//
//   the order minus its credits = what was charged minus what was given back
//
// What an edit took away is shared by the rates of what is left of the order. Medusa does not say what a refund is for: it is for the
// pieces of a return that comes to just that amount, else its amount is shared.

/** Undefined where nothing is left of the order. */
export function chargedOf(order: NativeOrder): Pick<Order, 'lines' | 'totals'> | undefined {
  const exact = exactLinesOf(order);
  if (exact.length === 0) return undefined;
  const decimals = decimalsOf(order.currency_code.toUpperCase());
  const now = roundLines(exact, decimals);
  const vat = addDecimals(...now.map(({ vatAmount }) => vatAmount));
  const takenOff = [takenOffByRefunds(order), ...order.items.map(returnedOf)];
  const inclVat = roundDecimal(addDecimals(exactValue(order.raw_total), ...takenOff), decimals);
  const missing = subtractDecimals(roundDecimal(paidOf(order), decimals), inclVat);
  // What was added and is not paid yet is a part of the order.
  const gone =
    compareDecimals(missing, '0') > 0
      ? spreadByRates(missing, now, { decimals, kind: 'fee', description: '', text: 'before_change' })
      : [];
  const totalVat = addDecimals(vat, ...gone.map(({ vatAmount }) => vatAmount));
  const total = gone.length > 0 ? addDecimals(inclVat, missing) : inclVat;
  return {
    lines: [...now, ...gone],
    totals: { exclVat: subtractDecimals(total, totalVat), vat: totalVat, inclVat: total },
  };
}

/** Also those that were cancelled. */
export function allPaymentsOf({ payment_collections: collections }: NativeOrder): NativePayment[] {
  return (collections ?? []).flatMap((collection) => collection.payments ?? []);
}

/** Those that stand. */
export function paymentsOf(order: NativeOrder): NativePayment[] {
  return allPaymentsOf(order).filter(({ canceled_at: canceledAt }) => !canceledAt);
}

/** What was taken of payments; of those that are only secured, what is to be taken. */
function paidOf(order: NativeOrder): string {
  const amounts = paymentsOf(order).flatMap(({ raw_amount: amount, captures }) =>
    captures && captures.length > 0 ? captures.map((capture) => exactValue(capture.raw_amount)) : [exactValue(amount)],
  );
  return addDecimals('0', ...amounts);
}

/** Oldest first. */
export function refundsOf(order: NativeOrder): NativeRefund[] {
  const refunds = paymentsOf(order).flatMap((payment) => payment.refunds ?? []);
  return refunds.sort(
    (one, other) => Date.parse(one.created_at) - Date.parse(other.created_at) || (one.id < other.id ? -1 : 1),
  );
}

export function refundedOf(order: NativeOrder): string {
  return addDecimals('0', ...refundsOf(order).map(({ raw_amount: amount }) => exactValue(amount)));
}

/** By credit lines that refunds made; others are store credit or gift cards that paid a part of the order. */
function takenOffByRefunds(order: NativeOrder): string {
  const labels = new Set(refundsOf(order).map(({ refund_reason: why }) => why?.label));
  const ofRefunds = (order.credit_lines ?? []).filter(
    ({ reference }) => reference === 'payment_collection' || (reference && labels.has(reference)),
  );
  return addDecimals('0', ...ofRefunds.map(({ raw_amount: amount }) => exactValue(amount)));
}

/** The lines of each refund, by its id. */
export function creditsOf(
  order: NativeOrder,
  charged: Pick<Order, 'number' | 'currency' | 'lines' | 'totals'>,
): Map<string, Pick<Credit, 'lines' | 'isSpread' | 'inclVat'>> {
  const decimals = decimalsOf(charged.currency);
  const credits = new Map<string, Pick<Credit, 'lines' | 'isSpread' | 'inclVat'>>();
  const earlier: OrderLine[] = [];
  const returns = returnedLinesOf(order, decimals);
  for (const refund of refundsOf(order)) {
    const inclVat = roundDecimal(exactValue(refund.raw_amount), decimals);
    if (compareDecimals(inclVat, '0') === 0) continue;
    const description = reasonOf(refund);
    const index = returns.findIndex((lines) => compareDecimals(totalOf(lines), inclVat) === 0);
    const [lines = []] = index < 0 ? [] : returns.splice(index, 1);
    const credit = creditLinesOf({ order: charged, earlier, amount: inclVat, lines, description });
    credits.set(refund.id, { ...credit, inclVat });
    earlier.push(...credit.lines);
  }
  return credits;
}

function totalOf(lines: readonly OrderLine[]): string {
  return addDecimals('0', ...lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]));
}

export function reasonOf({ note, refund_reason: why }: NativeRefund): string | undefined {
  return note?.trim() || why?.label?.trim() || undefined;
}

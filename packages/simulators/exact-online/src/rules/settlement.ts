import { type Decimal, add, subtract, zero } from '../money.js';

/** A receivable or payment with what is open of it: a payment's is negative where money was received. */
export interface OpenAmount {
  kind: 'receivable' | 'payment';
  open: Decimal;
}

const isZero = ({ digits }: Decimal): boolean => digits === 0n;
const isNegative = ({ digits }: Decimal): boolean => digits < 0n;

/** Takes as much from both as they have in common; nothing when they do not point at each other. */
function offset(receivable: OpenAmount, payment: OpenAmount): void {
  if (isZero(receivable.open) || isZero(payment.open)) return;
  if (isNegative(receivable.open) === isNegative(payment.open)) return;
  const rest = add(receivable.open, payment.open);
  const isReceivableLarger = isZero(rest) || isNegative(rest) === isNegative(receivable.open);
  receivable.open = isReceivableLarger ? rest : zero;
  payment.open = isReceivableLarger ? zero : rest;
}

/**
 * Settles the bookings of one account and invoice number in their order: a payment with a receivable of the same amount and,
 * where that is wanted, with a part of others.
 */
export function settle(bookings: readonly OpenAmount[], matching: 'exact' | 'partial'): void {
  const receivables = bookings.filter(({ kind }) => kind === 'receivable');
  const payments = bookings.filter(({ kind }) => kind === 'payment');
  for (const payment of payments) {
    const same = receivables.find(({ open }) => !isZero(open) && isZero(add(open, payment.open)));
    if (same) offset(same, payment);
  }
  if (matching === 'exact') return;
  for (const payment of payments) for (const receivable of receivables) offset(receivable, payment);
}

/** What is open of a payment: money that was received is owed no longer. */
export function paidAmount(amount: Decimal, receiptSign: 'positive' | 'negative'): Decimal {
  return receiptSign === 'positive' ? subtract(zero, amount) : amount;
}

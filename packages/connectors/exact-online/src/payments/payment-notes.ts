import { absoluteDecimal, compareDecimals, isZeroDecimal } from '@koppel/connector-sdk';
import type { Decimal, Reason } from '@koppel/contracts';
import { reason } from '../reasons.js';
import type { ReadyPayment } from './prepare-payment.js';
import type { OpenItem } from './receivables.js';

export const isNegative = (amount: Decimal): boolean => compareDecimals(amount, '0') < 0;

/** What a person should know of a payment that is booked. */
export function notesOf({ operation, invoice, entry, day }: ReadyPayment, open: OpenItem): Reason[] {
  const { amount, currency } = operation.payload;
  const ofOpen = noteOfOpen(invoice.invoiceNumber, open, { amount, currency });
  const ofDay = entry.day !== day && reason('exact_online.booked_in_next_period', { day, bookedOn: entry.day });
  return [ofOpen, ofDay].filter((note) => note !== undefined && note !== false);
}

function noteOfOpen(
  invoice: number,
  { amount: left, count }: OpenItem,
  { amount, currency }: { amount: Decimal; currency: string },
): Reason | undefined {
  const params = { invoice, open: absoluteDecimal(left), currency };
  if (!isZeroDecimal(left))
    return isNegative(left) === isNegative(amount)
      ? reason('exact_online.payment_leaves_open', params)
      : reason('exact_online.payment_exceeds_open', params);
  return count > 0 ? reason('exact_online.payment_not_matched', { invoice }) : undefined;
}

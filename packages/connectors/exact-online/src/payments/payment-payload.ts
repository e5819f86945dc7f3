import { negateDecimal, type Filtered } from '@koppel/connector-sdk';
import type { Payment } from '@koppel/contracts';
import { reason } from '../reasons.js';
import { notBooked, rowOfMethod, type PaymentSettings } from './payment-settings.js';

export type PaymentPayload = {
  /** The number of the payment with the prefix of orders; stands in the description of its line. */
  reference: string;
  number: string;
  /** Whether an order was paid, or a credit paid back, and its number with that prefix. */
  settles: { entity: 'order' | 'credit'; reference: string };
  /** Negative where money was paid back. */
  amount: string;
  currency: string;
  paidAt: string;
  method: string;
};

/** Exact Online takes no longer descriptions. The end of a number is what tells payments apart. */
export const maxDescription = 60;

export function paymentPayload(payment: Payment, settings: PaymentSettings): { payload: PaymentPayload } | Filtered {
  const { number, settles, amount, currency, paidAt, method } = payment;
  if (settings.documentType === 'sales_order')
    return { filtered: reason('exact_online.payment_of_sales_order', {}, 'documentType') };
  if (rowOfMethod(method, settings)?.journal === notBooked)
    return { filtered: reason('exact_online.payment_not_booked', { method }, 'paymentJournals') };
  return {
    payload: {
      reference: `${settings.referencePrefix}${number}`.slice(-maxDescription),
      number,
      settles: { entity: settles.entity, reference: `${settings.referencePrefix}${settles.number}` },
      amount: settles.entity === 'order' ? amount : negateDecimal(amount),
      currency,
      paidAt,
      method,
    },
  };
}

/** What a payment is looked up by: its number, the reference of what it settles, and the day from which on it may be booked. */
export interface PaymentMatch {
  reference: string;
  document: string;
  /** Its day in UTC, which is never later than that of the administration. */
  fromDay: string;
}

/** As a natural key: `1042-P of 1042 on 2026-11-21`. */
export function matchOf({ reference, settles, paidAt }: PaymentPayload): string {
  return `${reference} of ${settles.reference} on ${new Date(paidAt).toISOString().slice(0, 10)}`;
}

export function readMatch(naturalKey: string): PaymentMatch | undefined {
  const [, reference, document, fromDay] = /^(.+) of (.+) on (\d{4}-\d{2}-\d{2})$/.exec(naturalKey) ?? [];
  return reference === undefined || document === undefined || fromDay === undefined
    ? undefined
    : { reference, document, fromDay };
}

/** The text on the line of a payment. */
export function descriptionOf(
  { reference }: Pick<PaymentPayload, 'reference'>,
  { paymentDescription }: Pick<PaymentSettings, 'paymentDescription'>,
): string {
  const text = paymentDescription.replaceAll('{number}', reference);
  return text.length <= maxDescription ? text : reference;
}

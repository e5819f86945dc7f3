import { z } from 'zod';
import type { OrderSettings } from '../order-settings.js';
import { namesPayment } from './payment-names.js';

const code = z.string().trim().max(30);

/** The value of the table of journals for payments that somebody else books. */
export const notBooked = 'none';

/** What a description must have, so that the line of a payment is found again. */
const numberSign = '{number}';

const anyNumber = '1042-P';

export const paymentSettings = z.object({
  paymentJournals: z
    .record(z.string().min(1).max(100), code.min(1))
    .default({})
    .meta({
      title: 'Journals of payments',
      description:
        'In which journal of Exact Online a payment is booked, by the payment method of the shop: cash, bank, or that of a payment service. A * stands for all methods that are not listed. ' +
        'Choose none for money that your bank statement brings, such as bank transfers: it would be booked twice. A method that is not listed becomes an issue.',
      'x-labels': { none: 'None: the bank statement brings it' },
      'x-choices': 'payment_journals',
      'x-key-choices': 'payment_methods',
      'x-key-title': 'Payment method in the shop',
      'x-value-title': 'Journal in Exact Online',
      'x-essential': true,
    }),
  receivablesAccount: code.default('').meta({
    title: 'Ledger account of debtors',
    description:
      'The ledger account on which your invoices are open. Empty: the only account of the type debtors; where there are several, the payment becomes an issue that asks for one here.',
    'x-choices': 'receivables_accounts',
    'x-essential': false,
  }),
  receiptSign: z
    .enum(['positive', 'negative'])
    .default('positive')
    .meta({
      title: 'Sign of money that comes in',
      description:
        'Koppel reads back whether a payment has settled its invoice, and takes it away again if it has not. Change this only if an issue says so.',
      'x-labels': { positive: 'Positive: money in is +', negative: 'Negative: money in is -' },
      'x-essential': false,
    }),
  paymentDescription: z
    .string()
    .trim()
    .max(40)
    .refine((text) => namesPayment(text.replaceAll(numberSign, anyNumber), anyNumber), {
      message: 'exact_online.payment_description_without_number',
    })
    .default(numberSign)
    .meta({
      title: 'Description of the payment',
      description:
        'Text on the line; {number} becomes the number of the payment, with the prefix of the order number. It must be there, and not be joined to other letters, digits or hyphens: Koppel recognises a payment that is booked already by it.',
      'x-essential': false,
    }),
});
export type OwnPaymentSettings = z.infer<typeof paymentSettings>;
export type PaymentSettings = OwnPaymentSettings & OrderSettings;

/** The row of the table for a method, with its key; undefined where it is not listed. */
export function rowOfMethod(
  method: string,
  { paymentJournals }: Pick<PaymentSettings, 'paymentJournals'>,
): { key: string; journal: string } | undefined {
  const wanted = method.trim().toLowerCase();
  const rows = Object.entries(paymentJournals).map(([key, journal]) => ({ key, journal }));
  const { '*': ofAll } = paymentJournals;
  const own = rows.find(({ key }) => key.trim().toLowerCase() === wanted);
  return own ?? (ofAll === undefined ? undefined : { key: '*', journal: ofAll });
}

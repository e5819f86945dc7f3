import { ConnectorFailure, type ConnectorContext, type WriteOperation } from '@koppel/connector-sdk';
import { ExactClient } from '../client.js';
import type { Located } from '../documents/all-kinds.js';
import { loadLedgerAccounts } from '../ledger.js';
import { bookingDayOf, loadPeriods } from '../periods.js';
import { failure } from '../reasons.js';
import { bookedAmount, type NewEntry } from './entries.js';
import { invoiceKeyOf } from './find-payments.js';
import { journalOf, loadJournals, type PaymentJournal } from './journals.js';
import { descriptionOf, type PaymentPayload } from './payment-payload.js';
import type { PaymentSettings } from './payment-settings.js';
import { receivablesAccountOf, type InvoiceKey } from './receivables.js';

/** A payment with all that its entry is made of. */
export interface ReadyPayment {
  operation: WriteOperation<PaymentPayload>;
  /** What it settles. */
  located: Located;
  invoice: InvoiceKey;
  entry: NewEntry;
  /** The day of the payment where the administration is. */
  day: string;
}

/** What a payment is booked with, whatever it settles. */
interface Booking {
  journal: PaymentJournal;
  ledgerAccountId: string;
  day: string;
  bookedOn: string;
}

/** @throws ConnectorFailure of class `value` where the settings do not fit the payment or the administration. */
async function bookingOf(
  context: ConnectorContext,
  payload: PaymentPayload,
  settings: PaymentSettings,
): Promise<Booking> {
  const journal = journalOf(payload, settings, await loadJournals(context));
  const { id: ledgerAccountId } = receivablesAccountOf(settings, await loadLedgerAccounts(context));
  const day = new ExactClient(context).today(new Date(payload.paidAt));
  const periods = await loadPeriods(context, { journal: journal.code, fromDay: day });
  return { journal, ledgerAccountId, day, bookedOn: bookingDayOf(day, periods, settings) };
}

/** Payments that cannot be booked by these settings, whatever they settle. */
export async function resolvePayments(
  context: ConnectorContext,
  payloads: readonly PaymentPayload[],
  { settings, naturalKey }: { settings: PaymentSettings; naturalKey: (payload: PaymentPayload) => string },
): Promise<Map<string, ConnectorFailure>> {
  const failures = new Map<string, ConnectorFailure>();
  for (const payload of byDay(payloads)) {
    try {
      await bookingOf(context, payload, settings);
    } catch (error: unknown) {
      if (!isOfRecord(error)) throw error;
      failures.set(naturalKey(payload), error);
    }
  }
  return failures;
}

/** The earliest first, so that periods are asked once. */
function byDay(payloads: readonly PaymentPayload[]): PaymentPayload[] {
  return payloads.toSorted((left, right) => Date.parse(left.paidAt) - Date.parse(right.paidAt));
}

/** Whether a failure is that of one record, and not of the application. */
export function isOfRecord(error: unknown): error is ConnectorFailure {
  const isFailure = error instanceof ConnectorFailure;
  return isFailure && ['value', 'missing_reference', 'duplicate', 'too_large'].includes(error.failureClass);
}

/**
 * Makes a payment ready to be booked.
 *
 * @param located the document that it settles, where it still exists
 * @throws ConnectorFailure of class `missing_reference` or `value` where it cannot be booked.
 */
export async function preparePayment(
  context: ConnectorContext,
  { operation, located }: { operation: WriteOperation<PaymentPayload>; located: Located | undefined },
  settings: PaymentSettings,
): Promise<ReadyPayment> {
  const { payload } = operation;
  const params = { payment: payload.number, document: payload.settles.reference };
  if (!located) throw failure('value', 'exact_online.payment_without_document', params);
  if (located.kind.type === 'sales_order') throw failure('value', 'exact_online.payment_of_booked_order', params);
  const invoice = invoiceKeyOf(located.document);
  if (!invoice) {
    const waitsFor = `invoice:${payload.settles.reference}`;
    throw failure('missing_reference', 'exact_online.payment_awaits_invoice', params, { waitsFor });
  }
  const { journal, ledgerAccountId, day, bookedOn } = await bookingOf(context, payload, settings);
  const entry: NewEntry = {
    kind: journal.kind,
    journal: journal.code,
    currency: journal.currency === payload.currency ? undefined : payload.currency,
    ledgerAccountId,
    accountId: invoice.accountId,
    invoiceNumber: invoice.invoiceNumber,
    amount: bookedAmount(payload.amount, settings),
    day: bookedOn,
    description: descriptionOf(payload, settings),
  };
  return { operation, located, invoice, entry, day };
}

import type { ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from '../client.js';
import { flagOf, textOf } from '../odata.js';
import { failure } from '../reasons.js';
import type { PaymentPayload } from './payment-payload.js';
import { rowOfMethod, type PaymentSettings } from './payment-settings.js';

/** Entries of both kinds have the same columns; which one it is follows from the type of the journal. */
export type EntryKind = 'Bank' | 'Cash';

const kindsByType: ReadonlyMap<number, EntryKind> = new Map([
  [10, 'Cash'],
  [12, 'Bank'],
  [16, 'Bank'],
]);
const paymentServiceType = 16;

/** A journal in which payments can be booked, or one of another type: then it has no kind of entry. */
export interface Journal {
  code: string;
  description: string;
  /** Where it belongs to a payment service. */
  provider: string | undefined;
  kind: EntryKind | undefined;
  isPaymentService: boolean;
  /** Undefined where Exact Online does not tell. */
  currency: string | undefined;
  takesOtherCurrencies: boolean;
  isBlocked: boolean;
}

/** Those that payments can be booked in now. */
export interface PaymentJournal extends Journal {
  kind: EntryKind;
}

const select = 'Code,Description,Type,Currency,AllowVariableCurrency,PaymentServiceProviderName,IsBlocked';

export async function readJournals(context: ConnectorContext): Promise<Map<string, Journal>> {
  const rows = await new ExactClient(context).allRows('financial/Journals', { select });
  return new Map(
    rows.map((row) => {
      const code = textOf(row.Code) ?? '';
      const journal: Journal = {
        code,
        description: textOf(row.Description) ?? code,
        provider: textOf(row.PaymentServiceProviderName),
        kind: kindsByType.get(Number(row.Type)),
        isPaymentService: Number(row.Type) === paymentServiceType,
        currency: textOf(row.Currency),
        takesOtherCurrencies: flagOf(row.AllowVariableCurrency),
        isBlocked: flagOf(row.IsBlocked),
      };
      return [code, journal];
    }),
  );
}

/** Asked once a run. */
export async function loadJournals(context: ConnectorContext): Promise<ReadonlyMap<string, Journal>> {
  const key = 'payments:journals';
  const known = context.cache.get(key) as ReadonlyMap<string, Journal> | undefined;
  const journals = known ?? (await readJournals(context));
  context.cache.set(key, journals);
  return journals;
}

export function isUsable(journal: Journal): journal is PaymentJournal {
  return journal.kind !== undefined && !journal.isBlocked;
}

/**
 * A journal that a row of the table names.
 *
 * @param field of the row
 * @throws ConnectorFailure of class `value` where no payment can be booked in it.
 */
export function journalOfRow(code: string, field: string, journals: ReadonlyMap<string, Journal>): PaymentJournal {
  const journal = journals.get(code);
  if (journal && isUsable(journal)) return journal;
  if (journal?.isBlocked) throw failure('value', 'exact_online.payment_journal_blocked', { journal: code }, { field });
  if (journal) throw failure('value', 'exact_online.payment_journal_wrong_type', { journal: code }, { field });
  throw failure('value', 'exact_online.payment_journal_unknown', { journal: code }, { field });
}

/**
 * The journal of a payment.
 *
 * @throws ConnectorFailure of class `value` where its method is not listed, or the journal cannot take it.
 */
export function journalOf(
  { method, currency }: Pick<PaymentPayload, 'method' | 'currency'>,
  settings: Pick<PaymentSettings, 'paymentJournals'>,
  journals: ReadonlyMap<string, Journal>,
): PaymentJournal {
  const row = rowOfMethod(method, settings);
  if (!row) throw failure('value', 'exact_online.payment_method_not_listed', { method }, { field: 'paymentJournals' });
  const field = `paymentJournals.${row.key}`;
  const journal = journalOfRow(row.journal, field, journals);
  if (journal.currency !== undefined && journal.currency !== currency && !journal.takesOtherCurrencies) {
    const params = { journal: journal.code, currency, journalCurrency: journal.currency };
    throw failure('value', 'exact_online.payment_journal_currency', params, { field });
  }
  return journal;
}

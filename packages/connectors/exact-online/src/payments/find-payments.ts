import {
  addDecimals,
  compareDecimals,
  type ConnectorContext,
  type ConnectorFailure,
  type FoundRecord,
  type TargetMatch,
} from '@koppel/connector-sdk';
import type { Decimal, RecordDocument } from '@koppel/contracts';
import { findOfAllKinds, locateAll, type Located } from '../documents/all-kinds.js';
import type { BookedDocument } from '../documents/document.js';
import { writtenAmount } from '../documents/record-document.js';
import { failure } from '../reasons.js';
import { kindsOf } from './entry-kinds.js';
import { loadLinesOf, totalOf, type Entry, type EntryLine } from './entries.js';
import { namesPayment } from './payment-names.js';
import { descriptionOf, readMatch, type PaymentMatch, type PaymentPayload } from './payment-payload.js';
import type { PaymentSettings } from './payment-settings.js';
import { loadOpenItems, textOfInvoice, type InvoiceKey, type OpenItem } from './receivables.js';

/** A line that an earlier attempt has booked. */
export interface BookedLine {
  entry: Entry;
  /** Negative where money was paid back. */
  amount: Decimal;
}

export function documentOf({ kind, number }: Entry, total: Decimal, currency: string): RecordDocument {
  return {
    kind: kind === 'Bank' ? 'bank_entry' : 'cash_entry',
    number: String(number),
    total: writtenAmount(total, currency),
    currency,
  };
}

/** What is open by a document; undefined where it never is, or not yet. */
export function invoiceKeyOf({ debtorId, invoiceNumber, currency }: BookedDocument): InvoiceKey | undefined {
  return debtorId === undefined || invoiceNumber === undefined
    ? undefined
    : { accountId: debtorId, invoiceNumber, currency };
}

/** The lines of accounts since a day, in all kinds of entries that payments are booked in. */
export async function loadBooked(
  context: ConnectorContext,
  since: { accountIds: readonly string[]; fromDay: string },
  settings: PaymentSettings,
): Promise<EntryLine[]> {
  const lines: EntryLine[] = [];
  for (const { kind, ask } of await kindsOf(context, settings))
    lines.push(...((await ask(() => loadLinesOf(context, kind, since))) ?? []));
  return lines;
}

/**
 * The line of a payment among those of its account: it has the description that Koppel gives, or has the number of the payment in another
 * one and settles its document. Another shop may have that number with a prefix of its own.
 */
export function lineOf(
  lines: readonly EntryLine[],
  { reference, invoice }: { reference: string; invoice: InvoiceKey },
  settings: PaymentSettings,
): BookedLine | undefined {
  const description = descriptionOf({ reference }, settings);
  const ofAccount = lines.filter(({ accountId }) => isSameKey(accountId, invoice.accountId));
  const line =
    ofAccount.find((each) => each.description === description) ??
    ofAccount.find((each) => each.invoiceNumber === invoice.invoiceNumber && namesPayment(each.description, reference));
  return line && { entry: line.entry, amount: totalOf([line], settings) };
}

function isSameKey(left: string | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase();
}

/**
 * Whether a payment that was booked before has moved what is open the wrong way: what is open then is the whole document and the
 * payment on top of it.
 */
export function isAgainst(open: OpenItem | undefined, total: Decimal, amount: Decimal): boolean {
  return compareDecimals(open?.amount ?? '0', addDecimals(total, amount)) === 0;
}

/**
 * Payments by natural key. No column that can be looked for holds their number, so they are found by what they settle: among the
 * lines of its account. One that does not settle is left to the writer, which takes it back.
 */
export async function findPayments(
  context: ConnectorContext,
  naturalKeys: readonly string[],
  settings: PaymentSettings,
): Promise<Map<string, TargetMatch>> {
  const wanted = naturalKeys.flatMap((naturalKey) => {
    const match = readMatch(naturalKey);
    return match ? [{ naturalKey, match }] : [];
  });
  const located = await locateSettled(
    context,
    wanted.map(({ match }) => match),
    settings,
  );
  const owed = wanted.flatMap(({ naturalKey, match }) => {
    const document = located.get(match.document)?.document;
    const invoice = document && invoiceKeyOf(document);
    return document && invoice ? [{ naturalKey, match, document, invoice }] : [];
  });
  if (owed.length === 0) return new Map();
  const [fromDay = ''] = owed.map(({ match }) => match.fromDay).sort();
  const accountIds = owed.map(({ invoice }) => invoice.accountId);
  const lines = await loadBooked(context, { accountIds, fromDay }, settings);
  const booked = owed.flatMap((each) => {
    const { reference } = each.match;
    const line = lineOf(lines, { reference, invoice: each.invoice }, settings);
    return line ? [{ ...each, line }] : [];
  });
  const open =
    booked.length > 0
      ? await loadOpenItems(
          context,
          booked.map(({ invoice }) => invoice),
        )
      : new Map<string, OpenItem>();
  return new Map(
    booked.flatMap(({ naturalKey, document, invoice, line: { entry, amount } }) =>
      isAgainst(open.get(textOfInvoice(invoice)), document.total, amount)
        ? []
        : [[naturalKey, { targetKey: entry.key, document: documentOf(entry, amount, document.currency) }] as const],
    ),
  );
}

/** What looking payments up has read of their documents; booking them follows at once, and need not read it again. */
function foundDocuments(context: ConnectorContext): Map<string, Located> {
  const key = 'payments:found_documents';
  const known = context.cache.get(key) as Map<string, Located> | undefined;
  const documents = known ?? new Map<string, Located>();
  context.cache.set(key, documents);
  return documents;
}

/** The documents of links by their keys. What was just read is taken once, so that a later attempt reads it again. */
export async function locateDocuments(
  context: ConnectorContext,
  matches: readonly TargetMatch[],
  settings: PaymentSettings,
): Promise<Map<string, Located>> {
  const found = foundDocuments(context);
  const located = new Map<string, Located>();
  for (const { targetKey } of matches) {
    const one = found.get(targetKey);
    if (one) located.set(targetKey, one);
  }
  for (const key of located.keys()) found.delete(key);
  const missing = matches.filter(({ targetKey }) => !located.has(targetKey));
  for (const [key, one] of await locateAll(context, missing, settings)) located.set(key, one);
  return located;
}

/** The documents that payments settle, by reference. */
async function locateSettled(
  context: ConnectorContext,
  matches: readonly PaymentMatch[],
  settings: PaymentSettings,
): Promise<Map<string, Located>> {
  const references = [...new Set(matches.map(({ document }) => document))];
  const found = await findOfAllKinds(context, references, settings);
  const located = await locateAll(context, [...found.values()], settings);
  for (const [key, one] of located) foundDocuments(context).set(key, one);
  return new Map(
    [...found].flatMap(([reference, { targetKey }]) => {
      const one = located.get(targetKey);
      return one ? [[reference, one] as const] : [];
    }),
  );
}

/** The number of a payment with another amount is that of another payment. */
export function confirmPayments(
  _context: ConnectorContext,
  found: readonly FoundRecord<PaymentPayload>[],
): Promise<Map<string, ConnectorFailure>> {
  const others = found.flatMap(({ naturalKey, payload, document }) => {
    const isSame = document && compareDecimals(document.total, payload.amount) === 0;
    return !document || isSame ? [] : [[naturalKey, numberTaken(payload, document)] as const];
  });
  return Promise.resolve(new Map(others));
}

/** @param match what stands there, where the one who looked it up does not add it */
export function numberTaken(
  { number: payment, amount, currency }: PaymentPayload,
  { number, total: booked }: Pick<RecordDocument, 'number' | 'total'>,
  match: { naturalKey?: string; targetKey?: string } = {},
): ConnectorFailure {
  const params = { payment, number, amount, booked, currency, ...match };
  return failure('duplicate', 'exact_online.payment_number_taken', params, { field: 'referencePrefix' });
}

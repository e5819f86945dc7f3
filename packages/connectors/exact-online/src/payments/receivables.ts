import { ConnectorFailure, addDecimals, compareDecimals, type ConnectorContext } from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { ExactClient } from '../client.js';
import type { BookedDocument } from '../documents/document.js';
import type { LedgerAccount } from '../ledger.js';
import { decimalOf, orFilters, textOf } from '../odata.js';
import { failure } from '../reasons.js';
import type { PaymentSettings } from './payment-settings.js';

/** The accounts of debtors that may be used. */
export function receivablesAccounts(accounts: ReadonlyMap<string, LedgerAccount>): LedgerAccount[] {
  return [...accounts.values()].filter(({ isReceivables, isBlocked }) => isReceivables && !isBlocked);
}

/**
 * The ledger account on which invoices are open.
 *
 * @throws ConnectorFailure of class `value` where none is chosen, or one that cannot be used.
 */
export function receivablesAccountOf(
  { receivablesAccount: code }: Pick<PaymentSettings, 'receivablesAccount'>,
  accounts: ReadonlyMap<string, LedgerAccount>,
): LedgerAccount {
  const usable = receivablesAccounts(accounts);
  const [only, ...others] = usable;
  const chosen = code === '' ? (others.length === 0 ? only : undefined) : usable.find((each) => each.code === code);
  if (chosen) return chosen;
  const known = usable.map((each) => `${each.code} (${each.description})`).join(', ') || '-';
  const options = { field: 'receivablesAccount' };
  if (code === '') throw failure('value', 'exact_online.receivables_account_not_chosen', { known }, options);
  throw failure('value', 'exact_online.receivables_account_unusable', { code, known }, options);
}

/** An invoice by which what is open is looked up. */
export interface InvoiceKey {
  accountId: string;
  invoiceNumber: number;
  currency: string;
}

export function textOfInvoice({ accountId, invoiceNumber, currency }: InvoiceKey): string {
  return [accountId.toLowerCase(), invoiceNumber, currency].join('|');
}

/** What is open of an invoice. */
export interface OpenItem {
  /** With all that was booked with its number: negative where more was paid than charged, and of a credit. */
  amount: Decimal;
  /** How many lines are left of it; several that come to 0 are not matched with each other. */
  count: number;
}

const list = 'read/financial/ReceivablesList';

/** Kept for the run: each refused question counts for the block of Exact Online. */
const unreadable = 'payments:unreadable:receivables';

/** What is open of these invoices, many in one call; absent where nothing is. */
export async function loadOpenItems(
  context: ConnectorContext,
  invoices: readonly InvoiceKey[],
): Promise<Map<string, OpenItem>> {
  const client = new ExactClient(context);
  const numbers = new Set(invoices.map(({ invoiceNumber }) => invoiceNumber));
  const open = new Map<string, OpenItem>();
  for (const filter of orFilters([...numbers].map((number) => `InvoiceNumber eq ${number}`))) {
    const columns = 'HID,AccountId,InvoiceNumber,CurrencyCode,Amount';
    for (const row of await client.allRows(list, { select: columns, filter })) {
      const key = textOfInvoice({
        accountId: textOf(row.AccountId) ?? '',
        invoiceNumber: Number(row.InvoiceNumber),
        currency: textOf(row.CurrencyCode) ?? '',
      });
      const { amount, count } = open.get(key) ?? { amount: '0', count: 0 };
      open.set(key, { amount: addDecimals(amount, decimalOf(row.Amount) ?? '0'), count: count + 1 });
    }
  }
  return open;
}

/** Whether a document is paid, wholly or in part; false where that may not be asked. */
export async function isSettled(
  context: ConnectorContext,
  { debtorId: accountId, invoiceNumber, currency, total }: BookedDocument,
): Promise<boolean> {
  if (accountId === undefined || invoiceNumber === undefined || context.cache.has(unreadable)) return false;
  const invoice = { accountId, invoiceNumber, currency };
  try {
    const open = (await loadOpenItems(context, [invoice])).get(textOfInvoice(invoice));
    return compareDecimals(open?.amount ?? '0', total) !== 0;
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || error.failureClass !== 'permission') throw error;
    context.cache.set(unreadable, true);
    return false;
  }
}

/** That the list may be read at all. */
export async function probeOpenItems(context: ConnectorContext): Promise<void> {
  await new ExactClient(context).rows(list, { select: 'HID', top: 1 });
}

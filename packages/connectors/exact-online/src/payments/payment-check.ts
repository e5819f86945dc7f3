import { ConnectorFailure, type ConnectorContext, type SettingsFindings } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { unlessRefused } from '../document-offers.js';
import { loadLedgerAccounts } from '../ledger.js';
import type { OrderSettings } from '../order-settings.js';
import { reason } from '../reasons.js';
import { probeEntries } from './entries.js';
import { journalOfRow, loadJournals, type EntryKind, type PaymentJournal } from './journals.js';
import { notBooked, type OwnPaymentSettings } from './payment-settings.js';
import { probeOpenItems, receivablesAccountOf } from './receivables.js';

/** Whether payments can be booked by these settings in this administration, with the rights of the connection. */
export async function checkPaymentSettings(
  context: ConnectorContext,
  settings: OwnPaymentSettings & Partial<OrderSettings>,
): Promise<SettingsFindings> {
  const warnings = warningsOf(settings);
  const rows = Object.entries(settings.paymentJournals).filter(([, journal]) => journal !== notBooked);
  if (rows.length === 0) return { problems: [], warnings };
  const checked = await unlessRefused(() => checkRows(context, rows, settings));
  const problems = 'refused' in checked ? [{ ...checked.refused, field: 'paymentJournals' }] : checked.value;
  return { problems, warnings };
}

/** That payments are left out, or that each of them becomes an issue. */
function warningsOf({ documentType, paymentJournals }: OwnPaymentSettings & Partial<OrderSettings>): Reason[] {
  if (documentType === 'sales_order') return [reason('exact_online.payments_by_condition', {}, 'paymentJournals')];
  const isEmpty = Object.keys(paymentJournals).length === 0;
  return isEmpty ? [reason('exact_online.payment_journals_empty', {}, 'paymentJournals')] : [];
}

async function checkRows(
  context: ConnectorContext,
  rows: readonly [string, string][],
  settings: OwnPaymentSettings,
): Promise<Reason[]> {
  const journals = await loadJournals(context);
  const problems: Reason[] = [];
  const used: PaymentJournal[] = [];
  for (const [row, code] of rows)
    problems.push(...reasonOf(() => used.push(journalOfRow(code, `paymentJournals.${row}`, journals))));
  const accounts = await loadLedgerAccounts(context);
  problems.push(...reasonOf(() => receivablesAccountOf(settings, accounts)));
  const kinds = new Set<EntryKind>(used.map(({ kind }) => kind));
  for (const kind of kinds) await probeEntries(context, kind);
  await probeOpenItems(context);
  return problems;
}

function reasonOf(check: () => unknown): Reason[] {
  try {
    check();
    return [];
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure) return [error.reason];
    throw error;
  }
}

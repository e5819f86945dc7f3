import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { costsOf, journalOf, layoutOf, loadLedger } from './ledger.js';
import type { OrderSettings } from './order-settings.js';
import { ledgerAccountOf } from './revenue-accounts.js';

/** Settings of invoices and sales entries that do not fit the administration. */
export async function checkLedgerSettings(context: ConnectorContext, settings: OrderSettings): Promise<Reason[]> {
  if (settings.documentType === 'sales_order') return [];
  const ledger = await loadLedger(context, [], settings);
  const { revenueAccounts, ...others } = settings;
  const accounts = Object.entries(revenueAccounts).map(([row, code]): [string, string] => [
    `revenueAccounts.${row}`,
    code,
  ]);
  for (const field of ['shippingAccount', 'voucherAccount', 'differenceAccount', 'roundingAccount'] as const)
    if (others[field] !== '') accounts.push([field, others[field]]);
  const isEntry = settings.documentType === 'sales_entry';
  return [
    ...reasonOf(() => journalOf(settings, ledger)),
    ...reasonOf(() => costsOf(settings, ledger)),
    ...(isEntry ? [] : reasonOf(() => layoutOf(settings, ledger))),
    ...(isEntry ? accounts.flatMap(([field, code]) => reasonOf(() => ledgerAccountOf(code, field, ledger))) : []),
  ];
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

import { once, type ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { flagOf, textOf } from './odata.js';
import type { OrderSettings } from './order-settings.js';
import { loadPeriods, type FinancialPeriod } from './periods.js';
import { failure } from './reasons.js';

export interface LedgerAccount {
  id: string;
  code: string;
  description: string;
  isRevenue: boolean;
  /** Of debtors. */
  isReceivables: boolean;
  isBlocked: boolean;
}

/** What invoices and sales entries refer to. */
export interface Ledger {
  /** Names of the sales journals by code. */
  journals: ReadonlyMap<string, string>;
  /** By code; only loaded for sales entries. */
  accounts: ReadonlyMap<string, LedgerAccount>;
  costCenters: ReadonlySet<string>;
  costUnits: ReadonlySet<string>;
  /** Keys of the layouts of invoices. */
  layouts: ReadonlySet<string>;
  /** Of the chosen journal, from the day of the first order on. */
  periods: readonly FinancialPeriod[];
}

export const noLedger: Ledger = {
  journals: new Map(),
  accounts: new Map(),
  costCenters: new Set(),
  costUnits: new Set(),
  layouts: new Set(),
  periods: [],
};

const salesJournalType = 20;

/** Names of the journals for sales by code. */
export async function readSalesJournals(context: ConnectorContext): Promise<Map<string, string>> {
  const rows = await new ExactClient(context).allRows('financial/Journals', { select: 'Code,Description,Type' });
  const sales = rows.filter((row) => Number(row.Type) === salesJournalType);
  return new Map(sales.map((row) => [textOf(row.Code) ?? '', textOf(row.Description) ?? '']));
}

const revenueType = 110;
const receivablesType = 20;

/** The chart of accounts by code, a thousand a call; asked once a run. Their codes cannot be filtered. */
export function loadLedgerAccounts(context: ConnectorContext): Promise<Map<string, LedgerAccount>> {
  return once(context, 'ledger:accounts', async () => {
    const select = 'ID,Code,Description,Type,IsBlocked';
    const rows = await new ExactClient(context).allRows('bulk/Financial/GLAccounts', { select });
    return new Map(
      rows.map((row) => {
        const code = textOf(row.Code) ?? '';
        const description = textOf(row.Description) ?? code;
        const account: LedgerAccount = {
          ...{ id: textOf(row.ID) ?? '', code, description },
          isRevenue: Number(row.Type) === revenueType,
          isReceivables: Number(row.Type) === receivablesType,
          isBlocked: flagOf(row.IsBlocked),
        };
        return [code, account];
      }),
    );
  });
}

function loadSet(context: ConnectorContext, endpoint: string, column: string): Promise<Set<string>> {
  return once(context, `ledger:${endpoint}`, async () => {
    const rows = await new ExactClient(context).allRows(endpoint, { select: column });
    return new Set(rows.map((row) => textOf(row[column]) ?? ''));
  });
}

/** The journal that the settings choose, or the only one. */
function findJournal({ salesJournal }: OrderSettings, journals: ReadonlyMap<string, string>): string | undefined {
  if (salesJournal !== '') return journals.has(salesJournal) ? salesJournal : undefined;
  const [only, ...others] = journals.keys();
  return others.length === 0 ? only : undefined;
}

/** @throws ConnectorFailure of class `value` where none is chosen, or one that does not exist. */
export function journalOf(settings: OrderSettings, { journals }: Ledger): string {
  const journal = findJournal(settings, journals);
  if (journal !== undefined) return journal;
  const known = [...journals].map(([code, name]) => `${code} (${name})`).join(', ') || '-';
  const options = { field: 'salesJournal' };
  if (settings.salesJournal === '') throw failure('value', 'exact_online.journal_not_chosen', { known }, options);
  const params = { journal: settings.salesJournal, known };
  throw failure('value', 'exact_online.journal_unknown', params, options);
}

/** Cost centre and cost unit of a line. */
export function costsOf({ costCenter, costUnit }: OrderSettings, { costCenters, costUnits }: Ledger) {
  if (costCenter !== '' && !costCenters.has(costCenter))
    throw failure('value', 'exact_online.cost_center_unknown', { code: costCenter }, { field: 'costCenter' });
  if (costUnit !== '' && !costUnits.has(costUnit))
    throw failure('value', 'exact_online.cost_unit_unknown', { code: costUnit }, { field: 'costUnit' });
  return { ...(costCenter !== '' && { CostCenter: costCenter }), ...(costUnit !== '' && { CostUnit: costUnit }) };
}

/** Key of the layout of final invoices; undefined where Exact Online decides. */
export function layoutOf({ invoiceLayout }: OrderSettings, { layouts }: Ledger): string | undefined {
  if (invoiceLayout === '') return undefined;
  if (layouts.has(invoiceLayout)) return invoiceLayout;
  throw failure('value', 'exact_online.layout_unknown', { layout: invoiceLayout }, { field: 'invoiceLayout' });
}

/** Looks up what invoices and entries of these days refer to; nothing for sales orders. */
export async function loadLedger(
  context: ConnectorContext,
  days: readonly string[],
  settings: OrderSettings,
): Promise<Ledger> {
  const { documentType, costCenter, costUnit } = settings;
  const invoiceLayout = documentType === 'sales_invoice' ? settings.invoiceLayout : '';
  if (documentType === 'sales_order') return noLedger;
  const journals = await once(context, 'ledger:journals', () => readSalesJournals(context));
  const journal = findJournal(settings, journals);
  const [fromDay] = [...days].sort();
  const isDated = journal !== undefined && fromDay !== undefined;
  return {
    journals,
    accounts: documentType === 'sales_entry' ? await loadLedgerAccounts(context) : noLedger.accounts,
    costCenters: costCenter === '' ? noLedger.costCenters : await loadSet(context, 'hrm/Costcenters', 'Code'),
    costUnits: costUnit === '' ? noLedger.costUnits : await loadSet(context, 'hrm/Costunits', 'Code'),
    layouts: invoiceLayout === '' ? noLedger.layouts : await loadSet(context, 'salesinvoice/Layouts', 'ID'),
    periods: isDated ? await loadPeriods(context, { journal, fromDay }) : noLedger.periods,
  };
}

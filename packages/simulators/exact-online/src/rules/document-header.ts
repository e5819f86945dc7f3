import { badRequest, invalid } from '../errors.js';
import type { Row, Scalar } from '../store/row.js';
import type { WriteContext } from './rules.js';

/** Currency and payment condition of a document: as given, else those of its account. */
export function termsOf({ company }: WriteContext, values: Row, account: Row): Row {
  const code = values['PaymentCondition'] ?? account['PaymentConditionSales'] ?? null;
  const condition = code === null ? undefined : company.table('cashflow/PaymentConditions').findFirstBy('Code', code);
  if (code !== null && !condition) throw badRequest(`Invalid: Reference: PaymentCondition (${String(code).trim()})`);
  const currency = String(values['Currency'] ?? account['SalesCurrency'] ?? 'EUR');
  if (!company.table('general/Currencies').get(currency))
    throw badRequest(`Invalid: Reference: Currency (${currency})`);
  return {
    PaymentCondition: condition?.row['Code'] ?? null,
    PaymentConditionDescription: condition?.row['Description'] ?? null,
    Currency: currency,
  };
}

/** Sales (20) and return invoices (21) have journals of these types. */
const salesJournals: readonly Scalar[] = [20, 21];

export function getSalesJournal({ company }: WriteContext, code: Scalar | undefined): Row {
  const row = company.table('financial/Journals').findFirstBy('Code', code ?? null)?.row;
  if (!row || row['IsBlocked'] === true) throw invalid(`Reference: Journal (${String(code ?? '').trim()})`);
  if (!salesJournals.includes(row['Type'] ?? null))
    throw invalid(`Journal: ${String(code).trim()} is not a sales journal`);
  return row;
}

/** Cost centre and cost unit of a line must exist. */
export function checkCosts({ company }: WriteContext, values: Row): void {
  for (const [column, table] of [
    ['CostCenter', 'hrm/Costcenters'],
    ['CostUnit', 'hrm/Costunits'],
  ] as const) {
    const code = values[column];
    if (code && !company.table(table).findFirstBy('Code', code)) throw invalid(`Reference: ${column} (${code})`);
  }
}

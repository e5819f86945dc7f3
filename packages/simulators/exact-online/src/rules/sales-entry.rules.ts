import { mandatory } from '../errors.js';
import { add, decimal, multiply, round, toJsonNumber, zero } from '../money.js';
import type { Row } from '../store/row.js';
import { getVatCode } from './document-lines.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, newGuid } from './rules.js';
import { getJournal } from './sales-invoice.rules.js';

function completeLine(context: WriteContext, values: Row): Row {
  const ledger = getReferenced(context, 'financial/GLAccounts', values['GLAccount'], 'GLAccount');
  const vat = getVatCode(context, values['VATCode']);
  const amount = round(decimal(Number(values['AmountFC'] ?? 0)), 2);
  const percentage = vat?.['Type'] === 'N' ? 0 : Number(vat?.['Percentage'] ?? 0);
  const vatAmount = values['VATAmountFC'] ?? toJsonNumber(round(multiply(amount, decimal(percentage)), 2));
  return {
    ...values,
    GLAccountCode: ledger.row['Code'] ?? null,
    GLAccountDescription: ledger.row['Description'] ?? null,
    AmountFC: toJsonNumber(amount),
    AmountDC: toJsonNumber(amount),
    VATCode: vat?.['Code'] ?? null,
    VATCodeDescription: vat?.['Description'] ?? null,
    VATPercentage: percentage,
    VATAmountFC: vatAmount,
    VATAmountDC: vatAmount,
  };
}

function sum(rows: readonly Row[], column: string): number {
  return toJsonNumber(rows.reduce((total, row) => add(total, decimal(Number(row[column] ?? 0))), zero));
}

/** A sales entry books amounts straight to ledger accounts; line amounts are without VAT. */
export const salesEntryRules: EntityRules = {
  insert: (context, { values, children }) => {
    const lineInputs = children.get('SalesEntryLines') ?? [];
    if (lineInputs.length === 0) throw mandatory('SalesEntryLines');
    const customer = getReferenced(context, 'crm/Accounts', values['Customer'], 'Customer');
    const journal = getJournal(context, values['Journal']);
    const rows = lineInputs.map((line) => completeLine(context, line.values));
    const vatAmount = sum(rows, 'VATAmountFC');
    const amount = toJsonNumber(add(decimal(sum(rows, 'AmountFC')), decimal(vatAmount)));
    const now = context.now();
    const date = new Date(now);
    const entryId = values['EntryID'] ?? newGuid();
    const stored = insertRow(context, 'salesentry/SalesEntries', {
      ...{
        EntryDate: now,
        Currency: 'EUR',
        Type: 20,
        TypeDescription: 'Sales entry',
        Status: 20,
        StatusDescription: 'Open',
      },
      ...{ ReportingYear: date.getUTCFullYear(), ReportingPeriod: date.getUTCMonth() + 1 },
      EntryNumber: context.company.nextNumber('salesEntries', 1),
      ...values,
      EntryID: entryId,
      CustomerName: customer.row['Name'] ?? null,
      Journal: journal['Code'] ?? null,
      JournalDescription: journal['Description'] ?? null,
      ...{ AmountFC: amount, AmountDC: amount, VATAmountFC: vatAmount, VATAmountDC: vatAmount },
    });
    rows.forEach((row, index) =>
      insertRow(context, 'salesentry/SalesEntryLines', { ...row, EntryID: entryId, LineNumber: index + 1 }),
    );
    return stored;
  },
  beforeDelete: (context, record) => {
    for (const line of [...context.company.table('salesentry/SalesEntryLines').findBy('EntryID', record.key)]) {
      context.company.delete('salesentry/SalesEntryLines', line, context.author);
    }
  },
};

export const salesEntryLineRules: EntityRules = {
  complete: (context, values) => {
    getReferenced(context, 'salesentry/SalesEntries', values['EntryID'], 'EntryID');
    return completeLine(context, values);
  },
};

import { badRequest, invalid, mandatory } from '../errors.js';
import { add, decimal, multiply, round, toJsonNumber, zero } from '../money.js';
import type { Row, Scalar, Stored } from '../store/row.js';
import { checkCosts, getSalesJournal, termsOf } from './document-header.js';
import { amountDigits, getVatCode, withoutForgottenVat } from './document-lines.js';
import { isMet } from './open-items.js';
import { getOpenPeriod } from './periods.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, newGuid, refuseDeletion } from './rules.js';

const entries = 'salesentry/SalesEntries';
const lines = 'salesentry/SalesEntryLines';

/** 5 is a rejected one. */
const openStatus = 20;

function completeLine(context: WriteContext, given: Row, currency: Scalar | undefined): Row {
  const values = withoutForgottenVat(context, given, 'VATAmountFC');
  const ledger = getReferenced(context, 'financial/GLAccounts', values['GLAccount'], 'GLAccount');
  if (ledger.row['IsBlocked'] === true) throw invalid(`GLAccount: ${String(ledger.row['Code'])} is blocked`);
  checkCosts(context, values);
  const vat = getVatCode(context, values['VATCode']);
  const digits = amountDigits(context, currency);
  const amount = round(decimal(Number(values['AmountFC'] ?? 0)), digits);
  const percentage = vat?.['Type'] === 'N' ? 0 : Number(vat?.['Percentage'] ?? 0);
  const vatAmount = values['VATAmountFC'] ?? toJsonNumber(round(multiply(amount, decimal(percentage)), digits));
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

function totals(rows: readonly Row[]): Row {
  const vatAmount = sum(rows, 'VATAmountFC');
  const amount = toJsonNumber(add(decimal(sum(rows, 'AmountFC')), decimal(vatAmount)));
  return { AmountFC: amount, AmountDC: amount, VATAmountFC: vatAmount, VATAmountDC: vatAmount };
}

function linesOf(context: WriteContext, entryId: string): Stored[] {
  return [...context.company.table(lines).findBy('EntryID', entryId)];
}

function refreshEntry(context: WriteContext, entryId: string): void {
  const entry = context.company.table(entries).get(entryId);
  const rows = linesOf(context, entryId).map(({ row }) => row);
  if (entry) context.company.update(entries, entry, totals(rows), context.author);
}

/** An entry that is processed, in a closed period or met by a payment stays as it is. */
function checkOpen(context: WriteContext, record: Stored): void {
  const { row } = record;
  if (row['Status'] !== openStatus) throw invalid('Status: the sales entry has been processed');
  if (context.settledEntries !== 'free' && isMet(context.company, record))
    throw badRequest('Cannot change: the sales entry has been matched with a payment.');
  getOpenPeriod(context, row['Journal'], Number(row['EntryDate']));
}

function header(context: WriteContext, values: Row): Row {
  const { row: customer } = getReferenced(context, 'crm/Accounts', values['Customer'], 'Customer');
  const journal = getSalesJournal(context, values['Journal']);
  const date = Number(values['EntryDate'] ?? context.now());
  const { year, period } = getOpenPeriod(context, journal['Code'], date);
  return {
    ...{ Type: 20, TypeDescription: 'Sales entry', Status: openStatus, StatusDescription: 'Open' },
    ...values,
    ...termsOf(context, values, customer),
    ...{ EntryDate: date, ReportingYear: year, ReportingPeriod: period },
    EntryID: values['EntryID'] ?? newGuid(),
    CustomerName: customer['Name'] ?? null,
    ...{ Journal: journal['Code'] ?? null, JournalDescription: journal['Description'] ?? null },
  };
}

/** A sales entry books amounts straight to ledger accounts; line amounts are without VAT. */
export const salesEntryRules: EntityRules = {
  insert: (context, { values, children }) => {
    const lineInputs = children.get('SalesEntryLines') ?? [];
    if (lineInputs.length === 0) throw mandatory('SalesEntryLines');
    const entry = header(context, values);
    const rows = lineInputs.map((line) => completeLine(context, line.values, entry['Currency']));
    const EntryNumber = values['EntryNumber'] ?? context.company.nextNumber('salesEntries', 1);
    // Its open item is known by this number, which bank lines name as `OurRef`.
    const InvoiceNumber = values['InvoiceNumber'] ?? EntryNumber;
    const stored = insertRow(context, entries, { ...entry, ...totals(rows), EntryNumber, InvoiceNumber });
    rows.forEach((row, index) => insertRow(context, lines, { ...row, EntryID: stored.key, LineNumber: index + 1 }));
    return stored;
  },
  change: (context, record, changes) => {
    checkOpen(context, record);
    return header(context, { ...record.row, ...changes });
  },
  afterChange: (context, record) => refreshEntry(context, record.key),
  beforeDelete: (context, record) => {
    checkOpen(context, record);
    refuseDeletion(context, true);
    for (const line of linesOf(context, record.key)) context.company.delete(lines, line, context.author);
  },
};

function openEntryOf(context: WriteContext, entryId: Scalar | undefined): Stored {
  const entry = getReferenced(context, entries, entryId, 'EntryID');
  checkOpen(context, entry);
  return entry;
}

export const salesEntryLineRules: EntityRules = {
  complete: (context, values) => {
    const entry = openEntryOf(context, values['EntryID']);
    const last = Math.max(0, ...linesOf(context, entry.key).map(({ row }) => Number(row['LineNumber'] ?? 0)));
    return { ...completeLine(context, values, entry.row['Currency']), LineNumber: last + 1 };
  },
  change: (context, record, changes) => {
    const entry = openEntryOf(context, record.row['EntryID']);
    const { VATAmountFC: kept, ...merged } = { ...record.row, ...changes };
    const isGiven = 'VATAmountFC' in changes || !('AmountFC' in changes || 'VATCode' in changes);
    return completeLine(context, isGiven ? { ...merged, VATAmountFC: kept ?? null } : merged, entry.row['Currency']);
  },
  beforeDelete: (context, record) => void openEntryOf(context, record.row['EntryID']),
  afterWrite: (context, record) => refreshEntry(context, String(record.row['EntryID'])),
  afterDelete: (context, record) => refreshEntry(context, String(record.row['EntryID'])),
};

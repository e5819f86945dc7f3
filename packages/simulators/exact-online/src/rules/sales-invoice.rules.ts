import { badRequest, invalid, mandatory } from '../errors.js';
import type { Row, Stored } from '../store/row.js';
import { checkCosts, getSalesJournal, termsOf } from './document-header.js';
import { amountDigits, completeItemLine, forgetCalculated } from './document-lines.js';
import { documentTotals } from './line-amounts.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, newGuid, refuseDeletion } from './rules.js';

export const invoices = 'salesinvoice/SalesInvoices';
const lines = 'salesinvoice/SalesInvoiceLines';
const vatAmountColumn = 'VATAmountFC';

const types: Record<number, string> = {
  8020: 'Sales invoice',
  8021: 'Sales credit note',
  8023: 'Direct sales invoice',
};

/** As ledger entries have them (20 open, 50 processed); that invoices have the same two is not sourced. */
export const invoiceStatus = {
  open: { Status: 20, StatusDescription: 'Open' },
  final: { Status: 50, StatusDescription: 'Processed' },
} as const;

export function isOpenInvoice({ row }: Stored): boolean {
  return row['Status'] === invoiceStatus.open.Status;
}

function refuseChange(record: Stored): void {
  if (!isOpenInvoice(record)) throw badRequest('Cannot change: the sales invoice has been processed.');
}

function completeLine(context: WriteContext, values: Row, account: Row, invoice: Row): Row {
  const item = getReferenced(context, 'logistics/Items', values['Item'], 'Item');
  const glAccount = values['GLAccount'] ?? item.row['GLRevenue'];
  if (!glAccount) throw mandatory('GLAccount');
  const ledger = getReferenced(context, 'financial/GLAccounts', glAccount, 'GLAccount');
  checkCosts(context, values);
  const { row } = completeItemLine(context, values, { account, currency: invoice['Currency'], vatAmountColumn });
  return {
    ...row,
    GLAccount: ledger.key,
    GLAccountDescription: ledger.row['Description'] ?? null,
    VATAmountDC: row[vatAmountColumn] ?? 0,
    InvoiceID: invoice['InvoiceID'] ?? null,
  };
}

function totals(context: WriteContext, invoice: Row, rows: readonly Row[]): Row {
  const sums = documentTotals(
    rows.map((row) => ({ amountExclVat: Number(row['AmountFC'] ?? 0), vatAmount: Number(row[vatAmountColumn] ?? 0) })),
    { discount: Number(invoice['Discount'] ?? 0), digits: amountDigits(context, invoice['Currency']) },
  );
  return {
    AmountFC: sums.amountInclVat,
    AmountDC: sums.amountInclVat,
    AmountFCExclVat: sums.amountExclVat,
    AmountDiscount: sums.discountInclVat,
    AmountDiscountExclVat: sums.discountExclVat,
    VATAmountFC: sums.vatAmount,
    VATAmountDC: sums.vatAmount,
  };
}

function linesOf(context: WriteContext, invoiceId: string): Stored[] {
  return [...context.company.table(lines).findBy('InvoiceID', invoiceId)];
}

function refreshInvoice(context: WriteContext, invoiceId: string): void {
  const invoice = context.company.table(invoices).get(invoiceId);
  if (!invoice) return;
  const rows = linesOf(context, invoiceId).map(({ row }) => row);
  context.company.update(invoices, invoice, totals(context, invoice.row, rows), context.author);
}

/** Delivery address and contact person must exist; the address is one of the account's. */
function checkRecipients(context: WriteContext, { DeliverToAddress: address, ...values }: Row, account: Stored): void {
  const person = values['OrderedByContactPerson'];
  if (person) getReferenced(context, 'crm/Contacts', person, 'OrderedByContactPerson');
  if (!address) return;
  const { row } = getReferenced(context, 'crm/Addresses', address, 'DeliverToAddress');
  if (row['Account'] !== (values['DeliverTo'] ?? account.key)) throw invalid('Reference: DeliverToAddress');
}

function invoiceHeader(context: WriteContext, values: Row, account: Stored): Row {
  const journal = getSalesJournal(context, values['Journal']);
  const type = Number(values['Type'] ?? 8020);
  if (!types[type]) throw invalid(`Type: ${type}; it must be 8020, 8021 or 8023`);
  checkRecipients(context, values, account);
  const party = { OrderedBy: account.key, DeliverTo: account.key, InvoiceTo: account.key };
  const name = account.row['Name'] ?? null;
  return {
    ...{ OrderDate: context.now(), Discount: 0 },
    ...party,
    ...values,
    ...termsOf(context, values, account.row),
    ...{ OrderedByName: name, DeliverToName: name, InvoiceToName: name },
    ...{ Journal: journal['Code'] ?? null, JournalDescription: journal['Description'] ?? null },
    ...{ Type: type, TypeDescription: types[type] ?? null },
    ...invoiceStatus.open,
    // That a draft has neither number nor date of its own is not sourced.
    ...{ InvoiceNumber: 0, InvoiceDate: null },
    InvoiceID: values['InvoiceID'] ?? newGuid(),
  };
}

/** A draft until it is printed, see `printed-sales-invoice.rules.ts`. */
export const salesInvoiceRules: EntityRules = {
  insert: (context, { values, children }) => {
    const lineInputs = children.get('SalesInvoiceLines') ?? [];
    if (lineInputs.length === 0) throw mandatory('SalesInvoiceLines');
    const account = getReferenced(context, 'crm/Accounts', values['OrderedBy'], 'OrderedBy');
    const invoice = invoiceHeader(context, values, account);
    const rows = lineInputs.map((line) => completeLine(context, line.values, account.row, invoice));
    const orderNumber = context.company.nextNumber('invoiceOrders', 1);
    Object.assign(invoice, totals(context, invoice, rows), { OrderNumber: orderNumber });
    const stored = insertRow(context, invoices, invoice);
    rows.forEach((row, index) => insertRow(context, lines, { ...row, LineNumber: index + 1 }));
    return stored;
  },
  change: (context, record, changes) => {
    refuseChange(record);
    const account = getReferenced(
      context,
      'crm/Accounts',
      changes['OrderedBy'] ?? record.row['OrderedBy'],
      'OrderedBy',
    );
    const name = account.row['Name'] ?? null;
    return { ...changes, ...termsOf(context, { ...record.row, ...changes }, account.row), OrderedByName: name };
  },
  afterChange: (context, record) => refreshInvoice(context, record.key),
  beforeDelete: (context, record) => {
    refuseDeletion(context, isOpenInvoice(record));
    for (const line of linesOf(context, record.key)) context.company.delete(lines, line, context.author);
  },
};

function openInvoiceOf(context: WriteContext, invoiceId: Row[string] | undefined): { invoice: Stored; account: Row } {
  const invoice = getReferenced(context, invoices, invoiceId, 'InvoiceID');
  refuseChange(invoice);
  return { invoice, account: getReferenced(context, 'crm/Accounts', invoice.row['OrderedBy'], 'OrderedBy').row };
}

export const salesInvoiceLineRules: EntityRules = {
  complete: (context, values) => {
    const { invoice, account } = openInvoiceOf(context, values['InvoiceID']);
    const last = Math.max(0, ...linesOf(context, invoice.key).map(({ row }) => Number(row['LineNumber'] ?? 0)));
    return { ...completeLine(context, values, account, invoice.row), LineNumber: last + 1 };
  },
  change: (context, record, changes) => {
    const { invoice, account } = openInvoiceOf(context, record.row['InvoiceID']);
    return completeLine(context, forgetCalculated(record.row, changes, vatAmountColumn), account, invoice.row);
  },
  beforeDelete: (context, record) => void openInvoiceOf(context, record.row['InvoiceID']),
  afterWrite: (context, record) => refreshInvoice(context, String(record.row['InvoiceID'])),
  afterDelete: (context, record) => refreshInvoice(context, String(record.row['InvoiceID'])),
};

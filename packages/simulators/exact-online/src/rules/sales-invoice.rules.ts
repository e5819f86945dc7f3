import { badRequest, invalid, mandatory } from '../errors.js';
import type { Row, Scalar, Stored } from '../store/row.js';
import { amountDigits, completeItemLine } from './document-lines.js';
import { documentTotals } from './line-amounts.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, newGuid } from './rules.js';

const invoices = 'salesinvoice/SalesInvoices';
const lines = 'salesinvoice/SalesInvoiceLines';
const vatAmountColumn = 'VATAmountFC';

const types: Record<number, string> = {
  8020: 'Sales invoice',
  8021: 'Sales credit note',
  8023: 'Direct sales invoice',
};

export function getJournal(context: WriteContext, code: Scalar | undefined): Row {
  const found = context.company.table('financial/Journals').findFirstBy('Code', code ?? null);
  if (!found) throw invalid(`Reference: Journal (${String(code ?? '').trim()})`);
  return found.row;
}

function completeLine(context: WriteContext, values: Row, account: Row, invoice: Row): Row {
  const item = getReferenced(context, 'logistics/Items', values['Item'], 'Item');
  const glAccount = values['GLAccount'] ?? item.row['GLRevenue'];
  if (!glAccount) throw mandatory('GLAccount');
  const ledger = getReferenced(context, 'financial/GLAccounts', glAccount, 'GLAccount');
  const { row } = completeItemLine(context, values, {
    account,
    currency: invoice['Currency'],
    vatAmountColumn,
  });
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

function invoiceHeader(context: WriteContext, values: Row, account: Stored): Row {
  const journal = getJournal(context, values['Journal']);
  const type = Number(values['Type'] ?? 8020);
  if (!types[type]) throw invalid(`Type: ${type}; it must be 8020, 8021 or 8023`);
  const party = { OrderedBy: account.key, DeliverTo: account.key, InvoiceTo: account.key };
  const name = account.row['Name'] ?? null;
  const now = context.now();
  return {
    OrderDate: now,
    Currency: 'EUR',
    Discount: 0,
    ...party,
    ...values,
    ...{ OrderedByName: name, DeliverToName: name, InvoiceToName: name },
    ...{ Journal: journal['Code'] ?? null, JournalDescription: journal['Description'] ?? null },
    ...{ Type: type, TypeDescription: types[type] ?? null },
    ...{ Status: 20, StatusDescription: 'Open', InvoiceDate: now, InvoiceNumber: 0 },
    InvoiceID: values['InvoiceID'] ?? newGuid(),
  };
}

export const salesInvoiceRules: EntityRules = {
  insert: (context, { values, children }) => {
    const lineInputs = children.get('SalesInvoiceLines') ?? [];
    if (lineInputs.length === 0) throw mandatory('SalesInvoiceLines');
    const account = getReferenced(context, 'crm/Accounts', values['OrderedBy'], 'OrderedBy');
    const invoice = invoiceHeader(context, values, account);
    const rows = lineInputs.map((line) => completeLine(context, line.values, account.row, invoice));
    Object.assign(invoice, totals(context, invoice, rows), {
      InvoiceNumber: context.company.nextNumber('salesInvoices', 1),
      OrderNumber: context.company.nextNumber('invoiceOrders', 1),
    });
    const stored = insertRow(context, invoices, invoice);
    rows.forEach((row, index) => insertRow(context, lines, { ...row, LineNumber: index + 1 }));
    return stored;
  },
  beforeDelete: (context, record) => {
    if (record.row['Status'] !== 20) throw badRequest('Cannot delete: the sales invoice has been processed.');
    for (const line of linesOf(context, record.key)) context.company.delete(lines, line, context.author);
  },
};

export const salesInvoiceLineRules: EntityRules = {
  complete: (context, values) => {
    const invoice = getReferenced(context, invoices, values['InvoiceID'], 'InvoiceID');
    const account = getReferenced(context, 'crm/Accounts', invoice.row['OrderedBy'], 'OrderedBy');
    const last = Math.max(0, ...linesOf(context, invoice.key).map(({ row }) => Number(row['LineNumber'] ?? 0)));
    return { ...completeLine(context, values, account.row, invoice.row), LineNumber: last + 1 };
  },
  afterWrite: (context, record) => refreshInvoice(context, String(record.row['InvoiceID'])),
  afterDelete: (context, record) => refreshInvoice(context, String(record.row['InvoiceID'])),
};

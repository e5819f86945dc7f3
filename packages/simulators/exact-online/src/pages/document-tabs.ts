import type { Company } from '../store/company.js';
import type { Row } from '../store/row.js';
import { type Tab, date, day, linesOf, money, newestOf, number, plain, text } from './cells.js';

/** `3 × MUG Mug à 4.5 = 13.50` */
function itemLine(row: Row): string {
  const goods = `${text(row['Quantity'])} × ${text(row['ItemCode'])} ${text(row['Description'])}`;
  return `${goods} à ${text(row['NetPrice'])} = ${money(row['AmountFC'])}${vatOf(row)}`;
}

function ledgerLine(row: Row): string {
  const account = `${text(row['GLAccountCode'])} ${text(row['GLAccountDescription'])}`;
  return `${account}: ${money(row['AmountFC'])}${vatOf(row)}`;
}

function vatOf(row: Row): string {
  return row['VATCode'] ? ` (VAT code ${text(row['VATCode'])})` : '';
}

const amounts = [number('Excl. VAT'), number('VAT'), number('Total'), plain('Status')];

function orderRow(company: Company, row: Row): string[] {
  const at = { table: 'salesorder/SalesOrders', lines: 'SalesOrderLines', key: row['OrderID'] };
  return [
    text(row['OrderNumber']),
    text(row['YourRef']),
    day(row['OrderDate']),
    text(row['OrderedByName']),
    linesOf(company, at, itemLine),
    money(row['AmountFCExclVat']),
    money(row['VATAmount']),
    money(row['AmountFC']),
    text(row['StatusDescription']),
  ];
}

function invoiceRow(company: Company, row: Row): string[] {
  const at = { table: 'salesinvoice/SalesInvoices', lines: 'SalesInvoiceLines', key: row['InvoiceID'] };
  return [
    row['InvoiceNumber'] ? text(row['InvoiceNumber']) : 'draft',
    text(row['TypeDescription']),
    text(row['Journal']),
    text(row['YourRef']),
    day(row['InvoiceDate'] ?? row['OrderDate']),
    text(row['InvoiceToName']),
    linesOf(company, at, itemLine),
    money(row['AmountFCExclVat']),
    money(row['VATAmountFC']),
    money(row['AmountFC']),
    text(row['StatusDescription']),
  ];
}

function entryRow(company: Company, row: Row): string[] {
  const at = { table: 'salesentry/SalesEntries', lines: 'SalesEntryLines', key: row['EntryID'] };
  return [
    text(row['EntryNumber']),
    text(row['InvoiceNumber']),
    text(row['Journal']),
    text(row['YourRef']),
    day(row['EntryDate']),
    text(row['CustomerName']),
    linesOf(company, at, ledgerLine),
    money(Number(row['AmountFC'] ?? 0) - Number(row['VATAmountFC'] ?? 0)),
    money(row['VATAmountFC']),
    money(row['AmountFC']),
    text(row['StatusDescription']),
  ];
}

/** Sales orders, invoices and entries, the newest first. */
export const documentTabs: readonly Tab[] = [
  {
    name: 'orders',
    title: 'Sales orders',
    columns: [plain('Number'), plain('Your ref.'), date('Date'), plain('Ordered by'), plain('Lines'), ...amounts],
    rows: (company) => newestOf(company, 'salesorder/SalesOrders').map((row) => orderRow(company, row)),
  },
  {
    name: 'invoices',
    title: 'Sales invoices',
    columns: [
      ...[plain('Number'), plain('Type'), plain('Journal'), plain('Your ref.'), date('Date'), plain('Invoice to')],
      ...[plain('Lines'), ...amounts],
    ],
    rows: (company) => newestOf(company, 'salesinvoice/SalesInvoices').map((row) => invoiceRow(company, row)),
  },
  {
    name: 'entries',
    title: 'Sales entries',
    columns: [
      ...[plain('Number'), plain('Invoice'), plain('Journal'), plain('Your ref.'), date('Date'), plain('Customer')],
      ...[plain('Lines'), ...amounts],
    ],
    rows: (company) => newestOf(company, 'salesentry/SalesEntries').map((row) => entryRow(company, row)),
  },
];

import type { JsonValue } from '@koppel/contracts';

export type DocumentType = 'sales_order' | 'sales_invoice' | 'sales_entry';

export interface DocumentTables {
  documents: string;
  lines: string;
  key: string;
  /** On what a line is booked. */
  item: string;
  vat: string;
  settings: Record<string, JsonValue>;
}

export const tables: Readonly<Record<DocumentType, DocumentTables>> = {
  sales_order: {
    ...{ documents: 'salesorder/SalesOrders', lines: 'salesorder/SalesOrderLines', key: 'OrderID' },
    ...{ item: 'ItemCode', vat: 'VATAmount', settings: {} },
  },
  sales_invoice: {
    ...{ documents: 'salesinvoice/SalesInvoices', lines: 'salesinvoice/SalesInvoiceLines', key: 'InvoiceID' },
    ...{ item: 'ItemCode', vat: 'VATAmountFC', settings: { salesJournal: '71', invoiceState: 'final' } },
  },
  sales_entry: {
    ...{ documents: 'salesentry/SalesEntries', lines: 'salesentry/SalesEntryLines', key: 'EntryID' },
    ...{ item: 'GLAccountCode', vat: 'VATAmountFC' },
    settings: {
      ...{ salesJournal: '71', revenueAccounts: { '*': '8000' }, roundingAccount: '4990' },
      ...{ voucherAccount: '1500', differenceAccount: '4990' },
    },
  },
};

/** Amounts without VAT and their VAT, in cents. */
export interface Book {
  net: number;
  vat: number;
}

/** By percentage of VAT. */
export type Books = Record<string, Book>;

/** The lines of documents by percentage of VAT, without what is 0. */
export function booksOf({ vat }: DocumentTables, lines: readonly Record<string, unknown>[]): Books {
  const books: Books = {};
  for (const line of lines) {
    const book = (books[String(Math.round(Number(line['VATPercentage']) * 100))] ??= { net: 0, vat: 0 });
    book.net += Math.round(Number(line['AmountFC']) * 100);
    book.vat += Math.round(Number(line[vat]) * 100);
  }
  return Object.fromEntries(Object.entries(books).filter(([, book]) => book.net !== 0 || book.vat !== 0));
}

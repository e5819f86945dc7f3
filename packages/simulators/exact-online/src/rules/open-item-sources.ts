import type { Company } from '../store/company.js';
import type { Row, Scalar } from '../store/row.js';
import { invoiceStatus } from './sales-invoice.rules.js';

/** The type of ledger accounts of debtors; other lines neither open nor settle an item. */
export const debtorType = 20;

/** A booking on debtors: a receivable, or money that was received or paid. */
export interface Booking {
  kind: 'receivable' | 'payment';
  account: string;
  invoiceNumber: Scalar;
  /** As it is booked; for a payment its sign depends on a switch. */
  amount: number;
  /** The columns of the list of receivables that the booking gives. */
  columns: Row & { CurrencyCode: Scalar };
}

type ReadBooking = (company: Company, row: Row) => Booking | undefined;

function conditionDays(company: Company, code: Scalar | undefined): number {
  const condition = company.table('cashflow/PaymentConditions').findFirstBy('Code', code ?? null);
  return Number(condition?.row['PaymentDays'] ?? 0);
}

function documentColumns(
  company: Company,
  row: Row,
  { date, number }: { date: Scalar; number: Scalar },
): Booking['columns'] {
  const due = Number(date) + conditionDays(company, row['PaymentCondition']) * 86_400_000;
  return {
    CurrencyCode: row['Currency'] ?? null,
    Description: row['Description'] ?? null,
    DueDate: row['DueDate'] ?? due,
    EntryNumber: number,
    InvoiceDate: date,
    JournalCode: row['Journal'] ?? null,
    JournalDescription: row['JournalDescription'] ?? null,
    YourRef: row['YourRef'] ?? null,
  };
}

const readEntry: ReadBooking = (company, row) => ({
  kind: 'receivable',
  account: String(row['Customer']),
  invoiceNumber: row['InvoiceNumber'] ?? null,
  amount: Number(row['AmountFC'] ?? 0),
  columns: documentColumns(company, row, { date: row['EntryDate'] ?? null, number: row['EntryNumber'] ?? null }),
});

/** A draft is no receivable. The number of the entry that a final invoice makes is not sourced: its own. */
const readInvoice: ReadBooking = (company, row) => {
  if (row['Status'] !== invoiceStatus.final.Status) return undefined;
  const number = row['InvoiceNumber'] ?? null;
  return {
    kind: 'receivable',
    account: String(row['InvoiceTo'] ?? row['OrderedBy']),
    invoiceNumber: number,
    amount: Number(row['AmountFC'] ?? 0),
    columns: documentColumns(company, row, { date: row['InvoiceDate'] ?? null, number }),
  };
};

/** A line on an account of debtors that names whose it is. */
function readLine(entries: string): ReadBooking {
  return (company, row) => {
    const ledger = company.table('financial/GLAccounts').get(String(row['GLAccount']));
    const entry = company.table(entries).get(String(row['EntryID']))?.row;
    if (ledger?.row['Type'] !== debtorType || !row['Account'] || !entry) return undefined;
    const date = row['Date'] ?? null;
    return {
      kind: 'payment',
      account: String(row['Account']),
      invoiceNumber: row['OurRef'] ?? null,
      amount: Number(row['AmountFC'] ?? 0),
      columns: {
        CurrencyCode: entry['Currency'] ?? null,
        Description: row['Description'] ?? null,
        ...{ DueDate: date, InvoiceDate: date, EntryNumber: entry['EntryNumber'] ?? null, YourRef: null },
        ...{ JournalCode: entry['JournalCode'] ?? null, JournalDescription: entry['JournalDescription'] ?? null },
      },
    };
  };
}

/** What is booked on debtors, by table. */
export const bookingReaders: Readonly<Record<string, ReadBooking>> = {
  'salesentry/SalesEntries': readEntry,
  'salesinvoice/SalesInvoices': readInvoice,
  'financialtransaction/BankEntryLines': readLine('financialtransaction/BankEntries'),
  'financialtransaction/CashEntryLines': readLine('financialtransaction/CashEntries'),
};

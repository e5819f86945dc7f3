import { type Decimal, decimal, toJsonNumber } from '../money.js';
import type { Change, Company } from '../store/company.js';
import type { Row, Stored } from '../store/row.js';
import { type Booking, bookingReaders } from './open-item-sources.js';
import type { PaymentSwitches } from './rules.js';
import { paidAmount, settle } from './settlement.js';

/** What is open, with two columns that the endpoint does not show: the record it comes from, and whom it can settle with. */
const list = 'read/financial/ReceivablesList';

type Matching = Pick<PaymentSwitches, 'matching' | 'receiptSign'>;

/** Bookings settle each other within an account, an invoice number and a currency. */
function matchKey({ account, invoiceNumber, columns }: Booking): string {
  return [account, invoiceNumber ?? '', columns.CurrencyCode].join('|');
}

interface Open extends Booking {
  record: Stored;
  open: Decimal;
}

function bookingsOf(company: Company, key: string, { receiptSign }: Matching): Open[] {
  return Object.entries(bookingReaders).flatMap(([table, read]) =>
    [...company.table(table).findBy('MatchKey', key)].flatMap((record) => {
      const booking = read(company, record.row);
      if (!booking) return [];
      const amount = decimal(booking.amount);
      return [{ ...booking, record, open: booking.kind === 'payment' ? paidAmount(amount, receiptSign) : amount }];
    }),
  );
}

function listRow(company: Company, { account, invoiceNumber, columns, open, record }: Open, key: string): Row {
  const debtor = company.table('crm/Accounts').get(account)?.row;
  return {
    ...columns,
    ...{ AccountId: account, AccountCode: debtor?.['Code'] ?? null, AccountName: debtor?.['Name'] ?? null },
    ...{ InvoiceNumber: invoiceNumber, Amount: toJsonNumber(open), AmountInTransit: 0 },
    ...{ SourceID: record.key, MatchKey: key },
  };
}

/** Settles the bookings of one key, and lists what stays open of them. */
function refresh(company: Company, key: string, switches: Matching): void {
  const bookings = bookingsOf(company, key, switches);
  settle(bookings, switches.matching);
  const table = company.table(list);
  const gone = new Map([...table.findBy('MatchKey', key)].map((record) => [String(record.row['SourceID']), record]));
  for (const booking of bookings.filter(({ open }) => open.digits !== 0n)) {
    const row = listRow(company, booking, key);
    const listed = gone.get(booking.record.key);
    gone.delete(booking.record.key);
    if (listed) company.derive(list, listed, row);
    else company.restore(list, { ...row, HID: company.nextNumber('openItems', 1) });
  }
  for (const record of gone.values()) table.delete(record);
}

/** Notes which bookings a record can settle with; returns the keys before and now. */
function noteKey(company: Company, table: string, record: Stored): string[] {
  const before = record.row['MatchKey'] ?? null;
  const booking = bookingReaders[table]?.(company, record.row);
  const now = booking ? matchKey(booking) : null;
  if (before !== now) company.derive(table, record, { MatchKey: now });
  return [before, now].filter((key) => typeof key === 'string');
}

/** Keeps the list of what is open after a change of what it is made of. */
export function followOpenItems({ company, table, action, record }: Change, switches: Matching): void {
  if (!(table in bookingReaders)) return;
  const removed = record.row['MatchKey'];
  const keys = action === 'Delete' ? [String(removed ?? '')] : noteKey(company, table, record);
  for (const key of new Set(keys)) refresh(company, key, switches);
}

/** Makes the list anew, as after a change of the switches. */
export function rebuildOpenItems(company: Company, switches: Matching): void {
  const keys = Object.keys(bookingReaders).flatMap((table) =>
    [...company.table(table).values()].flatMap((record) => noteKey(company, table, record)),
  );
  for (const key of new Set(keys)) refresh(company, key, switches);
}

/** Whether a payment has met the open item of a sales entry, wholly or in part. */
export function isMet(company: Company, { key, row }: Stored): boolean {
  const amount = Number(row['AmountFC'] ?? 0);
  const listed = company.table(list).findFirstBy('SourceID', key);
  return amount !== 0 && Number(listed?.row['Amount'] ?? 0) !== amount;
}

import type { Company } from '../store/company.js';
import type { Row } from '../store/row.js';
import { type Tab, date, day, linesOf, money, newestOf, number, plain, rowsOf, text } from './cells.js';

/** `2026-10-06 1300 Debtors, De Gouden Lantaarn, invoice 7: 4.05 (Order W-1)` */
function paymentLine(row: Row): string {
  const parts = [
    `${day(row['Date'])} ${text(row['GLAccountCode'])} ${text(row['GLAccountDescription'])}`,
    text(row['AccountName']),
    row['OurRef'] ? `invoice ${text(row['OurRef'])}` : '',
  ].filter((part) => part !== '');
  const description = row['Description'] ? ` (${text(row['Description'])})` : '';
  return `${parts.join(', ')}: ${money(row['AmountFC'])}${description}`;
}

function paymentRow(company: Company, kind: 'Bank' | 'Cash', row: Row): string[] {
  const at = { table: `financialtransaction/${kind}Entries`, lines: `${kind}EntryLines`, key: row['EntryID'] };
  return [
    text(row['EntryNumber']),
    `${text(row['JournalCode'])} ${text(row['JournalDescription'])}`,
    `${text(row['FinancialYear'])} / ${text(row['FinancialPeriod'])}`,
    linesOf(company, at, paymentLine),
    text(row['Currency']),
    money(row['OpeningBalanceFC']),
    money(row['ClosingBalanceFC']),
    text(row['StatusDescription']),
  ];
}

function paymentTab(kind: 'Bank' | 'Cash'): Tab {
  return {
    name: kind.toLowerCase(),
    title: `${kind} entries`,
    columns: [
      ...[plain('Number'), plain('Journal'), plain('Period'), plain('Lines'), plain('Currency')],
      ...[number('Opening balance'), number('Closing balance'), plain('Status')],
    ],
    rows: (company) =>
      newestOf(company, `financialtransaction/${kind}Entries`).map((row) => paymentRow(company, kind, row)),
  };
}

/** Money that is booked, what is open, and VAT. */
export const moneyTabs: readonly Tab[] = [
  paymentTab('Bank'),
  paymentTab('Cash'),
  {
    name: 'open',
    title: 'Open items',
    columns: [
      ...[plain('Account'), plain('Name'), plain('Invoice'), plain('Entry'), plain('Journal'), plain('Your ref.')],
      ...[plain('Description'), date('Date'), date('Due'), number('Open'), plain('Currency')],
    ],
    rows: (company) =>
      rowsOf(company, 'read/financial/ReceivablesList').map((row) => [
        ...[text(row['AccountCode']), text(row['AccountName']), text(row['InvoiceNumber']), text(row['EntryNumber'])],
        ...[text(row['JournalCode']), text(row['YourRef']), text(row['Description'])],
        ...[day(row['InvoiceDate']), day(row['DueDate']), money(row['Amount']), text(row['CurrencyCode'])],
      ]),
  },
  {
    name: 'vat',
    title: 'VAT codes',
    columns: [plain('Code'), plain('Description'), plain('Type'), number('Percentage')],
    rows: (company) =>
      rowsOf(company, 'vat/VATCodes').map((row) => [
        ...[text(row['Code']), text(row['Description']), vatTypes[text(row['Type'])] ?? ''],
        `${Number((Number(row['Percentage'] ?? 0) * 100).toFixed(2))} %`,
      ]),
  },
];

const vatTypes: Readonly<Record<string, string>> = {
  E: 'Exclusive',
  I: 'Inclusive',
  B: 'Base only',
  N: 'No VAT',
};

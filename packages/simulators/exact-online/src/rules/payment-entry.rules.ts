import { alreadyExists, invalid, mandatory } from '../errors.js';
import { add, decimal, round, subtract, toJsonNumber, zero } from '../money.js';
import type { Row, Scalar, Stored } from '../store/row.js';
import { checkCosts } from './document-header.js';
import { amountDigits, getVatCode } from './document-lines.js';
import type { Input } from './input.js';
import { debtorType } from './open-item-sources.js';
import { type Period, getOpenPeriod, hasPeriod, refuseClosedPeriod } from './periods.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, newGuid, refuseDeletion } from './rules.js';

export type PaymentKind = 'Bank' | 'Cash';

/** A provider's clearing journal (16) is booked by bank entries too. */
const journalTypes: Record<PaymentKind, readonly Scalar[]> = { Bank: [12, 16], Cash: [10] };

const openStatus = { Status: 20, StatusDescription: 'Open' };

interface Tables {
  kind: PaymentKind;
  entries: string;
  lines: string;
}

function paymentTables(kind: PaymentKind): Tables {
  return {
    kind,
    entries: `financialtransaction/${kind}Entries`,
    lines: `financialtransaction/${kind}EntryLines`,
  };
}

function getJournal({ company }: WriteContext, { kind }: Tables, code: Scalar | undefined): Row {
  const row = company.table('financial/Journals').findFirstBy('Code', code ?? null)?.row;
  const text = String(code ?? '').trim();
  if (!row) throw invalid(`Reference: JournalCode (${text})`);
  if (row['IsBlocked'] === true) throw invalid(`JournalCode: ${text} is blocked`);
  if (!journalTypes[kind].includes(row['Type'] ?? null))
    throw invalid(`JournalCode: ${text} is not a journal for ${kind.toLowerCase()} entries`);
  return row;
}

/** An entry is in the currency of its journal, unless the journal allows others. */
function currencyOf(context: WriteContext, journal: Row, given: Scalar | undefined): string {
  const own = String(journal['Currency'] ?? 'EUR');
  const currency = String(given ?? own);
  if (!context.company.table('general/Currencies').get(currency)) throw invalid(`Reference: Currency (${currency})`);
  if (currency !== own && journal['AllowVariableCurrency'] !== true)
    throw invalid(`Currency: ${currency}; journal ${String(journal['Code'])} is in ${own}`);
  return currency;
}

/** The given period, or the one of the first line; neither it nor that of any line may be closed. */
function periodOf(context: WriteContext, journal: Row, values: Row, days: readonly number[]): Period {
  const [first = context.now()] = days;
  const [own] = days.map((day) => getOpenPeriod(context, journal['Code'], day));
  const { FinancialYear: year, FinancialPeriod: period } = values;
  if (year === undefined && period === undefined) return own ?? getOpenPeriod(context, journal['Code'], first);
  const given = { year: Number(year ?? own?.year), period: Number(period ?? own?.period) };
  if (!hasPeriod(context.company, given)) throw invalid(`Period: ${given.year} / ${given.period} does not exist`);
  refuseClosedPeriod(context, journal['Code'], given);
  return given;
}

/** A line of debtors belongs to an account; that Exact Online insists on it is not sourced. */
function completeLine(context: WriteContext, values: Row, currency: string): Row {
  const ledger = getReferenced(context, 'financial/GLAccounts', values['GLAccount'], 'GLAccount');
  if (ledger.row['IsBlocked'] === true) throw invalid(`GLAccount: ${String(ledger.row['Code'])} is blocked`);
  if (ledger.row['Type'] === debtorType && !values['Account']) throw mandatory('Account');
  const account = values['Account'] ? getReferenced(context, 'crm/Accounts', values['Account'], 'Account') : undefined;
  checkCosts(context, values);
  const vat = getVatCode(context, values['VATCode']);
  const amount = toJsonNumber(round(decimal(Number(values['AmountFC'] ?? 0)), amountDigits(context, currency)));
  return {
    Date: context.now(),
    ...values,
    ...{ AmountFC: amount, AmountDC: amount },
    ...{ AccountCode: account?.row['Code'] ?? null, AccountName: account?.row['Name'] ?? null },
    GLAccountCode: ledger.row['Code'] ?? null,
    GLAccountDescription: ledger.row['Description'] ?? null,
    ...{ VATCode: vat?.['Code'] ?? null, VATCodeDescription: vat?.['Description'] ?? null },
    VATPercentage: vat?.['Percentage'] ?? null,
  };
}

/** The closing balance of the journal's last entry. */
function lastBalance({ company }: WriteContext, { entries }: Tables, journal: Row): number {
  const before = [...company.table(entries).findBy('JournalCode', journal['Code'] ?? null)].map(({ row }) => row);
  before.sort((a, b) => Number(b['EntryNumber']) - Number(a['EntryNumber']));
  return Number(before[0]?.['ClosingBalanceFC'] ?? 0);
}

/** What the balance becomes by lines whose sign is that of money in, or its opposite. */
function closingBalance({ receiptSign }: WriteContext, opening: number, rows: readonly Row[]): number {
  const change = rows.reduce((total, row) => add(total, decimal(Number(row['AmountFC'] ?? 0))), zero);
  const start = decimal(opening);
  return toJsonNumber(receiptSign === 'negative' ? subtract(start, change) : add(start, change));
}

/** A given closing balance must fit; a balance that is not given follows from the journal and the lines. */
function balances(context: WriteContext, tables: Tables, { values, journal, rows }: Balanced): Row {
  const opening = Number(values['OpeningBalanceFC'] ?? lastBalance(context, tables, journal));
  const closing = closingBalance(context, opening, rows);
  const given = values['ClosingBalanceFC'] ?? null;
  if (given !== null && Number(given) !== closing)
    throw invalid(`ClosingBalanceFC: ${Number(given)}; opening balance and lines make ${closing}`);
  return { OpeningBalanceFC: opening, ClosingBalanceFC: closing };
}

interface Balanced {
  values: Row;
  journal: Row;
  rows: readonly Row[];
}

function entryNumber({ company }: WriteContext, { kind, entries }: Tables, journal: Row, values: Row): number {
  const given = values['EntryNumber'] ?? null;
  const number = Number(given ?? company.nextNumber(`${kind.toLowerCase()}Entries`, 1));
  for (const { row } of company.table(entries).findBy('JournalCode', journal['Code'] ?? null))
    if (given !== null && row['EntryNumber'] === number) throw alreadyExists(`EntryNumber: ${number}`);
  return number;
}

function linesOf(context: WriteContext, { lines }: Tables, entryId: string): Stored[] {
  return [...context.company.table(lines).findBy('EntryID', entryId)];
}

/** An entry that is processed, or in a closed period, stays as it is. */
function checkOpen(context: WriteContext, { row }: Stored): void {
  if (row['Status'] !== openStatus.Status) throw invalid('Status: the entry has been processed');
  const period = { year: Number(row['FinancialYear']), period: Number(row['FinancialPeriod']) };
  refuseClosedPeriod(context, row['JournalCode'], period);
}

function insertEntry(context: WriteContext, tables: Tables, { values, children }: Input): Stored {
  const inputs = children.get(`${tables.kind}EntryLines`) ?? [];
  if (inputs.length === 0) throw mandatory(`${tables.kind}EntryLines`);
  const journal = getJournal(context, tables, values['JournalCode']);
  const currency = currencyOf(context, journal, values['Currency']);
  const rows = inputs.map((line) => completeLine(context, line.values, currency));
  const days = rows.map((row) => Number(row['Date']));
  const { year, period } = periodOf(context, journal, values, days);
  const EntryID = String(values['EntryID'] ?? newGuid());
  const stored = insertRow(context, tables.entries, {
    ...values,
    ...balances(context, tables, { values, journal, rows }),
    ...{ EntryID, Currency: currency, FinancialYear: year, FinancialPeriod: period, ...openStatus },
    ...{ JournalCode: journal['Code'] ?? null, JournalDescription: journal['Description'] ?? null },
    EntryNumber: entryNumber(context, tables, journal, values),
  });
  const header = { EntryID, EntryNumber: stored.row['EntryNumber'] ?? null };
  rows.forEach((row, index) => insertRow(context, tables.lines, { ...row, ...header, LineNumber: index + 1 }));
  return stored;
}

/** Books money in and out of a journal; an entry cannot be changed, only deleted. */
export function paymentEntryRules(kind: PaymentKind): EntityRules {
  const tables = paymentTables(kind);
  return {
    insert: (context, input) => insertEntry(context, tables, input),
    beforeDelete: (context, record) => {
      checkOpen(context, record);
      refuseDeletion(context, true);
      for (const line of linesOf(context, tables, record.key))
        context.company.delete(tables.lines, line, context.author);
    },
  };
}

/** Lines can be added to an entry. */
export function paymentEntryLineRules(kind: PaymentKind): EntityRules {
  const tables = paymentTables(kind);
  return {
    complete: (context, values) => {
      const entry = getReferenced(context, tables.entries, values['EntryID'], 'EntryID');
      checkOpen(context, entry);
      const row = completeLine(context, values, String(entry.row['Currency']));
      getOpenPeriod(context, entry.row['JournalCode'], Number(row['Date']));
      const last = Math.max(0, ...linesOf(context, tables, entry.key).map((line) => Number(line.row['LineNumber'])));
      return { ...row, EntryNumber: entry.row['EntryNumber'] ?? null, LineNumber: last + 1 };
    },
    afterWrite: (context, record) => {
      const entry = context.company.table(tables.entries).get(String(record.row['EntryID']));
      if (!entry) return;
      const rows = linesOf(context, tables, entry.key).map(({ row }) => row);
      const ClosingBalanceFC = closingBalance(context, Number(entry.row['OpeningBalanceFC'] ?? 0), rows);
      context.company.update(tables.entries, entry, { ClosingBalanceFC }, context.author);
    },
  };
}

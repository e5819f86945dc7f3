import { addDecimals, negateDecimal, type ConnectorContext } from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { ExactClient } from '../client.js';
import { dayLiteral, decimalOf, guidLiteral, orFilters, textOf, type Row } from '../odata.js';
import type { EntryKind } from './journals.js';
import type { OwnPaymentSettings } from './payment-settings.js';

const entriesOf = (kind: EntryKind) => `financialtransaction/${kind}Entries`;
const linesOf = (kind: EntryKind) => `financialtransaction/${kind}EntryLines`;

/** A bank or cash entry. */
export interface Entry {
  key: string;
  kind: EntryKind;
  number: number;
}

/** One of its lines. */
export interface EntryLine {
  entry: Entry;
  accountId: string | undefined;
  /** Of what it settles. */
  invoiceNumber: number | undefined;
  description: string;
  /** As it is booked. */
  amount: Decimal;
}

/** What a payment becomes. */
export interface NewEntry {
  kind: EntryKind;
  journal: string;
  /** Only sent where it is not that of the journal. */
  currency: string | undefined;
  /** Key of the ledger account. */
  ledgerAccountId: string;
  accountId: string;
  invoiceNumber: number;
  amount: Decimal;
  day: string;
  description: string;
}

type Sign = Pick<OwnPaymentSettings, 'receiptSign'>;

/** An amount with the sign by which it is booked. Turned twice it is itself again. */
export function bookedAmount(amount: Decimal, { receiptSign }: Sign): Decimal {
  return receiptSign === 'positive' ? amount : negateDecimal(amount);
}

export async function createEntry(context: ConnectorContext, entry: NewEntry): Promise<Entry> {
  const { kind, journal, currency, ledgerAccountId, accountId, invoiceNumber, amount, day, description } = entry;
  const line = {
    GLAccount: ledgerAccountId,
    Account: accountId,
    OurRef: invoiceNumber,
    AmountFC: Number(amount),
    Date: `${day}T00:00:00`,
    Description: description,
  };
  const body = {
    JournalCode: journal,
    ...(currency !== undefined && { Currency: currency }),
    [`${kind}EntryLines`]: [line],
  };
  const { key, row } = await new ExactClient(context).createRow(entriesOf(kind), body, 'EntryID');
  return { key, kind, number: Number(row.EntryNumber) };
}

export async function removeEntry(
  context: ConnectorContext,
  { kind, key }: Pick<Entry, 'kind' | 'key'>,
): Promise<void> {
  await new ExactClient(context).remove(entriesOf(kind), key);
}

const columns = 'ID,EntryID,EntryNumber,Account,OurRef,Description,AmountFC,Date';

function lineOf(kind: EntryKind, row: Row): EntryLine {
  return {
    entry: { key: textOf(row.EntryID) ?? '', kind, number: Number(row.EntryNumber) },
    accountId: textOf(row.Account),
    invoiceNumber: typeof row.OurRef === 'number' ? row.OurRef : undefined,
    description: textOf(row.Description) ?? '',
    amount: decimalOf(row.AmountFC) ?? '0',
  };
}

/** What was booked on these accounts since a day. */
export async function loadLinesOf(
  context: ConnectorContext,
  kind: EntryKind,
  { accountIds, fromDay }: { accountIds: readonly string[]; fromDay: string },
): Promise<EntryLine[]> {
  const lines: EntryLine[] = [];
  for (const anyAccount of orFilters([...new Set(accountIds)].map((id) => `Account eq ${guidLiteral(id)}`))) {
    const filter = `(${anyAccount}) and Date ge ${dayLiteral(fromDay)}`;
    const rows = await new ExactClient(context).allRows(linesOf(kind), { select: columns, filter });
    lines.push(...rows.map((row) => lineOf(kind, row)));
  }
  return lines;
}

/** The lines of entries by the keys of these; absent where they do not exist any more. */
export async function loadEntries(
  context: ConnectorContext,
  kind: EntryKind,
  keys: readonly string[],
): Promise<Map<string, EntryLine[]>> {
  const entries = new Map<string, EntryLine[]>();
  for (const filter of orFilters(keys.map((key) => `EntryID eq ${guidLiteral(key)}`))) {
    for (const row of await new ExactClient(context).allRows(linesOf(kind), { select: columns, filter })) {
      const line = lineOf(kind, row);
      entries.set(line.entry.key, [...(entries.get(line.entry.key) ?? []), line]);
    }
  }
  return entries;
}

/** What lines come to, with the sign of money that comes in. */
export function totalOf(lines: readonly EntryLine[], settings: Sign): Decimal {
  return bookedAmount(addDecimals(...lines.map(({ amount }) => amount)), settings);
}

/** That entries may be read at all. */
export async function probeEntries(context: ConnectorContext, kind: EntryKind): Promise<void> {
  await new ExactClient(context).rows(entriesOf(kind), { select: 'EntryID', top: 1 });
}

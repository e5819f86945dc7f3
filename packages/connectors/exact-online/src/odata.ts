import { decimalFromNumber, roundDecimal, trimDecimal } from '@koppel/connector-sdk';
import { decimalSchema, type Decimal } from '@koppel/contracts';

/** A row as Exact Online sends it: verbose OData v2 JSON. */
export type Row = Record<string, unknown>;

/** Quotes a text for `$filter`. */
export function textLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function guidLiteral(value: string): string {
  return `guid'${value}'`;
}

/** A day for `$filter`, from `2026-11-23`. */
export function dayLiteral(day: string): string {
  return `datetime'${day}T00:00'`;
}

const accountCodeLength = 18;

/** `Account.Code` is left-padded with spaces to 18 characters, in filters too. */
export function padAccountCode(code: string): string {
  return code.trim().padStart(accountCodeLength, ' ');
}

/** Longest query part of a URL that is sent, percent-encoded; IIS refuses beyond 2,048 characters. */
const maxFilterLength = 1800;

/** Groups clauses into `a or b or …` filters that fit into a URL. */
export function orFilters(clauses: readonly string[]): string[] {
  const filters: string[] = [];
  let current: string[] = [];
  let length = 0;
  for (const clause of clauses) {
    const added = encodeURIComponent(` or ${clause}`).length;
    if (current.length > 0 && length + added > maxFilterLength) {
      filters.push(current.join(' or '));
      current = [];
      length = 0;
    }
    current.push(clause);
    length += added;
  }
  if (current.length > 0) filters.push(current.join(' or '));
  return filters;
}

/** The rows of an answer: `{d:{results:[…]}}`, `{d:[…]}` or a single `{d:{…}}`. Undefined where it is none of these. */
export function rowsOf(body: unknown): Row[] | undefined {
  const d = isRow(body) ? body.d : undefined;
  if (Array.isArray(d)) return d.filter(isRow);
  if (!isRow(d)) return undefined;
  return Array.isArray(d.results) ? d.results.filter(isRow) : [d];
}

/** Address of the next page, where there is one. */
export function nextLinkOf(body: unknown): string | undefined {
  const d = isRow(body) ? body.d : undefined;
  const next = isRow(d) ? d.__next : undefined;
  return typeof next === 'string' && next !== '' ? next : undefined;
}

/** How many rows there are over all pages, where that was asked: a text, `"1203"`. */
export function countOf(body: unknown): number | undefined {
  const d = isRow(body) ? body.d : undefined;
  const count = isRow(d) ? Number(d.__count ?? NaN) : NaN;
  return Number.isSafeInteger(count) ? count : undefined;
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text without the spaces that pad codes; undefined where empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** Flags come as booleans and as bytes. */
export function flagOf(value: unknown): boolean {
  return value === true || value === 1 || value === '1';
}

/** A number as text, with an exponent or without; OData writes a point. */
const numberPattern = /^[+-]?\d+(?:\.(\d*))?(e[+-]?\d{1,3})?$/i;

/** An amount as an exact decimal, ten digits behind the point at most; undefined where there is none, or none that can be read. */
export function decimalOf(value: unknown): Decimal | undefined {
  const decimal = typeof value === 'number' ? decimalOfNumber(value) : decimalOfText(value);
  return decimalSchema.safeParse(decimal).data;
}

function decimalOfNumber(value: number): string | undefined {
  return Number.isFinite(value) ? decimalFromNumber(value) : undefined;
}

function decimalOfText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const parts = numberPattern.exec(text);
  if (!parts) return undefined;
  const [, decimals = '', exponent] = parts;
  if (exponent !== undefined) return decimalOfNumber(Number(text));
  return decimals.length > 10 ? trimDecimal(roundDecimal(text, 10)) : roundDecimal(text, decimals.length);
}

/** What stands in a column for numbers and is none. */
export interface UnreadableNumber {
  column: string;
  value: string;
}

/** The first of these columns that holds something that is no number; an empty one holds nothing. */
export function findUnreadable(row: Row, columns: readonly string[]): UnreadableNumber | undefined {
  const isEmpty = (value: unknown) => value === undefined || value === null || value === '';
  const column = columns.find((each) => !isEmpty(row[each]) && decimalOf(row[each]) === undefined);
  return column === undefined ? undefined : { column, value: JSON.stringify(row[column]).slice(0, 40) };
}

/** `/Date(1382667872203)/` or an ISO text as epoch milliseconds; infinite where no calendar reaches. */
export function epochMsOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(value);
  if (match) return Number(match[1]);
  const beyond = /^([+-]?)\d{5,}-\d\d-\d\d/.exec(value);
  if (beyond) return beyond[1] === '-' ? -Infinity : Infinity;
  const parsed = Date.parse(/Z$|[+-]\d{2}:?\d{2}$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** What lies beyond is before everything, or never: days are compared as texts, of years with four digits. */
const firstDay = { day: '0001-01-01', ms: -62_135_596_800_000 };
const lastDay = { day: '9999-12-31', ms: 253_402_214_400_000 };

/** The day of a date, `2026-11-23`. Exact Online's dates have no time zone: they are read as they stand. */
export function dayOf(value: unknown): string | undefined {
  const epochMs = epochMsOf(value);
  if (epochMs === undefined) return undefined;
  if (epochMs < firstDay.ms) return firstDay.day;
  return epochMs >= lastDay.ms ? lastDay.day : new Date(epochMs).toISOString().slice(0, 10);
}

/** The first of these columns that holds something which is no date. */
export function unreadableDateOf<Column extends string>(row: Row, columns: readonly Column[]): Column | undefined {
  return columns.find((column) => (row[column] ?? '') !== '' && dayOf(row[column]) === undefined);
}

/** Making one takes far longer than using it, and every order needs one. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  dayFormats.set(timeZone, made);
  return made;
}

/** The day of a moment where the administration is. */
export function dayInZone(instant: Date, timeZone: string): string {
  return dayFormat(timeZone).format(instant);
}

/** 64-bit row versions beyond what a JSON number holds exactly are rounded by at most this much. */
const roundingSlack = 2048n;

/** A row version as digits. A number that JSON may have rounded up is taken a little lower: records may come again, none is missed. */
export function timestampOf(value: unknown): string | undefined {
  if (typeof value === 'string') return /^\d{1,19}$/.test(value.trim()) ? BigInt(value.trim()).toString() : undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return undefined;
  return Number.isSafeInteger(value) ? String(value) : (BigInt(value) - roundingSlack).toString();
}

export function isLaterTimestamp(left: string, right: string): boolean {
  return BigInt(left) > BigInt(right);
}

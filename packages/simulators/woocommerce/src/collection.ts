import { wooTimePattern } from './clock.js';
import { textList, truth, type Input } from './input.js';
import type { Table } from './table.js';
import { invalidParameter } from './woo-error.js';

/** The parameters of a list request, checked as WordPress does. */
export interface ListQuery {
  page: number;
  perPage: number;
  offset: number | undefined;
  isDescending: boolean;
  orderBy: string;
  include: number[];
  exclude: Set<number>;
  search: string;
  raw: Input;
}

export interface Page<Row> {
  rows: Row[];
  total: number;
  totalPages: number;
}

/** A list that the API gives whole. */
export function wholeList<Row>(rows: readonly Row[]): Page<Row> {
  return { rows: [...rows], total: rows.length, totalPages: 1 };
}

export interface ListDefaults {
  orderBy: string;
  order: 'asc' | 'desc';
  allowedOrderBy: readonly string[];
}

export function parseListQuery(query: Input, defaults: ListDefaults): ListQuery {
  const orderBy = oneOf('orderby', query.orderby, defaults.allowedOrderBy, defaults.orderBy);
  const order = oneOf('order', query.order, ['asc', 'desc'], defaults.order);
  return {
    page: integerWithin({ name: 'page', value: query.page, fallback: 1, min: 1, max: Number.MAX_SAFE_INTEGER }),
    perPage: integerWithin({ name: 'per_page', value: query.per_page, fallback: 10, min: 1, max: 100 }),
    offset: query.offset === undefined ? undefined : Math.max(0, Number(query.offset) || 0),
    isDescending: order === 'desc',
    orderBy,
    include: textList(query.include).map(Number),
    exclude: new Set(textList(query.exclude).map(Number)),
    search: typeof query.search === 'string' ? query.search.trim().toLowerCase() : '',
    raw: query,
  };
}

/** One page of the matching rows, in the requested order. */
export function selectPage<Row extends { id: number }>(choice: {
  table: Table<Row>;
  query: ListQuery;
  sortKey: (row: Row) => string | number;
  matches: (row: Row) => boolean;
  candidates?: Row[];
}): Page<Row> {
  const { table, query } = choice;
  const included = new Set(query.include);
  const sorted = choice.candidates
    ? sortRows(choice.candidates, choice.sortKey)
    : ordered(table, query, choice.sortKey);
  const matching = sorted.filter(
    (row) => (included.size === 0 || included.has(row.id)) && !query.exclude.has(row.id) && choice.matches(row),
  );
  if (query.isDescending && query.orderBy !== 'include') matching.reverse();
  const start = query.offset ?? (query.page - 1) * query.perPage;
  const span = { start, count: query.perPage };
  return {
    rows:
      query.orderBy === 'include'
        ? matching.slice(start, start + query.perPage)
        : pageWithin(matching, choice.sortKey, span),
    total: matching.length,
    totalPages: Math.ceil(matching.length / query.perPage),
  };
}

interface Span {
  start: number;
  count: number;
}

/** A database gives rows of one value in any order, and in another one for every page. */
function pageWithin<Row>(rows: readonly Row[], key: (row: Row) => string | number, { start, count }: Span): Row[] {
  const isEqual = (left: Row | undefined, right: Row | undefined) => left && right && key(left) === key(right);
  let first = Math.min(start, rows.length);
  while (first > 0 && isEqual(rows[first - 1], rows[start])) first -= 1;
  const mixed: Row[] = [];
  while (first + mixed.length < Math.min(start + count, rows.length)) {
    const from = first + mixed.length;
    let to = from + 1;
    while (isEqual(rows[from], rows[to])) to += 1;
    const turn = from + (start % (to - from));
    mixed.push(...rows.slice(turn, to), ...rows.slice(from, turn));
  }
  return mixed.slice(start - first, start - first + count);
}

function ordered<Row extends { id: number }>(
  table: Table<Row>,
  query: ListQuery,
  sortKey: (row: Row) => string | number,
): readonly Row[] {
  if (query.orderBy === 'include') return query.include.flatMap((id) => table.find(id) ?? []);
  return table.sorted(query.orderBy, sortKey);
}

function sortRows<Row extends { id: number }>(rows: Row[], key: (row: Row) => string | number): Row[] {
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id));
}

interface DatedRow {
  date_created: string;
  date_created_gmt: string;
  date_modified: string;
  date_modified_gmt: string;
}

/** `after`, `before`, `modified_after` and `modified_before`: all exclusive, to the second. */
export function dateFilter(query: Input): (row: DatedRow) => boolean {
  const isGmt = truth(query.dates_are_gmt, false);
  const after = dateParameter(query, 'after');
  const before = dateParameter(query, 'before');
  const modifiedAfter = dateParameter(query, 'modified_after');
  const modifiedBefore = dateParameter(query, 'modified_before');
  return (row) => {
    const created = isGmt ? row.date_created_gmt : row.date_created;
    const modified = isGmt ? row.date_modified_gmt : row.date_modified;
    if (after !== undefined && created <= after) return false;
    if (before !== undefined && created >= before) return false;
    if (modifiedAfter !== undefined && modified <= modifiedAfter) return false;
    return modifiedBefore === undefined || modified < modifiedBefore;
  };
}

function dateParameter(query: Input, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  const bare = typeof value === 'string' ? value.replace(' ', 'T').replace(/(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/, '') : '';
  if (!wooTimePattern.test(bare)) throw invalidParameter(name, 'Invalid date.', 'rest_invalid_date');
  return bare;
}

function oneOf(name: string, value: unknown, allowed: readonly string[], fallback: string): string {
  if (value === undefined) return fallback;
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw invalidParameter(name, `${name} is not one of ${allowed.join(', ')}.`, 'rest_not_in_enum');
}

function integerWithin(wanted: { name: string; value: unknown; fallback: number; min: number; max: number }): number {
  const { name, value, fallback, min, max } = wanted;
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number)) throw invalidParameter(name, `${name} is not of type integer.`, 'rest_invalid_type');
  if (number >= min && number <= max) return number;
  const message =
    max === Number.MAX_SAFE_INTEGER
      ? `${name} must be greater than or equal to ${min}`
      : `${name} must be between ${min} (inclusive) and ${max} (inclusive)`;
  throw invalidParameter(name, message, 'rest_out_of_bounds');
}

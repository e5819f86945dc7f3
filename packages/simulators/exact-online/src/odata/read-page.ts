import { badRequest } from '../errors.js';
import type { Endpoint } from '../metadata.js';
import type { Stored } from '../store/row.js';
import type { Table } from '../store/table.js';
import { type FilterValue, readColumn } from './filter-compiler.js';
import type { Order, Query } from './query.js';

export interface Page {
  records: Stored[];
  /** Where the next page begins; undefined on the last one. */
  nextToken: string | undefined;
  count: number | undefined;
}

/** The filtered records of a request, in the order of its endpoint. */
function* candidates(table: Table, query: Query, isSync: boolean, resumeAfter: string | undefined): Generator<Stored> {
  const { filter } = query;
  if (isSync) {
    const token = resumeAfter === undefined ? 0n : BigInt(resumeAfter);
    const bound = filter?.timestampAfter ?? 0n;
    yield* matching(table.changedAfter(bound > token ? bound : token), query);
    return;
  }
  const found = indexed(table, query);
  if (!found) {
    yield* matching(table.inKeyOrder(resumeAfter), query);
    return;
  }
  yield* matching(resumeAfter === undefined ? found : found.filter((record) => record.key > resumeAfter), query);
}

/** Above this number an index does not help: the records would be sorted for every page. */
const maxIndexed = 240;

/** The records of the filter's most selective equality, in order of key; undefined when none is selective. */
function indexed(table: Table, { filter }: Query): Stored[] | undefined {
  const sets = (filter?.equalities ?? []).map(({ column, value }) => table.findBy(column, value));
  const [smallest] = sets.sort((a, b) => a.size - b.size);
  if (!smallest || smallest.size > maxIndexed) return undefined;
  return [...smallest].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function* matching(records: Iterable<Stored>, { filter }: Query): Generator<Stored> {
  for (const record of records) if (!filter || filter.matches(record)) yield record;
}

function compareValues(a: FilterValue, b: FilterValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

function sortBy(records: Stored[], orderBy: readonly Order[]): Stored[] {
  const readers = orderBy.map(({ property, isDescending }) => ({
    read: readColumn(property),
    sign: isDescending ? -1 : 1,
  }));
  return records.sort((a, b) => {
    for (const { read, sign } of readers) {
      const order = compareValues(read(a), read(b));
      if (order !== 0) return order * sign;
    }
    return a.key < b.key ? -1 : 1;
  });
}

/** An ordered list resumes after the token's record; its position is looked up in the current order. */
function afterToken(records: Stored[], token: string | undefined): Stored[] {
  if (token === undefined) return records;
  const at = records.findIndex((record) => record.key === token);
  if (at < 0) throw badRequest('The skip token points at a record that is gone; start again at the first page.');
  return records.slice(at + 1);
}

function readToken(text: string | undefined, isSync: boolean): string | undefined {
  if (text === undefined) return undefined;
  const match = isSync ? /^(\d+)L$/.exec(text) : /^(?:guid)?'?([^']*)'?$/.exec(text);
  if (!match) throw badRequest(`Bad Request - Error in query syntax: the skip token '${text}' is malformed.`);
  return match[1];
}

function writeToken(record: Stored, endpoint: Endpoint): string {
  if (endpoint.kind === 'sync') return `${record.timestamp}L`;
  return endpoint.properties.get(endpoint.key)?.kind === 'guid' ? `guid'${record.key}'` : `'${record.key}'`;
}

/** Reads one page: at most the endpoint's page size and, over all pages, at most `$top` records of the first page. */
export function readPage(table: Table, endpoint: Endpoint, query: Query): Page {
  const isSync = endpoint.kind === 'sync';
  const token = readToken(query.skipToken, isSync);
  const source =
    query.orderBy.length > 0
      ? afterToken(sortBy([...candidates(table, query, isSync, undefined)], query.orderBy), token)
      : candidates(table, query, isSync, token);
  const limit = Math.min(query.top ?? endpoint.pageSize, endpoint.pageSize);
  const { records, hasMore } = take(source, query.skipToken === undefined ? query.skip : 0, limit);
  const isCut = query.top === undefined || query.top > endpoint.pageSize;
  const last = records.at(-1);
  return {
    records,
    nextToken: hasMore && isCut && last ? writeToken(last, endpoint) : undefined,
    count: query.withCount ? countMatches(table, query, isSync) : undefined,
  };
}

function take(source: Iterable<Stored>, skip: number, limit: number): { records: Stored[]; hasMore: boolean } {
  const records: Stored[] = [];
  let skipped = 0;
  for (const record of source) {
    if (skipped < skip) skipped += 1;
    else if (records.length === limit) return { records, hasMore: true };
    else records.push(record);
  }
  return { records, hasMore: false };
}

/** The number of filtered records, over all pages. */
export function countMatches(table: Table, query: Query, isSync: boolean): number {
  const records = candidates(table, query, isSync, undefined);
  let count = 0;
  while (!records.next().done) count += 1;
  return count;
}

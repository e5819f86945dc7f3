import { badRequest, notFound } from '../errors.js';
import { type Endpoint, findChildTable, getEndpoint } from '../metadata.js';
import { type Query, readQuery } from '../odata/query.js';
import { countMatches, readPage } from '../odata/read-page.js';
import { type Json, type Shape, childRecords, recordWriter } from '../odata/serialize.js';
import type { Company } from '../store/company.js';
import type { ResourcePath } from './request-path.js';

export interface ReadRequest {
  company: Company;
  /** `https://host/api/v1/100001` */
  baseUrl: string;
  path: ResourcePath;
  parameters: URLSearchParams;
}

/** What a GET found: a feed, one entity, or a bare number. */
export type ReadResult =
  | { kind: 'feed'; entries: Json[]; isWrapped: boolean; next: string | undefined; count: number | undefined }
  | { kind: 'entity'; entry: Json }
  | { kind: 'count'; count: number };

function shapeOf(request: ReadRequest, query: Query): Shape {
  const { company, baseUrl, path } = request;
  return { company, baseUrl, endpoint: path.endpoint, select: query.select, expand: query.expand };
}

/** Answers a GET on a collection, a record, a record's collection, or a count. */
export function read(request: ReadRequest): ReadResult {
  const { path, parameters } = request;
  const query = readQuery(path.endpoint, path.rest === '$count' || !path.rest ? parameters : new URLSearchParams());
  if (path.rest === '$count') {
    const table = request.company.table(path.endpoint.table);
    return { kind: 'count', count: countMatches(table, query, path.endpoint.kind === 'sync') };
  }
  if (path.key === undefined) return readCollection(request, query);
  return path.rest ? readLines(request, path.rest) : readEntity(request, query);
}

function readEntity(request: ReadRequest, query: Query): ReadResult {
  const { company, path } = request;
  const record = company.table(path.endpoint.table).get(path.key ?? '');
  if (!record) throw notFound();
  return { kind: 'entity', entry: recordWriter(shapeOf(request, query))(record) };
}

function readLines({ company, baseUrl, path }: ReadRequest, property: string): ReadResult {
  const child = findChildTable(path.endpoint.table, property);
  if (path.endpoint.properties.get(property)?.kind !== 'navigation') throw notFound();
  if (!company.table(path.endpoint.table).get(path.key ?? '')) throw notFound();
  const entries = child
    ? childRecords(company, child, path.key ?? '').map(
        recordWriter({ company, baseUrl, endpoint: getEndpoint(child.table) }),
      )
    : [];
  return { kind: 'feed', entries, isWrapped: true, next: undefined, count: undefined };
}

function refuseWideBulk(endpoint: Endpoint, query: Query): void {
  if (endpoint.kind !== 'bulk' || query.select || query.top === 1) return;
  throw badRequest('Please add a $select or a $top=1 statement to the query string.');
}

function readCollection(request: ReadRequest, query: Query): ReadResult {
  const { company, baseUrl, path, parameters } = request;
  const { endpoint } = path;
  refuseWideBulk(endpoint, query);
  const page = readPage(company.table(endpoint.table), endpoint, query);
  return {
    kind: 'feed',
    entries: page.records.map(recordWriter(shapeOf(request, query))),
    isWrapped: isPaged(endpoint, query),
    next:
      page.nextToken === undefined
        ? undefined
        : nextLink(`${baseUrl}/${endpoint.path}`, parameters, page.nextToken, endpoint),
    count: page.count,
  };
}

/** A list of less than a page is answered as in OData v1: a bare array. */
function isPaged(endpoint: Endpoint, query: Query): boolean {
  return query.withCount || query.top === undefined || query.top >= endpoint.pageSize;
}

function nextLink(url: string, parameters: URLSearchParams, token: string, endpoint: Endpoint): string {
  const parts: string[] = [];
  for (const [name, value] of parameters) {
    if (name === '$skiptoken' || name === '$skip' || value === '') continue;
    const rest = name === '$top' ? String(Number(value) - endpoint.pageSize) : value;
    parts.push(`${name}=${encodeURIComponent(rest)}`);
  }
  return `${url}?${[...parts, `$skiptoken=${encodeURIComponent(token).replaceAll('%27', "'")}`].join('&')}`;
}

import { ExactError, notFound } from '../errors.js';
import { type Json, recordUri, recordWriter } from '../odata/serialize.js';
import { readQuery } from '../odata/query.js';
import { readInput } from '../rules/input.js';
import { rulesOf } from '../rules/registry.js';
import { type WriteContext, changeRecord, createRecord, deleteRecord } from '../rules/rules.js';
import type { Stored } from '../store/row.js';
import type { ResourcePath } from './request-path.js';

export interface WriteRequest {
  context: WriteContext;
  baseUrl: string;
  path: ResourcePath;
  body: unknown;
  /** The request's `Prefer: return=representation`. */
  wantsRepresentation: boolean;
}

export interface WriteResult {
  status: 201 | 200 | 204;
  key: string;
  entry?: Json;
  location?: string;
}

function entryOf({ context, baseUrl, path }: WriteRequest, record: Stored): Json {
  const query = readQuery(path.endpoint, new URLSearchParams());
  return recordWriter({ company: context.company, baseUrl, endpoint: path.endpoint, select: query.select })(record);
}

function getRecord({ context, path }: WriteRequest): Stored {
  const record = path.key === undefined ? undefined : context.company.table(path.endpoint.table).get(path.key);
  if (!record) throw notFound();
  return record;
}

/** Creates a record with its lines. */
export function create(request: WriteRequest): WriteResult {
  const { context, baseUrl, path, body } = request;
  if (path.key !== undefined) throw new ExactError(405, 'A record is created at its collection: leave the key out.');
  const { endpoint } = path;
  const input = readInput(endpoint, body, { method: 'POST' });
  const record = createRecord(context, endpoint.table, rulesOf(endpoint.table), input);
  return {
    status: 201,
    key: record.key,
    entry: entryOf(request, record),
    location: recordUri(baseUrl, endpoint, record.key),
  };
}

/** Changes the columns that the body names. */
export function change(request: WriteRequest): WriteResult {
  const { context, path, body } = request;
  const record = getRecord(request);
  const input = readInput(path.endpoint, body, { method: 'PUT' });
  changeRecord(context, path.endpoint.table, rulesOf(path.endpoint.table), record, input);
  if (!request.wantsRepresentation) return { status: 204, key: record.key };
  return { status: 200, key: record.key, entry: entryOf(request, record) };
}

export function remove(request: WriteRequest): WriteResult {
  const { context, path } = request;
  const record = getRecord(request);
  deleteRecord(context, path.endpoint.table, rulesOf(path.endpoint.table), record);
  return { status: 204, key: record.key };
}

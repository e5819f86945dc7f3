import { ConnectorFailure, type ConnectorContext, type HttpResponse } from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import type { WooErrorBody } from './failures.js';

export type WooRecord = { [key: string]: JsonValue };

/** One item of a batch's answer: the record, or what went wrong with it. */
export interface BatchEntry {
  id: number;
  error?: WooErrorBody;
}

export interface Batch {
  create: WooRecord[];
  update: WooRecord[];
}

export interface BatchAnswer {
  create: BatchEntry[];
  update: BatchEntry[];
}

export type Query = Record<string, string | number | boolean | undefined>;

export interface ListPage {
  records: WooRecord[];
  /** How many the whole list has, over all pages; undefined where the shop does not say. */
  total: number | undefined;
}

export async function getPage(context: ConnectorContext, path: string, query: Query): Promise<ListPage> {
  const { body, headers } = await context.http.request({ method: 'GET', url: path, query });
  if (!Array.isArray(body) || !body.every(isRecord)) throw unexpected('a list');
  const total = headers['x-wp-total'];
  return { records: body, total: total !== undefined && /^\d+$/.test(total) ? Number(total) : undefined };
}

export async function getList(context: ConnectorContext, path: string, query: Query): Promise<WooRecord[]> {
  return (await getPage(context, path, query)).records;
}

export async function getRecord(context: ConnectorContext, path: string): Promise<WooRecord> {
  const { body } = await context.http.request({ method: 'GET', url: path });
  if (!isRecord(body)) throw unexpected('a record');
  return body;
}

/**
 * Sends a batch to `path`; what is refused is told per item.
 *
 * @throws ConnectorFailure with an unknown outcome when the answer does not fit what was sent
 */
export async function sendBatch(context: ConnectorContext, path: string, batch: Batch): Promise<BatchAnswer> {
  const body = {
    ...(batch.create.length > 0 ? { create: batch.create } : {}),
    ...(batch.update.length > 0 ? { update: batch.update } : {}),
  };
  // Setting the same values twice does no harm; creating twice would.
  const isRepeatable = batch.create.length === 0;
  const answer = await context.http.request({ method: 'POST', url: path, body, isRepeatable });
  return { create: entries(answer, 'create', batch), update: entries(answer, 'update', batch) };
}

function entries(answer: HttpResponse, part: keyof Batch, batch: Batch): BatchEntry[] {
  const list = isRecord(answer.body) ? (answer.body[part] ?? []) : undefined;
  if (Array.isArray(list) && list.length === batch[part].length && list.every(isEntry)) return list;
  throw new ConnectorFailure(
    'intermittent',
    'The shop answered a batch with something else than one result for each product. Koppel looks up what was written and tries again by itself.',
    { isOutcomeUnknown: true },
  );
}

function isEntry(value: unknown): value is JsonValue & BatchEntry {
  return isRecord(value) && typeof value['id'] === 'number';
}

export function isRecord(value: unknown): value is WooRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(wanted: string): ConnectorFailure {
  return new ConnectorFailure(
    'intermittent',
    `The shop answered, but not with ${wanted} as WooCommerce gives it. A plugin or a firewall may be in between. Koppel tries again by itself; if this stays, ask the shop's administrator.`,
  );
}

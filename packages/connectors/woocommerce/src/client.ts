import { plainText, type ConnectorContext, type ConnectorFailure, type HttpResponse } from '@koppel/connector-sdk';
import type { FailureClass, JsonValue } from '@koppel/contracts';
import { failure } from './reasons.js';

export type WooRecord = { [key: string]: JsonValue };

/** One item of a batch's answer: the record, or what went wrong with it. */
export type BatchEntry = WooRecord & {
  id: number;
  error?: WooErrorBody & { [key: string]: JsonValue };
};

export interface Batch {
  create: WooRecord[];
  update: WooRecord[];
}

export interface BatchAnswer {
  create: BatchEntry[];
  update: BatchEntry[];
}

/** What WooCommerce gives and takes at once. */
export const maxPerPage = 100;

export type Query = Record<string, string | number | boolean | undefined>;

export interface ListPage {
  records: WooRecord[];
  /** How many the whole list has, over all pages; undefined where the shop does not say. */
  total: number | undefined;
}

export async function getPage(context: ConnectorContext, path: string, query: Query): Promise<ListPage> {
  const { body, headers } = await context.http.request({ method: 'GET', url: path, query });
  if (!Array.isArray(body) || !body.every(isRecord)) throw unexpected();
  const total = headers['x-wp-total'];
  return { records: body, total: total !== undefined && /^\d+$/.test(total) ? Number(total) : undefined };
}

export async function getList(context: ConnectorContext, path: string, query: Query): Promise<WooRecord[]> {
  return (await getPage(context, path, query)).records;
}

/** The pages of a list. */
export async function* listPages(context: ConnectorContext, path: string, query: Query): AsyncGenerator<WooRecord[]> {
  let count = 0;
  for (let page = 1; ; page += 1) {
    const { records, total = Infinity } = await getPage(context, path, { ...query, page, per_page: maxPerPage });
    yield records;
    count += records.length;
    if (records.length < maxPerPage || count >= total) return;
  }
}

/** All records of a list, in as many calls as it has pages. */
export async function getAll(context: ConnectorContext, path: string, query: Query): Promise<WooRecord[]> {
  const all: WooRecord[] = [];
  for await (const records of listPages(context, path, query)) all.push(...records);
  return all;
}

export async function getRecord(context: ConnectorContext, path: string, query: Query = {}): Promise<WooRecord> {
  const { body } = await context.http.request({ method: 'GET', url: path, query });
  if (!isRecord(body)) throw unexpected();
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
  // A shop works on after its caller has gone: what it has done is looked up before anything is sent again.
  const answer = await context.http.request({ method: 'POST', url: path, body, isRepeatable: false });
  return { create: entries(answer, 'create', batch), update: entries(answer, 'update', batch) };
}

function entries(answer: HttpResponse, part: keyof Batch, batch: Batch): BatchEntry[] {
  const list = isRecord(answer.body) ? (answer.body[part] ?? []) : undefined;
  if (Array.isArray(list) && list.length === batch[part].length && list.every(isEntry)) return list;
  throw failure('intermittent', 'woocommerce.batch_mismatch', {}, { isOutcomeUnknown: true });
}

function isEntry(value: unknown): value is JsonValue & BatchEntry {
  return isRecord(value) && typeof value['id'] === 'number';
}

export function isRecord(value: unknown): value is WooRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function unexpected(): ConnectorFailure {
  return failure('intermittent', 'woocommerce.unexpected_answer');
}

/** A refusal of WordPress, of WooCommerce or of a plugin within them: a code, a message and data. */
export function isOwnRefusal({ body }: HttpResponse): boolean {
  return isRecord(body) && typeof body['code'] === 'string' && typeof body['message'] === 'string' && 'data' in body;
}

/** An error as WordPress gives it, whole or for one item of a batch. */
export interface WooErrorBody {
  code?: string;
  message?: string;
  data?: { status?: number; resource_id?: number } | null;
}

/** The product of an update does not exist (any more). */
export function isGone(error: WooErrorBody): boolean {
  return /_invalid_id$|^woocommerce_rest_invalid_product_id$/.test(error.code ?? '');
}

/** The failure that one item of a batch met. */
export function itemFailure(error: WooErrorBody, sku: string): ConnectorFailure {
  const { code = '', data } = error;
  const options = { status: data?.status, isOfRecord: true };
  const said = plainText(error.message ?? '') || code || '-';
  if (code === 'product_invalid_sku') {
    const product = data?.resource_id;
    const details = { ...options, field: 'sku' };
    if (product === undefined) return failure('duplicate', 'woocommerce.sku_taken_elsewhere', { sku }, details);
    return failure('duplicate', 'woocommerce.sku_taken', { sku, product }, details);
  }
  // Trying again would not help: the SKU stays taken until a person empties the bin.
  if (code === 'woocommerce_rest_product_not_created' && data?.status === 400) {
    return failure('duplicate', 'woocommerce.product_not_made', { sku, said }, { ...options, field: 'sku' });
  }
  if (code.startsWith('product_invalid_global_unique_id')) {
    return failure('duplicate', 'woocommerce.barcode_refused', { sku, said }, { ...options, field: 'barcode' });
  }
  const failureClass = classOf(data?.status);
  return failure(failureClass, refusalCodes[failureClass] ?? 'woocommerce.product_delayed', { sku, said }, options);
}

const refusalCodes: Partial<Record<FailureClass, 'woocommerce.product_forbidden' | 'woocommerce.product_refused'>> = {
  permission: 'woocommerce.product_forbidden',
  value: 'woocommerce.product_refused',
  too_large: 'woocommerce.product_refused',
};

function classOf(status: number | undefined): FailureClass {
  if (status === 401 || status === 403) return 'permission';
  if (status === 429) return 'rate_limit';
  if (status === 413) return 'too_large';
  return status !== undefined && status >= 500 ? 'intermittent' : 'value';
}

/** It was written to a product in the bin, where nobody sees it. */
export function productInBin(sku: string): ConnectorFailure {
  return failure(
    'missing_reference',
    'woocommerce.product_in_bin',
    { sku },
    { field: 'sku', waitsFor: `product:${sku}`, isOfRecord: true },
  );
}

/** The product that a stock level or a price belongs to is not in the shop. */
export function missingProduct(sku: string): ConnectorFailure {
  return failure(
    'missing_reference',
    'woocommerce.product_missing',
    { sku },
    { field: 'sku', waitsFor: `product:${sku}`, isTargetGone: true },
  );
}

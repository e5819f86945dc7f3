import {
  sharedFailure,
  ConnectorFailure,
  type ConnectorContext,
  type TargetMatch,
  type TargetPayload,
  type TargetRecord,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import {
  getList,
  isGone,
  itemFailure,
  listPages,
  maxPerPage,
  missingProduct,
  productInBin,
  sendBatch,
  type Batch,
  type BatchAnswer,
  type BatchEntry,
  type Query,
  type WooRecord,
} from './client.js';
import { failure } from './reasons.js';

/** A product, or a variation of one. */
export interface ProductTarget {
  id: number;
  /** 0 for a product. */
  parentId: number;
}

/** Of a list of SKUs in an address: addresses stay below 8 kB, which every web server takes. */
const maxSkuBytes = 6_000;

/** `12` for a product, `12/34` for variation 34 of product 12. */
export function targetKeyOf({ id, parentId }: ProductTarget): string {
  return parentId === 0 ? String(id) : `${parentId}/${id}`;
}

export function parseTargetKey(key: string): ProductTarget {
  const match = /^(?:(\d+)\/)?(\d+)$/.exec(key);
  if (match) return { id: Number(match[2]), parentId: Number(match[1] ?? 0) };
  throw failure('defect', 'woocommerce.target_key_invalid', { key });
}

/** Products and variations by SKU as WordPress stores it, in its own case: WooCommerce itself finds `85123a` when asked for `85123A`. */
export async function findProducts(
  context: ConnectorContext,
  skus: readonly string[],
): Promise<Map<string, TargetMatch>> {
  const wanted = new Map<string, string[]>();
  for (const sku of skus) wanted.set(cleanSku(sku), [...(wanted.get(cleanSku(sku)) ?? []), sku]);
  const matches = new Map<string, TargetMatch>();
  for (const record of await productsBySku(context, skus, { _fields: 'id,sku,parent_id,type' })) {
    const { id, sku, parent_id: parentId } = record;
    if (typeof id !== 'number' || typeof sku !== 'string') continue;
    const target = { id, parentId: typeof parentId === 'number' ? parentId : 0 };
    // The oldest one, where the shop has several.
    for (const asked of wanted.get(sku) ?? [])
      if (!matches.has(asked)) matches.set(asked, { targetKey: targetKeyOf(target) });
  }
  return matches;
}

/** A SKU as WordPress cleans a line of text before it is stored: without tags, escaped bytes (`%25`) and repeated blanks. */
export function cleanSku(sku: string): string {
  return sku
    .replace(/<[^>]*>/g, '')
    .replace(/%[a-f0-9]{2}/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** SKUs that the database of a shop takes for one: neither case nor accents count. */
export function foldSku(sku: string): string {
  return cleanSku(sku).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** All that the shop finds for these SKUs, whatever their case, the oldest first. */
export async function productsBySku(
  context: ConnectorContext,
  skus: readonly string[],
  query: Query,
): Promise<WooRecord[]> {
  // A comma separates SKUs in the question, so a SKU that has one is asked for alone.
  const plain = skus.filter((sku) => !sku.includes(','));
  const groups = [...skus.filter((sku) => sku.includes(',')).map((sku) => [sku]), ...groupsForAddress(plain)];
  const found = await Promise.all(
    groups.map(async (group) => {
      const asked = { sku: group.join(','), orderby: 'id', order: 'asc', ...query };
      const products: WooRecord[] = [];
      for await (const page of listPages(context, 'products', asked)) products.push(...belongingTo(group, page));
      return products;
    }),
  );
  return found.flat();
}

/** As many together as a page has and an address takes. */
function groupsForAddress(skus: readonly string[]): string[][] {
  const groups: string[][] = [];
  let bytes = 0;
  for (const sku of skus) {
    const size = encodeURIComponent(`${sku},`).length;
    const group = groups.at(-1);
    if (group && group.length < maxPerPage && bytes + size <= maxSkuBytes) {
      group.push(sku);
      bytes += size;
    } else {
      groups.push([sku]);
      bytes = size;
    }
  }
  return groups;
}

/** @throws ConnectorFailure when the shop gave products that were not asked for: a plug-in drops the question */
function belongingTo(skus: readonly string[], products: WooRecord[]): WooRecord[] {
  // The shop takes the parts of a SKU that has a comma for SKUs, too.
  const folded = new Set([...skus, ...skus.join(',').split(','), skus.join(',')].map(foldSku));
  const other = products.find(({ sku }) => typeof sku === 'string' && !folded.has(foldSku(sku)) && !isAlike(sku, skus));
  if (!other) return products;
  throw failure('value', 'woocommerce.sku_search_ignored', { sku: skus[0] ?? '', other: String(other['sku']) || '-' });
}

/** As a database compares, which also takes `ß` for `ss`. */
function isAlike(sku: string, others: readonly string[]): boolean {
  return others.some((other) => cleanSku(other).localeCompare(sku, 'en', { sensitivity: 'base' }) === 0);
}

/**
 * What products have now, by natural key. Looked up by SKU, which finds products and variations in one call; those whose
 * SKU was changed in the shop are asked for by id.
 *
 * @param options.fields of a product beside id, parent and SKU, as the API names them.
 */
export async function currentProducts<F extends TargetPayload>(
  context: ConnectorContext,
  matches: readonly TargetRecord<F>[],
  options: { fields: string; payloadOf(product: WooRecord, match: TargetRecord<F>): TargetPayload },
): Promise<Map<string, TargetPayload>> {
  const fields = `id,sku,parent_id,${options.fields}`;
  const found = new Map<string, WooRecord>();
  const keep = (records: readonly WooRecord[]): void => {
    for (const record of records) found.set(keyOf(record), record);
  };
  const skus = matches.map(({ naturalKey }) => naturalKey);
  keep(await productsBySku(context, skus, { _fields: fields, context: 'edit' }));
  const renamed = matches.filter(({ targetKey }) => !found.has(targetKey)).map(({ targetKey }) => targetKey);
  keep(await productsById(context, renamed, fields));
  return new Map(
    matches.flatMap((match): [string, TargetPayload][] => {
      const product = found.get(match.targetKey);
      return product ? [[match.naturalKey, { sku: product['sku'] ?? null, ...options.payloadOf(product, match) }]] : [];
    }),
  );
}

export function keyOf({ id, parent_id: parentId }: WooRecord): string {
  return targetKeyOf({ id: Number(id), parentId: typeof parentId === 'number' ? parentId : 0 });
}

/** Products and variations by target key; what is gone or in the bin is absent. */
export async function productsById(
  context: ConnectorContext,
  targetKeys: readonly string[],
  fields: string,
): Promise<WooRecord[]> {
  const idsByPath = new Map<string, number[]>();
  for (const { id, parentId } of targetKeys.map(parseTargetKey)) {
    const path = parentId === 0 ? 'products' : `products/${parentId}/variations`;
    idsByPath.set(path, [...(idsByPath.get(path) ?? []), id]);
  }
  const records: WooRecord[] = [];
  for (const [path, ids] of idsByPath) {
    for (let start = 0; start < ids.length; start += maxPerPage) {
      const include = ids.slice(start, start + maxPerPage).join(',');
      records.push(
        ...(await getList(context, path, { include, per_page: maxPerPage, _fields: fields, context: 'edit' })),
      );
    }
  }
  return records;
}

/** Half of what WooCommerce takes at once, so that a slow host answers in time. */
export const productsPerBatch = 50;

const simplePath = 'products/batch';

/** One product to write: without a target it is created. */
export interface ProductWrite {
  sku: string;
  target: ProductTarget | undefined;
  body: WooRecord;
  /** What the answer says of the fields that were sent, in terms of the payload, and what is wrong with it. */
  answered(product: WooRecord): Answered;
}

interface Answered {
  stored: TargetPayload;
  issue?: ConnectorFailure | undefined;
  notes?: readonly Reason[];
}

interface Group {
  path: string;
  parentId: number;
  members: { index: number; write: ProductWrite }[];
}

export function targetOf(targetKey: string | undefined): ProductTarget | undefined {
  return targetKey === undefined ? undefined : parseTargetKey(targetKey);
}

/** Writes products and variations in as few calls as the API allows; one outcome each, in order. */
export async function writeProducts(
  context: ConnectorContext,
  writes: readonly ProductWrite[],
): Promise<WriteOutcome[]> {
  const groups = groupByPath(writes);
  const results = await Promise.allSettled(groups.map((group) => writeGroup(context, group)));
  const rejected = results.filter((result) => result.status === 'rejected');
  // Where nothing came through the application as a whole failed; else what was written must not be lost.
  if (rejected[0] && rejected.length === results.length) throw rejected[0].reason;
  const outcomes: WriteOutcome[] = [];
  results.forEach((result, position) => {
    groups[position]?.members.forEach(({ index, write: { sku } }, member) => {
      const outcome = result.status === 'fulfilled' ? result.value[member] : undefined;
      outcomes[index] = outcome ?? failed(result.status === 'rejected' ? result.reason : undefined, sku);
    });
  });
  return outcomes;
}

function groupByPath(writes: readonly ProductWrite[]): Group[] {
  const groups = new Map<string, Group>();
  writes.forEach((write, index) => {
    const parentId = write.target?.parentId ?? 0;
    const path = parentId === 0 ? simplePath : `products/${parentId}/variations/batch`;
    const group = groups.get(path) ?? { path, parentId, members: [] };
    group.members.push({ index, write });
    groups.set(path, group);
  });
  return [...groups.values()];
}

async function writeGroup(context: ConnectorContext, { path, parentId, members }: Group): Promise<WriteOutcome[]> {
  const writes = members.map((member) => member.write);
  const answer = await sendUnlessGone(context, path, {
    create: writes.filter((write) => !write.target).map((write) => write.body),
    update: writes.flatMap((write) => (write.target ? [{ ...write.body, id: write.target.id }] : [])),
  });
  if (!answer) return writes.map(({ sku }) => ({ status: 'failed', failure: missingProduct(sku) }));
  const created = answer.create.values();
  const updated = answer.update.values();
  return writes.map((write) => outcomeOf(write, (write.target ? updated : created).next().value, parentId));
}

/** Undefined where the product does not exist any more whose variations were to be written. */
async function sendUnlessGone(context: ConnectorContext, path: string, batch: Batch): Promise<BatchAnswer | undefined> {
  try {
    return await sendBatch(context, path, batch);
  } catch (error: unknown) {
    if (path !== simplePath && error instanceof ConnectorFailure && error.status === 404) return undefined;
    throw error;
  }
}

function outcomeOf(write: ProductWrite, entry: BatchEntry | undefined, parentId: number): WriteOutcome {
  if (!entry) return failed(undefined, write.sku);
  if (!entry.error) {
    const { stored, notes = [], ...answered } = write.answered(entry);
    const { issue = entry['status'] === 'trash' ? productInBin(write.sku) : undefined } = answered;
    const { sku } = entry;
    const told = { stored: typeof sku === 'string' ? { sku, ...stored } : stored, ...(issue && { issue }) };
    const noted = notes.length > 0 && { notes };
    return { status: 'written', targetKey: targetKeyOf({ id: entry.id, parentId }), ...told, ...noted };
  }
  const isMissing = write.target !== undefined && isGone(entry.error);
  return { status: 'failed', failure: isMissing ? missingProduct(write.sku) : itemFailure(entry.error, write.sku) };
}

function failed(cause: unknown, sku: string): WriteOutcome {
  if (cause instanceof ConnectorFailure) return { status: 'failed', failure: cause };
  return { status: 'failed', failure: sharedFailure('defect', 'connector.no_outcome', { record: sku }, { cause }) };
}

/** Writes what can be written and puts its outcomes between those that were decided before. */
export async function writePresent(
  items: readonly (ProductWrite | WriteOutcome)[],
  write: (writes: ProductWrite[]) => Promise<WriteOutcome[]>,
): Promise<WriteOutcome[]> {
  const writes = items.filter((item): item is ProductWrite => 'body' in item);
  const outcomes = (writes.length > 0 ? await write(writes) : []).values();
  return items.map((item) => ('body' in item ? (outcomes.next().value ?? failed(undefined, item.sku)) : item));
}

import { ConnectorFailure, type ConnectorContext, type WriteOutcome } from '@koppel/connector-sdk';
import { sendBatch, type Batch, type BatchAnswer, type BatchEntry, type WooRecord } from './client.js';
import { isGone, itemFailure, missingProduct } from './failures.js';
import { parseTargetKey, targetKeyOf, type ProductTarget } from './product-lookup.js';

/** Half of what WooCommerce takes at once, so that a slow host answers in time. */
export const productsPerBatch = 50;

const simplePath = 'products/batch';

/** One product to write: without a target it is created. */
export interface ProductWrite {
  sku: string;
  target: ProductTarget | undefined;
  body: WooRecord;
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
  // Where nothing came through it is the application's trouble; else what was written must not be lost.
  if (rejected[0] && rejected.length === results.length) throw rejected[0].reason;
  const outcomes: WriteOutcome[] = [];
  results.forEach((result, position) => {
    groups[position]?.members.forEach(({ index }, member) => {
      outcomes[index] = result.status === 'fulfilled' ? outcomeAt(result.value, member) : failed(result.reason);
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
  if (!entry) return failed(undefined);
  if (!entry.error) return { status: 'written', targetKey: targetKeyOf({ id: entry.id, parentId }) };
  const isMissing = write.target !== undefined && isGone(entry.error);
  return { status: 'failed', failure: isMissing ? missingProduct(write.sku) : itemFailure(entry.error, write.sku) };
}

function outcomeAt(outcomes: readonly WriteOutcome[], position: number): WriteOutcome {
  return outcomes[position] ?? failed(undefined);
}

function failed(reason: unknown): WriteOutcome {
  if (reason instanceof ConnectorFailure) return { status: 'failed', failure: reason };
  const message = 'The shop gave no result for this product. Report this to the makers of Koppel.';
  return { status: 'failed', failure: new ConnectorFailure('defect', message, { cause: reason }) };
}

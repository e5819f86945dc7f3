import type { EntityKind } from '@koppel/contracts';
import type { TargetPayload, WriteOperation } from '@koppel/connector-sdk';

/** A write that a run would make. */
export interface PlannedWrite {
  entity: EntityKind;
  operation: WriteOperation<TargetPayload>;
}

/** Calls that each side has answered or refused. */
export interface SpentCalls {
  source: number;
  target: number;
}

/**
 * Calls that these writes would need at the target, each entity in batches of its own.
 *
 * @param times multiplies the number of writes
 */
export function writeCalls(
  writes: readonly PlannedWrite[],
  batchSizeOf: (entity: EntityKind) => number,
  times = 1,
): number {
  const counts = new Map<EntityKind, number>();
  for (const { entity } of writes) counts.set(entity, (counts.get(entity) ?? 0) + 1);
  let calls = 0;
  for (const [entity, count] of counts) calls += Math.ceil((count * times) / Math.max(1, batchSizeOf(entity)));
  return calls;
}

/**
 * An estimate of the calls of a whole run: reading in proportion to what was read, looking up in proportion to what was
 * looked at, and writes page by page, as a run sends them; null where the total is not known.
 *
 * @param options.writesOf calls that so many times the writes would need in one page
 */
export function wholeRunCalls(options: {
  total: number | null;
  read: number;
  pages: number;
  lookedAt: number;
  spent: SpentCalls;
  writesOf: (times: number) => number;
}): SpentCalls | null {
  const { total, read, pages, lookedAt, spent, writesOf } = options;
  if (total === null) return null;
  const times = (count: number): number => (count === 0 ? 1 : Math.max(1, total / count));
  const pagesOfRun = Math.max(1, Math.round(pages * times(read)));
  const writes = pagesOfRun * writesOf(times(lookedAt) / pagesOfRun);
  return {
    source: Math.ceil(spent.source * times(read)),
    target: Math.ceil(spent.target * times(lookedAt)) + writes,
  };
}

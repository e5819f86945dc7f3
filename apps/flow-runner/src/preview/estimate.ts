import type { EntityKind } from '@koppel/contracts';
import type { NotedWrite, SpentCalls } from './rehearsal.js';

/** Calls that these writes would cost at the target, each entity in batches of its own. */
export function writeCalls(writes: readonly NotedWrite[], batchSizeOf: (entity: EntityKind) => number): number {
  const times = new Map<EntityKind, number>();
  for (const { entity } of writes) times.set(entity, (times.get(entity) ?? 0) + 1);
  let calls = 0;
  for (const [entity, count] of times) calls += Math.ceil(count / Math.max(1, batchSizeOf(entity)));
  return calls;
}

/**
 * What a whole run would cost about: reading in proportion to what was read, the target in proportion to what was looked
 * at; null where the total is not known.
 */
export function wholeRunCalls(options: {
  total: number | null;
  read: number;
  lookedAt: number;
  spent: SpentCalls;
  writes: number;
}): SpentCalls | null {
  const { total, read, lookedAt, spent, writes } = options;
  if (total === null) return null;
  const times = (count: number): number => (count === 0 ? 1 : Math.max(1, total / count));
  return {
    source: Math.ceil(spent.source * times(read)),
    target: Math.ceil((spent.target + writes) * times(lookedAt)),
  };
}

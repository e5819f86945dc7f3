import { failure } from './reasons.js';
import type { FlowPlan } from './plan.js';
import { overHash } from './over.js';
import type { Ledger } from './ports.js';
import { recordFailure, type KnownIssue, type Link, type RecordFailure } from './record.js';

/** The reason of records that one run would take out of sale with too many others. */
export const manyLeft = 'sync.many_left';

export interface Asked {
  /** Source keys of the records that a person asked for one by one. */
  forced?: ReadonlySet<string>;
  /** A person asked for all of the page. */
  isAsked?: boolean;
}

/**
 * Which of the records that are to be taken back wait for a person, by source key: all that are due where a run would take back more than
 * the settings allow, and those that wait already.
 */
export async function heldBack(
  plan: FlowPlan,
  {
    ledger,
    due,
    known,
    forced = new Set(),
    isAsked = false,
  }: { ledger: Pick<Ledger, 'withdrawals'>; due: readonly Link[]; known: readonly KnownIssue[] } & Asked,
): Promise<ReadonlyMap<string, RecordFailure>> {
  const { writer, settings } = plan.writerOf(plan.entity) ?? {};
  const leaving = due.filter((link) => isDelivered(link) && !forced.has(link.sourceKey));
  if (!writer?.maxWithdrawn || isAsked || leaving.length === 0) return new Map();
  const counts = await ledger.withdrawals?.();
  if (!counts || !settings) return new Map();
  const { kept, withdrawn, held } = counts;
  const max = writer.maxWithdrawn(settings, kept + withdrawn);
  if (max === undefined) return new Map();
  const waiting = new Set(known.flatMap(({ sourceKey, code }) => (code === manyLeft ? [sourceKey] : [])));
  const fresh = leaving.filter(({ sourceKey }) => !waiting.has(sourceKey));
  const isTooMany = withdrawn + held + fresh.length > max;
  const params = { application: plan.target.connector.name, limit: max, kept: kept + withdrawn };
  const why = recordFailure(failure('value', manyLeft, params));
  const all = isTooMany ? leaving : leaving.filter(({ sourceKey }) => waiting.has(sourceKey));
  return new Map(all.map(({ sourceKey }) => [sourceKey, why]));
}

/** It stands at the target as it was delivered, and no call to take it back was made. */
function isDelivered({ targetKey, hash, intentHash }: Link): boolean {
  return targetKey !== null && !hash?.startsWith(overHash) && !intentHash?.startsWith(overHash);
}

import type { Reason } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { ConnectorFailure, hashPayload, pausesRun, type WithdrawOutcome } from '@koppel/connector-sdk';
import { ApplicationFailure, concernsConnection } from './errors.js';
import { withMatch } from './find.js';
import type { FlowPlan } from './plan.js';
import type { Ledger } from './ports.js';
import { failure } from './reasons.js';
import { recordFailure, type Link, type LinkChange } from './record.js';
import type { Delivery } from './write.js';

/** The hash of a record that is over, so that it is taken back once. */
export const overHash = hashPayload({ version: 'over' });

/**
 * Takes back at the target what was delivered of records that are over at the source, one call after another. To take back what is gone
 * already is no mistake; the intent tells a record that is opened again in the meantime that it may be gone.
 */
export async function withdraw(
  { plan, ledger }: { plan: FlowPlan; ledger: Pick<Ledger, 'storeIntents'> },
  { delivery, over, links }: { delivery: Delivery; over: ReadonlyMap<string, Reason>; links: readonly Link[] },
): Promise<void> {
  for (const link of links) {
    const why = over.get(link.sourceKey);
    if (!why || delivery.failure || delivery.defect || plan.target.context.signal.aborted) continue;
    const { sourceKey, naturalKey, targetKey } = link;
    // By an earlier run, or by a person.
    const isDone = link.hash === overHash;
    if (isDone) delivery.results.set(sourceKey, { outcome: 'unchanged', naturalKey, targetKey });
    else {
      const { entity } = plan;
      const intent = { entity, sourceKey, naturalKey, targetKey, intentHash: overHash, idempotencyKey: randomUUID() };
      if (targetKey !== null) await ledger.storeIntents([intent]);
      await withdrawOne(plan, { delivery, why, link });
    }
  }
}

async function withdrawOne(
  plan: FlowPlan,
  { delivery, why, link }: { delivery: Delivery; why: Reason; link: Link },
): Promise<void> {
  const { naturalKey, sourceKey } = link;
  const outcome = await outcomeOf(plan, { link, why });
  if (outcome === undefined) {
    // Its creation was under way and did not come about.
    delivery.refused.push({ entity: plan.entity, sourceKey, isGone: false });
    delivery.results.set(sourceKey, { outcome: 'filtered', reason: why });
  } else if ('error' in outcome) delivery.defect = outcome;
  else if (outcome.status === 'failed') {
    if (pausesRun(outcome.failure) || concernsConnection(outcome.failure))
      delivery.failure = new ApplicationFailure('target', outcome.failure);
    else {
      if (!outcome.failure.isOutcomeUnknown) delivery.refused.push({ entity: plan.entity, sourceKey, isGone: false });
      const named = withMatch(outcome.failure, { naturalKey, targetKey: link.targetKey ?? '' });
      delivery.results.set(sourceKey, { outcome: 'failed', failure: recordFailure(named) });
    }
  } else {
    const { targetKey: left, note } = outcome;
    const change: LinkChange = {
      entity: plan.entity,
      sourceKey,
      naturalKey,
      targetKey: left,
      hash: left === null ? null : overHash,
      written: 'withdrawn',
    };
    delivery.links.push(change);
    delivery.results.set(sourceKey, { outcome: 'withdrawn', naturalKey, targetKey: left, note });
  }
}

/** Undefined: there is nothing to take back. */
async function outcomeOf(
  { entity, target: { context }, writerOf }: FlowPlan,
  { link, why }: { link: Link; why: Reason },
): Promise<WithdrawOutcome | { error: unknown } | undefined> {
  const prepared = writerOf(entity);
  const { naturalKey } = link;
  try {
    const found =
      link.targetKey === null ? await prepared?.writer.find(context, [naturalKey], prepared.settings) : undefined;
    const targetKey = link.targetKey ?? found?.get(naturalKey)?.targetKey;
    if (targetKey === undefined) return undefined;
    const operation = { naturalKey, targetKey, reason: why };
    const outcomes = await prepared?.writer.withdraw?.(context, [operation], prepared.settings);
    return outcomes?.[0] ?? { status: 'failed', failure: failure('defect', 'sync.outcome_unknown') };
  } catch (error: unknown) {
    return error instanceof ConnectorFailure ? { status: 'failed', failure: error } : { error };
  }
}

import type { Reason, RecordDocument } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import {
  ConnectorFailure,
  isTooMuch,
  pausesRun,
  type AnnounceEffects,
  type TargetMatch,
  type TargetPayload,
  type WithdrawOutcome,
} from '@koppel/connector-sdk';
import { effectsOf, mergeEffects } from './effects.js';
import { ApplicationFailure, concernsConnection } from './errors.js';
import { withMatch } from './find.js';
import { heldBack, type Asked } from './many-left.js';
import { overHashOf } from './over.js';
import { Pace } from './pace.js';
import type { FlowPlan } from './plan.js';
import type { Ledger } from './ports.js';
import { failure, reason as reasonOf } from './reasons.js';
import { recordFailure, recordId, type Intent, type KnownIssue, type Link, type LinkChange } from './record.js';
import { isAnswerLost } from './refusals.js';
import type { Delivery } from './write.js';

/** Records that are over at the source, among the links and the open issues of their page. */
interface Leaving {
  delivery: Delivery;
  over: ReadonlyMap<string, Reason>;
  links: readonly Link[];
  known: readonly KnownIssue[];
}

/**
 * Takes back at the target what was delivered of records that are over at the source: documents one after another, what is only changed
 * in calls of many. To take back what is gone already is no mistake; the intent tells a record that is opened again in the meantime that
 * it may be gone.
 */
export async function withdraw(
  {
    plan,
    ledger,
    ...asked
  }: { plan: FlowPlan; ledger: Pick<Ledger, 'storeIntents' | 'lastWritten' | 'withdrawals'> } & Asked,
  { delivery, over, links, known }: Leaving,
): Promise<void> {
  const isStopped = () => delivery.failure ?? delivery.defect ?? plan.target.context.signal.aborted;
  const ended = links.filter(({ sourceKey }) => over.has(sourceKey) && !isReplaced(plan, { delivery, sourceKey }));
  const changed = ended.filter(({ hash }) => hash !== overHashOf(plan));
  for (const link of ended) if (!isStopped() && !changed.includes(link)) keepWithdrawn(plan, { delivery, link });
  const held = await heldBack(plan, { ledger, due: changed, known, ...asked });
  for (const [sourceKey, failed] of held) delivery.results.set(sourceKey, { outcome: 'failed', failure: failed });
  const due = changed.filter(({ sourceKey }) => !held.has(sourceKey));
  const writer = plan.writerOf(plan.entity)?.writer;
  const size = writer?.changes === 'create_and_update' ? writer.batchSize : 1;
  const pace = plan.target.pace ?? new Pace();
  while (due.length > 0 && !isStopped()) {
    const records = await withIntents({ plan, ledger }, { over, links: due.splice(0, pace.size(size)) });
    const announce = announcerOf(ledger, records);
    const { outcomes, isLost } = await withdrawTogether(plan, { records, pace, announce });
    for (const [index, record] of records.entries()) {
      const outcome = outcomes?.[index];
      const tried = { ...record, isRepeated: record.isRepeated || isLost };
      if (outcome) apply(plan, { delivery, ...tried }, outcome);
      else if (isStopped()) forgetUnsent(plan, { delivery, ...tried });
      else apply(plan, { delivery, ...tried }, await outcomeOf(plan, tried, announce));
    }
  }
}

/** Another record of the page has taken its place at the target. */
function isReplaced(
  { entity }: FlowPlan,
  { delivery, sourceKey }: { delivery: Pick<Delivery, 'links' | 'results'>; sourceKey: string },
): boolean {
  const link = delivery.links.find((each) => each.entity === entity && each.sourceKey === sourceKey);
  if (!link) return false;
  const { naturalKey, targetKey } = link;
  delivery.results.set(sourceKey, { outcome: 'unchanged', naturalKey, targetKey });
  return true;
}

/** Of a call that was never made no intent stays: the next run would take for its own what a person has done meanwhile. */
function forgetUnsent({ entity }: FlowPlan, { delivery, link, isRepeated }: { delivery: Delivery } & Over): void {
  if (link.state === 'linked' && !isRepeated)
    delivery.refused.push({ entity, sourceKey: link.sourceKey, isGone: false });
}

async function withIntents(
  { plan, ledger }: { plan: FlowPlan; ledger: Pick<Ledger, 'storeIntents' | 'lastWritten'> },
  { over, links }: { over: ReadonlyMap<string, Reason>; links: readonly Link[] },
): Promise<Over[]> {
  const { entity } = plan;
  const intentHash = overHashOf(plan);
  const intents = links.map(({ sourceKey, naturalKey, targetKey }) =>
    targetKey === null
      ? undefined
      : { entity, sourceKey, naturalKey, targetKey, intentHash, idempotencyKey: randomUUID() },
  );
  if (intents.some(Boolean)) await ledger.storeIntents(intents.filter((intent) => intent !== undefined));
  const written = await ledger.lastWritten(links.map(({ sourceKey }) => ({ entity, sourceKey })));
  return links.flatMap((link, index) => {
    const intent = intents[index];
    const why = over.get(link.sourceKey);
    const isRepeated = link.state === 'writing' && link.intentHash === intentHash;
    return why
      ? [{ link, why, isRepeated, intent, written: written.get(recordId({ entity, sourceKey: link.sourceKey })) }]
      : [];
  });
}

/** Stores what a call is about to do with the intents of its records: a lost answer could not tell it any more. */
function announcerOf(ledger: Pick<Ledger, 'storeIntents'>, records: readonly Over[]): AnnounceEffects {
  return async (effects) => {
    const intents = records.flatMap((record): Intent[] => {
      const own = effects.get(record.link.targetKey ?? '') ?? [];
      if (!record.intent || own.length === 0) return [];
      const announced = mergeEffects(record.link.announced, own);
      record.link = { ...record.link, announced };
      return [{ ...record.intent, effects: announced }];
    });
    if (intents.length > 0) await ledger.storeIntents(intents);
  };
}

/** No outcomes where each must be looked at alone: a write of one was under way, or the call failed, perhaps for the sake of one. */
async function withdrawTogether(
  { entity, target, writerOf }: FlowPlan,
  { records, pace, announce }: { records: readonly Over[]; pace: Pace; announce: AnnounceEffects },
): Promise<{ outcomes?: WithdrawResult[] | undefined; isLost: boolean }> {
  const prepared = writerOf(entity);
  const operations = records.flatMap(({ link: { naturalKey, targetKey, state }, why, written }) =>
    state === 'writing' || targetKey === null
      ? []
      : [{ naturalKey, targetKey, reason: why, ...(written && { written }) }],
  );
  if (operations.length < 2 || operations.length < records.length) return { isLost: false };
  const beganAtMs = performance.now();
  try {
    const outcomes = await prepared?.writer.withdraw?.(target.context, operations, prepared.settings, announce);
    pace.answered({ records: operations.length, elapsedMs: performance.now() - beganAtMs });
    const results = outcomes?.map((outcome, index): WithdrawResult => {
      const { targetKey = '' } = operations[index] ?? {};
      return outcome.status === 'failed' ? { ...outcome, targetKey } : { ...outcome, document: null };
    });
    return { outcomes: results, isLost: false };
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) throw error;
    if (isTooMuch(error)) pace.failed({ records: operations.length });
    return { isLost: isAnswerLost(error) };
  }
}

interface Over {
  link: Link;
  intent: Intent | undefined;
  why: Reason;
  written: TargetPayload | undefined;
  /** A call for it was sent before whose answer was lost. */
  isRepeated: boolean;
}

/** Taken back by an earlier run; or by a person since the last attempt, which its record tells then. */
function keepWithdrawn(plan: FlowPlan, { delivery, link }: { delivery: Delivery; link: Link }): void {
  const { sourceKey, naturalKey, targetKey, document, isLeftOut, uncounted } = link;
  const effects = effectsOf(link);
  const own = { entity: plan.entity, sourceKey, naturalKey, targetKey };
  const change = { ...own, hash: overHashOf(plan), document: null, ...(effects && { effects }) };
  if (!isLeftOut) {
    delivery.results.set(sourceKey, { outcome: uncounted ?? 'unchanged', naturalKey, targetKey });
    if (uncounted) delivery.links.push({ ...change, written: null, isRecount: true });
    return;
  }
  delivery.links.push({ ...change, written: 'withdrawn' });
  const notes = [reasonOf('sync.taken_back_by_hand')] as const;
  delivery.results.set(sourceKey, { outcome: 'withdrawn', naturalKey, targetKey, notes, document });
}

function apply(
  plan: FlowPlan,
  { delivery, ...record }: { delivery: Delivery } & Over,
  outcome: WithdrawResult | { error: unknown } | undefined,
): void {
  const { link, why } = record;
  const { naturalKey, sourceKey } = link;
  if (outcome === undefined) {
    // Its creation was under way and did not come about.
    delivery.refused.push({ entity: plan.entity, sourceKey, isGone: false });
    delivery.results.set(sourceKey, { outcome: 'filtered', reason: why });
  } else if ('error' in outcome) delivery.defect = outcome;
  else if (outcome.status === 'failed') {
    if (pausesRun(outcome.failure) || concernsConnection(outcome.failure)) {
      delivery.failure ??= new ApplicationFailure('target', outcome.failure);
      if (!isAnswerLost(outcome.failure)) forgetUnsent(plan, { delivery, ...record });
    } else {
      const { targetKey, document = null } = outcome;
      // What stands there must not be forgotten: its creation was under way, or it is left of several.
      if (targetKey !== link.targetKey)
        delivery.links.push({
          entity: plan.entity,
          sourceKey,
          naturalKey,
          targetKey,
          document,
          hash: null,
          written: null,
        });
      else if (!outcome.failure.isOutcomeUnknown)
        delivery.refused.push({ entity: plan.entity, sourceKey, isGone: false });
      const named = withMatch(outcome.failure, { naturalKey, targetKey });
      delivery.results.set(sourceKey, { outcome: 'failed', failure: recordFailure(named) });
    }
  } else {
    const { targetKey: left, notes, document } = outcome;
    // What was done before and not undone yet, as where the target did not take the record whole when it came back.
    const effects = left === null ? [] : mergeEffects(effectsOf(link), outcome.effects);
    const change: LinkChange = {
      entity: plan.entity,
      sourceKey,
      naturalKey,
      targetKey: left,
      hash: left === null ? null : overHashOf(plan),
      written: 'withdrawn',
      document: null,
      ...(effects.length > 0 && { effects }),
    };
    delivery.links.push(change);
    delivery.results.set(sourceKey, { outcome: 'withdrawn', naturalKey, targetKey: left, notes, document });
  }
}

/** What was taken back, too. */
type Withdrawn = Extract<WithdrawOutcome, { status: 'withdrawn' }> & { document: RecordDocument | null };
/** Of a failure, also which record of the target it is about. */
type WithdrawResult = Withdrawn | (Extract<WithdrawOutcome, { status: 'failed' }> & TargetMatch);

/** Undefined: there is nothing to take back. */
async function outcomeOf(
  plan: FlowPlan,
  { link, why, written, isRepeated }: Over,
  announce: AnnounceEffects,
): Promise<WithdrawResult | { error: unknown } | undefined> {
  const { target, writerOf } = plan;
  const prepared = writerOf(plan.entity);
  const { naturalKey } = link;
  let targetKey = link.targetKey ?? '';
  let last: Withdrawn | undefined;
  try {
    for (const match of await matchesOf(plan, link)) {
      ({ targetKey } = match);
      const operation = {
        naturalKey,
        ...match,
        reason: why,
        ...(written && { written }),
        ...(isRepeated && { isRepeated }),
      };
      const outcomes = await prepared?.writer.withdraw?.(target.context, [operation], prepared.settings, announce);
      const outcome = outcomes?.[0] ?? { status: 'failed', failure: failure('defect', 'sync.outcome_unknown') };
      if (outcome.status === 'failed') return { ...outcome, ...match };
      const notes = last ? ([...last.notes, ...outcome.notes] as const) : outcome.notes;
      last = { ...outcome, notes, document: match.document ?? last?.document ?? null };
    }
    return last;
  } catch (error: unknown) {
    return error instanceof ConnectorFailure ? { status: 'failed', failure: error, targetKey } : { error };
  }
}

/** The record of the link; where a write was under way, also what it may have made, or begun, under the natural key. */
async function matchesOf({ entity, target, writerOf }: FlowPlan, link: Link): Promise<TargetMatch[]> {
  const { naturalKey, targetKey, document, state } = link;
  const prepared = writerOf(entity);
  const linked = targetKey === null ? [] : [{ targetKey, ...(document && { document }) }];
  if (state !== 'writing' || !prepared) return linked;
  const { writer, settings } = prepared;
  const found = await writer.find(target.context, [naturalKey], settings);
  const begun = await writer.findBegun?.(target.context, [naturalKey], settings);
  const made = [found, begun].flatMap((matches) => matches?.get(naturalKey) ?? []);
  return [...linked, ...made.filter((match) => match.targetKey !== targetKey)];
}

import type { EntityKind } from '@koppel/contracts';
import {
  ConnectorFailure,
  pausesRun,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { compareAnswer, keyFields } from './accepted.js';
import { BatchWriter } from './batches.js';
import type { PendingWrite } from './compare.js';
import { ApplicationFailure, concernsConnection } from './errors.js';
import { withMatch, type Found } from './find.js';
import type { PreparedWriter } from './plan.js';
import type { Endpoint } from './ports.js';
import { failure as makeFailure } from './reasons.js';
import { payloadForUpdate } from './shared-fields.js';
import { recordFailure, type LinkChange, type RecordResult, type Refusal } from './record.js';
import { readBack } from './read-back.js';
import { findWritten, outcomeOf } from './late-writes.js';

/** The results of the records of one entity. */
export interface Delivery {
  /** By source key; records that were not tried because of the failure are absent. */
  results: Map<string, RecordResult>;
  /** Links to complete. */
  links: LinkChange[];
  /** Intents to remove: the target refused, so nothing was written. */
  refused: Refusal[];
  /** A failure of an application as a whole; nothing more was tried after it. */
  failure: ApplicationFailure | undefined;
  /** An unexpected error; it ends the run once what was written is in the ledger. */
  defect: { error: unknown } | undefined;
}

export interface ReadyWrite {
  pending: PendingWrite;
  operation: WriteOperation<TargetPayload>;
  /** The target does not have the record of the link any more. */
  isGone?: boolean;
}

/** A record whose dependency of this name gave a key that the target does not have any more. */
export interface LostReference {
  pending: PendingWrite;
  name: string;
}

export interface WriteOptions {
  entity: EntityKind;
  prepared: PreparedWriter;
  target: Endpoint;
  delivery: Delivery;
  /** The same page failed several times: write one record at a time, to find the one that fails. */
  isIsolating: boolean;
  /** Source keys of the records that have an issue already. */
  failedBefore: ReadonlySet<string>;
  /** They were written before, and a reference of theirs was gone: if one still is, that is their failure. */
  isRepeated: boolean;
  /** Which source keys these records of the target are linked with already, by target key. */
  owners(targetKeys: string[]): Promise<ReadonlyMap<string, string>>;
}

export type Outcomes = Map<ReadyWrite, WriteOutcome>;

/** At most so many records of a page may become issues because the application fails on them alone. */
const maxIsolated = 5;

/**
 * Writes in batches, several at once within the target's concurrency, and adds results and links to the delivery. It
 * stops at the first sign that the application as a whole fails. A lost answer is looked up, never written again blindly.
 *
 * @returns writes that the target refused because a reference of theirs is gone; they have no result
 */
export async function writeRecords(options: WriteOptions, writes: readonly ReadyWrite[]): Promise<LostReference[]> {
  const batches = new BatchWriter(options);
  await batches.writeAll(writes);
  await readBack(options, batches.outcomes);
  await batches.writeAll(await followMoved(options, batches.outcomes));
  await readBack(options, batches.outcomes);
  const lost = options.isRepeated ? [] : takeLost(batches.outcomes);
  await applyOutcomes(options, batches.outcomes);
  return lost;
}

function takeLost(outcomes: Outcomes): LostReference[] {
  const lost: LostReference[] = [];
  for (const [write, outcome] of outcomes) {
    const name = outcome.status === 'failed' ? outcome.failure.goneReference : undefined;
    if (name === undefined) continue;
    outcomes.delete(write);
    lost.push({ pending: write.pending, name });
  }
  return lost;
}

/**
 * Looks up again what the target does not have any more under the key of its link, or has under another natural key now: it may have
 * been merged, made anew by hand, or replaced by another record. What is not there stays a failure, since creating it could make a
 * second document.
 *
 * @returns writes to the records that were found; their first outcomes are taken out
 */
async function followMoved(options: WriteOptions, outcomes: Outcomes): Promise<ReadyWrite[]> {
  const gone = [...outcomes].flatMap(([write, outcome]) =>
    outcome.status === 'failed' && outcome.failure.isTargetGone && write.operation.targetKey !== undefined
      ? [write]
      : [],
  );
  const renamed = [...outcomes].flatMap(([write, outcome]) => (isRenamed(options, write, outcome) ? [write] : []));
  const isStopped = options.delivery.failure !== undefined || options.delivery.defect !== undefined;
  const found = isStopped ? undefined : await findWritten(options, [...gone, ...renamed]);
  if (!found) {
    // They are looked up when the run goes on. An intent that stayed open would say then that this flow took the record away itself.
    for (const write of gone) {
      outcomes.delete(write);
      const { sourceKey } = write.pending.record;
      if (!write.pending.isUnderWay) options.delivery.refused.push({ entity: options.entity, sourceKey, isGone: true });
    }
    return [];
  }
  const { prepared } = options;
  const owners = await options.owners([...found.values()].flatMap((match) => targetKeyOf(match) ?? []));
  const elsewhere = renamed.flatMap((write) => toOther(write, { prepared, found, owners, outcomes }));
  const again = gone.flatMap((write): ReadyWrite[] => {
    const match = found.get(write.operation.naturalKey);
    if (!match && write.pending.isUnderWay && options.prepared.writer.changes === 'follow') {
      outcomes.delete(write);
      const { whole: payload = write.operation.payload } = write.operation;
      return [{ ...write, operation: { ...write.operation, payload, targetKey: undefined } }];
    }
    write.isGone = true;
    if (match && 'failure' in match) outcomes.set(write, outcomeOf(match));
    return toOther(write, { prepared, found, owners, outcomes });
  });
  return [...elsewhere, ...again];
}

/** The record of the link has another natural key than was sent: that one may stand somewhere else now. */
function isRenamed({ prepared: { writer } }: WriteOptions, { operation }: ReadyWrite, outcome: WriteOutcome): boolean {
  if (operation.targetKey === undefined || outcome.status === 'failed' || !outcome.stored) return false;
  return keyFields(writer, operation, outcome.stored).length > 0;
}

/** The write to the record that was found under its key, where that is another one and no other record's. */
function toOther(
  write: ReadyWrite,
  {
    prepared,
    found,
    owners,
    outcomes,
  }: {
    prepared: PreparedWriter;
    found: ReadonlyMap<string, Found>;
    owners: ReadonlyMap<string, string>;
    outcomes: Outcomes;
  },
): ReadyWrite[] {
  const match = found.get(write.operation.naturalKey);
  const targetKey = match && targetKeyOf(match);
  if (targetKey === undefined || targetKey === write.operation.targetKey) return [];
  const { naturalKey, sourceKey } = write.pending.record;
  const owner = owners.get(targetKey) ?? sourceKey;
  if (owner !== sourceKey) {
    const failure = makeFailure('duplicate', 'sync.duplicate_key', { naturalKey, owner, sourceKey });
    outcomes.set(write, { status: 'failed', failure });
    return [];
  }
  outcomes.delete(write);
  // Nothing was written to this one yet.
  const { whole, ...operation } = write.operation;
  const payload = whole ? payloadForUpdate(prepared.writer, whole, { written: undefined }) : operation.payload;
  return [{ ...write, operation: { ...operation, ...(whole && { whole }), payload, targetKey } }];
}

const targetKeyOf = (found: Found): string | undefined => ('failure' in found ? undefined : found.targetKey);

/** Turns the outcomes of writes into results and links. Creations in doubt are looked up first. */
async function applyOutcomes(options: WriteOptions, outcomes: Outcomes): Promise<void> {
  const doubtful: [ReadyWrite, ConnectorFailure][] = [];
  const failed: [ReadyWrite, ConnectorFailure][] = [];
  for (const [write, outcome] of outcomes) {
    if (outcome.status === 'written') applyWritten(options, write, outcome);
    else if (outcome.failure.isOutcomeUnknown && write.operation.targetKey === undefined)
      doubtful.push([write, outcome.failure]);
    else failed.push([write, outcome.failure]);
  }
  const found = await findWritten(
    options,
    doubtful.map(([write]) => write),
  );
  for (const [write, failure] of doubtful) {
    const match = found?.get(write.operation.naturalKey);
    const outcome = match && outcomeOf(match);
    if (outcome?.status === 'written') applyWritten(options, write, outcome);
    else if (found) failed.push([write, outcome?.failure ?? failure]);
  }
  applyFailed(options, failed);
}

function applyWritten(
  { delivery, entity, prepared, target }: WriteOptions,
  { pending: { record, effects, former }, operation }: ReadyWrite,
  outcome: Extract<WriteOutcome, { status: 'written' }>,
): void {
  const { sourceKey, naturalKey, hash } = record;
  const { targetKey, document = null } = outcome;
  const { storedKey, issue, notes } = compareAnswer(prepared, operation, {
    outcome: { ...outcome, notes: [...record.notes, ...(outcome.notes ?? [])] },
    application: target.connector.name,
  });
  const link = { entity, sourceKey, naturalKey, targetKey, document, ...(storedKey !== undefined && { storedKey }) };
  if (former) delivery.links.push({ entity, ...former, targetKey: null, document: null, hash: null, written: null });
  if (issue) {
    // It stands there; without a hash the next try writes it again, and undoes what taking it back did.
    delivery.links.push({ ...link, hash: null, written: null, ...(effects && { effects }) });
    delivery.results.set(sourceKey, { outcome: 'failed', failure: recordFailure(issue) });
    return;
  }
  // What is only created was not changed by writing it again: it is still there.
  const updated = prepared.writer.changes === 'create_only' ? null : 'updated';
  const written = operation.targetKey === undefined ? 'created' : updated;
  delivery.results.set(sourceKey, {
    outcome: written ?? 'unchanged',
    naturalKey,
    targetKey,
    document: outcome.document,
  });
  const undoneBy = kindsThatUndo(prepared, effects);
  delivery.links.push({
    ...{ ...link, hash, record, written },
    ...(notes.length > 0 && { notes }),
    ...(undoneBy.length > 0 && { undoneBy }),
  });
}

function kindsThatUndo(
  { writer: { undoneBy = {} } }: PreparedWriter,
  effects: PendingWrite['effects'] = [],
): EntityKind[] {
  return [...new Set(effects.flatMap(({ kind }) => undoneBy[kind] ?? []))];
}

function applyFailed(
  { isIsolating, delivery, entity, prepared }: WriteOptions,
  failed: readonly [ReadyWrite, ConnectorFailure][],
): void {
  const pausing = failed.filter(([, failure]) => pausesRun(failure));
  const isolates = isIsolating && pausing.length <= maxIsolated && !delivery.failure;
  for (const [{ pending, operation, isGone = false }, failure] of failed) {
    const { sourceKey, naturalKey } = pending.record;
    if (!failure.isOutcomeUnknown) delivery.refused.push({ entity, sourceKey, isGone });
    if ((pausesRun(failure) && !isolates) || concernsConnection(failure)) {
      delivery.failure ??= new ApplicationFailure('target', failure);
      continue;
    }
    const { targetKey } = operation;
    const isFollowed = prepared.writer.changes === 'follow' && targetKey !== undefined && !isGone;
    const named = isFollowed ? withMatch(failure, { naturalKey, targetKey }) : failure;
    delivery.results.set(sourceKey, { outcome: 'failed', failure: recordFailure(named) });
  }
}

import type { EntityKind, FailureClass } from '@koppel/contracts';
import {
  ConnectorFailure,
  pausesRun,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { PendingWrite } from './compare.js';
import { ApplicationFailure, concernsConnection } from './errors.js';
import { findAtTarget, withMatch, type Found } from './find.js';
import type { PreparedWriter } from './plan.js';
import type { Endpoint } from './ports.js';
import { failure as makeFailure } from './reasons.js';
import { recordFailure, type LinkChange, type RecordResult, type Refusal } from './record.js';

/** The results of the records of one entity. */
export interface Delivery {
  /** By source key; records that were not tried because of the failure are absent. */
  results: Map<string, RecordResult>;
  /** Links to complete. */
  links: LinkChange[];
  /** Intents to take back: the target refused, so nothing was written. */
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
  /** They were written before, and a reference of theirs was gone: if one still is, that is their failure. */
  isRepeated: boolean;
  /** Which source keys these records of the target are linked with already, by target key. */
  owners(targetKeys: string[]): Promise<ReadonlyMap<string, string>>;
}

type Outcomes = Map<ReadyWrite, WriteOutcome>;

/** At most so many records of a page may become issues because the application fails on them alone. */
const maxIsolated = 5;
/** So many single records refused by whole calls, and none written: the calls are at fault, not the records. */
const maxRefusedAlone = 10;
/** Classes of a refused call that one record of it may have caused. */
const refusalClasses: ReadonlySet<FailureClass> = new Set(['value', 'too_large', 'duplicate', 'missing_reference']);

/**
 * Writes in batches, several at once within the target's concurrency, and adds results and links to the delivery. It
 * stops at the first sign that the application as a whole fails. A lost answer is looked up, never written again blindly.
 *
 * @returns writes that the target refused because a reference of theirs is gone; they have no result
 */
export async function writeRecords(options: WriteOptions, writes: readonly ReadyWrite[]): Promise<LostReference[]> {
  const batches = new BatchWriter(options);
  await batches.writeAll(writes);
  await batches.writeAll(await followMoved(options, batches.outcomes));
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
 * Looks up again what the target does not have any more under the key of its link: it may have been merged, or made anew by hand.
 * What is not there stays a failure, since creating it could make a second document.
 *
 * @returns writes to the records that were found; their first outcomes are taken out
 */
async function followMoved(options: WriteOptions, outcomes: Outcomes): Promise<ReadyWrite[]> {
  const gone = [...outcomes].flatMap(([write, outcome]) =>
    outcome.status === 'failed' && outcome.failure.isTargetGone && write.operation.targetKey !== undefined
      ? [write]
      : [],
  );
  const isStopped = options.delivery.failure !== undefined || options.delivery.defect !== undefined;
  const found = isStopped ? undefined : await findWritten(options, gone);
  if (!found) {
    // Their intents stay open, and they are looked up when the run goes on.
    for (const write of gone) outcomes.delete(write);
    return [];
  }
  const owners = await options.owners([...found.values()].flatMap((match) => targetKeyOf(match) ?? []));
  return gone.flatMap((write): ReadyWrite[] => {
    const match = found.get(write.operation.naturalKey);
    const targetKey = match && targetKeyOf(match);
    if (!match && write.pending.isUnderWay && options.prepared.writer.changes === 'follow') {
      outcomes.delete(write);
      return [{ ...write, operation: { ...write.operation, targetKey: undefined } }];
    }
    write.isGone = true;
    if (match && 'failure' in match) outcomes.set(write, outcomeOf(match));
    if (targetKey === undefined || targetKey === write.operation.targetKey) return [];
    const { naturalKey, sourceKey } = write.pending.record;
    const owner = owners.get(targetKey) ?? sourceKey;
    if (owner !== sourceKey) {
      const failure = makeFailure('duplicate', 'sync.duplicate_key', { naturalKey, owner, sourceKey });
      outcomes.set(write, { status: 'failed', failure });
      return [];
    }
    outcomes.delete(write);
    return [{ ...write, operation: { ...write.operation, targetKey } }];
  });
}

const targetKeyOf = (found: Found): string | undefined => ('failure' in found ? undefined : found.targetKey);

class BatchWriter {
  /** Outcomes of what was tried; writes that were not tried are absent. */
  readonly outcomes: Outcomes = new Map();
  private written = 0;
  private refusedAlone = 0;

  constructor(private readonly options: WriteOptions) {}

  async writeAll(writes: readonly ReadyWrite[]): Promise<void> {
    const { prepared, target, isIsolating } = this.options;
    const size = isIsolating ? 1 : Math.max(1, prepared.writer.batchSize);
    const batches = Array.from({ length: Math.ceil(writes.length / size) }, (_, index) =>
      writes.slice(index * size, (index + 1) * size),
    );
    const writeNext = async (): Promise<void> => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) await this.write(batch);
    };
    const workers = Math.min(batches.length, Math.max(1, target.concurrency()));
    await Promise.all(Array.from({ length: workers }, writeNext));
  }

  private async write(batch: readonly ReadyWrite[]): Promise<void> {
    const { prepared, target, delivery, isIsolating } = this.options;
    if (delivery.failure || delivery.defect || target.context.signal.aborted) return;
    try {
      const operations = batch.map(({ operation }) => operation);
      const outcomes = await prepared.writer.write(target.context, operations, prepared.settings);
      batch.forEach((write, index) => this.add(write, outcomes[index] ?? missingOutcome));
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) delivery.defect ??= { error };
      else if (isIsolating && error.failureClass === 'intermittent')
        for (const write of batch) this.outcomes.set(write, { status: 'failed', failure: error });
      else if (refusalClasses.has(error.failureClass) && !error.isOutcomeUnknown) await this.bisect(batch, error);
      else delivery.failure ??= new ApplicationFailure('target', error);
    }
  }

  private add(write: ReadyWrite, outcome: WriteOutcome): void {
    const { delivery, isIsolating } = this.options;
    this.outcomes.set(write, outcome);
    if (outcome.status === 'written') {
      this.written += 1;
      return;
    }
    const { failure } = outcome;
    const isIsolated = isIsolating && failure.failureClass === 'intermittent';
    if (concernsConnection(failure) || (pausesRun(failure) && !isIsolated))
      delivery.failure ??= new ApplicationFailure('target', failure);
  }

  /** The call was refused as a whole: halves it until the record at fault stands alone and the others are written. */
  private async bisect(batch: readonly ReadyWrite[], failure: ConnectorFailure): Promise<void> {
    const [only, ...others] = batch;
    if (only && others.length === 0) {
      this.outcomes.set(only, { status: 'failed', failure });
      this.refusedAlone += 1;
      if (this.refusedAlone >= maxRefusedAlone && this.written === 0)
        this.options.delivery.failure ??= new ApplicationFailure('target', failure);
      return;
    }
    // A writer may have made several calls, and a part of them went through.
    const created = batch.filter(({ operation }) => operation.targetKey === undefined);
    const found = await findWritten(this.options, created);
    if (!found) return;
    const rest = batch.filter((write) => {
      const match = write.operation.targetKey === undefined ? found.get(write.operation.naturalKey) : undefined;
      if (match) this.add(write, outcomeOf(match));
      return !match;
    });
    const middle = Math.ceil(rest.length / 2);
    await this.write(rest.slice(0, middle));
    if (middle < rest.length) await this.write(rest.slice(middle));
  }
}

/** Undefined when the target cannot be asked now: the intents stay open and are looked up when the run goes on. */
async function findWritten(
  { prepared, target, delivery }: WriteOptions,
  writes: readonly ReadyWrite[],
): Promise<Map<string, Found> | undefined> {
  if (writes.length === 0) return new Map();
  if (target.context.signal.aborted) return undefined;
  try {
    const records = writes.map(({ operation }) => operation);
    return await findAtTarget(prepared, target, { records });
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure)) delivery.defect ??= { error };
    else delivery.failure ??= new ApplicationFailure('target', error);
    return undefined;
  }
}

const outcomeOf = (found: Found): WriteOutcome =>
  'failure' in found ? { status: 'failed', failure: found.failure } : { status: 'written', ...found };

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
  { delivery, entity, prepared }: WriteOptions,
  { pending: { record }, operation }: ReadyWrite,
  { targetKey, note, document }: Extract<WriteOutcome, { status: 'written' }>,
): void {
  const { sourceKey, naturalKey, hash } = record;
  // What is only created was not changed by writing it again: it is still there.
  const updated = prepared.writer.changes === 'create_only' ? null : 'updated';
  const written = operation.targetKey === undefined ? 'created' : updated;
  delivery.results.set(sourceKey, { outcome: written ?? 'unchanged', naturalKey, targetKey, document });
  const link = { entity, sourceKey, naturalKey, targetKey, document: document ?? null, hash, record };
  delivery.links.push({ ...link, written, ...(note && { note }) });
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

const missingOutcome: WriteOutcome = {
  status: 'failed',
  failure: makeFailure('defect', 'sync.outcome_unknown', {}, { isOutcomeUnknown: true }),
};

import { ConnectorFailure, isTooMuch, pausesRun, type WriteOutcome } from '@koppel/connector-sdk';
import { ApplicationFailure, concernsConnection } from './errors.js';
import { Pace } from './pace.js';
import { failure as makeFailure } from './reasons.js';
import { answersOthers } from './find.js';
import { findLateWrites, findWritten, outcomeOf } from './late-writes.js';
import { isCut, isOfCall, isRefusal, refusedAlone } from './refusals.js';
import type { Outcomes, ReadyWrite, WriteOptions } from './write.js';

/** So many single records refused by whole calls, and none written: the calls may be at fault, not the records. */
const maxRefusedAlone = 10;
/** So many calls in a row that the application failed on: it is not a record of them. */
const maxFailedInRow = 6;
/** A write whose call was given up is sent once more, and then not again before the run has paused. */
const maxGivenUp = 2;

type Batch = readonly ReadyWrite[];

/**
 * Sends writes in calls of the size, and so many at once, as the application bears. A call that is refused is divided until the record
 * at fault stands alone; what a call has written that was given up, or that the application failed on, is looked up before the rest is
 * sent again, in smaller calls.
 */
export class BatchWriter {
  /** Outcomes of what was tried; writes that were not tried are absent. */
  readonly outcomes: Outcomes = new Map();
  private written = 0;
  private refusedAlone = 0;
  private isAnswering = false;
  private failedInRow = 0;
  private readonly givenUp = new Map<ReadyWrite, number>();
  private fresh: ReadyWrite[] = [];
  private again: Batch[] = [];
  private readonly pace: Pace;

  constructor(private readonly options: WriteOptions) {
    this.pace = options.target.pace ?? new Pace();
  }

  async writeAll(writes: Batch): Promise<void> {
    const { target, isIsolating } = this.options;
    this.fresh = [...writes];
    const active = new Set<Promise<void>>();
    for (;;) {
      const most = Math.max(1, target.concurrency());
      const workers = isIsolating ? most : this.pace.workers(most);
      while (active.size < workers) {
        const batch = this.isStopped ? undefined : this.takeBatch();
        if (!batch) break;
        const work = this.write(batch).finally(() => active.delete(work));
        active.add(work);
      }
      if (active.size === 0) return;
      await Promise.race(active);
    }
  }

  private get isStopped(): boolean {
    const { target, delivery } = this.options;
    return delivery.failure !== undefined || delivery.defect !== undefined || target.context.signal.aborted;
  }

  private takeBatch(): Batch | undefined {
    const again = this.again.shift();
    if (again || this.fresh.length === 0) return again;
    const { prepared, isIsolating } = this.options;
    const size = isIsolating ? 1 : this.pace.size(Math.max(1, prepared.writer.batchSize));
    return this.fresh.splice(0, size);
  }

  private async write(batch: Batch): Promise<void> {
    const { prepared, target, delivery, isIsolating } = this.options;
    const beganAtMs = performance.now();
    const elapsedMs = () => performance.now() - beganAtMs;
    try {
      const operations = batch.map(({ operation }) => operation);
      const outcomes = await prepared.writer.write(target.context, operations, prepared.settings);
      this.pace.answered({ records: batch.length, elapsedMs: elapsedMs() });
      this.failedInRow = 0;
      batch.forEach((write, index) => this.add(write, outcomes[index] ?? missingOutcome));
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure)) delivery.defect ??= { error };
      else if (target.context.signal.aborted) delivery.failure ??= new ApplicationFailure('target', error);
      else if (isRefusal(error)) await this.divideRefused(batch, error);
      else if (isIsolating && error.failureClass === 'intermittent')
        for (const write of batch) this.outcomes.set(write, { status: 'failed', failure: error });
      else if ((isTooMuch(error) || isCut(error)) && prepared.writer.changes === 'create_and_update')
        await this.divideFailed(batch, error, elapsedMs());
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

  private async divideRefused(batch: Batch, failure: ConnectorFailure): Promise<void> {
    const [only, ...others] = batch;
    const isBlocked = isOfCall(failure);
    // A writer may have made several calls, and a part of them went through. Where the question is refused too, it is not for a record.
    const asked = isBlocked ? batch : batch.filter(({ operation }) => operation.targetKey === undefined);
    const found = others.length > 0 || isBlocked ? await findWritten(this.options, asked) : new Map<string, never>();
    if (!found) return;
    if (only && others.length === 0) {
      await this.addRefusedAlone(only, failure);
      return;
    }
    const rest = batch.filter((write) => {
      const match = write.operation.targetKey === undefined ? found.get(write.operation.naturalKey) : undefined;
      if (match) this.add(write, outcomeOf(match));
      return !match;
    });
    this.again.unshift(...inPieces(rest, Math.ceil(rest.length / 2)));
  }

  private async addRefusedAlone(write: ReadyWrite, failure: ConnectorFailure): Promise<void> {
    const { target, delivery, failedBefore } = this.options;
    this.outcomes.set(write, { status: 'failed', failure: refusedAlone(failure, target.connector.name) });
    // That it is refused again says nothing new of the calls: what comes behind it must not wait for it.
    if (failedBefore.has(write.pending.record.sourceKey)) return;
    this.refusedAlone += 1;
    if (this.refusedAlone < maxRefusedAlone || this.written > 0 || (await this.isOfRecords(failure))) return;
    delivery.failure ??= new ApplicationFailure('target', failure);
  }

  /** Whether so many refusals in a row may be of the records. */
  private async isOfRecords(failure: ConnectorFailure): Promise<boolean> {
    const { prepared, target, isIsolating } = this.options;
    // It answers questions, which tells nothing of its writes: only a run that has paused for it several times goes on.
    if (isOfCall(failure)) return isIsolating && pausesRun(failure);
    this.isAnswering ||= await answersOthers(prepared, target.context);
    return this.isAnswering;
  }

  /** The application took too long, or failed: what it has done is looked up once it does no more, and the rest is tried in halves. */
  private async divideFailed(batch: Batch, failure: ConnectorFailure, elapsedMs: number): Promise<void> {
    const { delivery } = this.options;
    const isGivenUp = failure.status === undefined;
    this.failedInRow += 1;
    const late = await findLateWrites(this.options, { batch, elapsedMs });
    if (!late) return;
    if (!isCut(failure)) this.pace.failed({ records: batch.length, ...(isGivenUp && { done: late.doneAtOnce }) });
    for (const [write, outcome] of late.written) this.add(write, outcome);
    if (late.written.size > 0) this.failedInRow = 0;
    const rest = batch.filter((write) => !late.written.has(write));
    if (rest.length === 0) return;
    if (isGivenUp) for (const write of rest) this.givenUp.set(write, (this.givenUp.get(write) ?? 0) + 1);
    const isSentEnough = rest.some((write) => (this.givenUp.get(write) ?? 0) >= maxGivenUp);
    const [only, ...others] = rest;
    if (this.failedInRow >= maxFailedInRow || (isSentEnough && others.length > 0)) {
      delivery.failure ??= new ApplicationFailure('target', failure);
      return;
    }
    // The application answers questions, and was asked for nothing else: it is this record.
    if (only && others.length === 0 && (isSentEnough || (!isGivenUp && batch.length === 1))) {
      this.outcomes.set(only, { status: 'failed', failure: ofRecord(failure) });
      return;
    }
    // Behind the others, which tell whether the application works at all.
    this.again.push(...inPieces(rest, Math.min(Math.ceil(rest.length / 2), this.pace.size(rest.length))));
  }
}

function inPieces(batch: Batch, size: number): Batch[] {
  const pieces: Batch[] = [];
  for (let start = 0; start < batch.length; start += size) pieces.push(batch.slice(start, start + size));
  return pieces;
}

/** The same failure, told of one record. */
export function ofRecord(failure: ConnectorFailure): ConnectorFailure {
  const { failureClass, reason, message, status } = failure;
  const told = { ...reason, message };
  return new ConnectorFailure(failureClass, told, {
    cause: failure,
    isOfRecord: true,
    ...(status !== undefined && { status }),
  });
}

const missingOutcome: WriteOutcome = {
  status: 'failed',
  failure: makeFailure('defect', 'sync.outcome_unknown', {}, { isOutcomeUnknown: true }),
};

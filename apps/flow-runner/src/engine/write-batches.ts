import {
  ConnectorFailure,
  pausesRun,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { PlannedWrite } from './compare.js';
import type { OpenEnd, PreparedWriter } from './flow-plan.js';
import { ApplicationTrouble, concernsConnection } from './trouble.js';

export interface ReadyWrite {
  planned: PlannedWrite;
  operation: WriteOperation<TargetPayload>;
}

export interface WrittenBatches {
  /** Outcomes of what was tried; writes that were never tried are absent. */
  outcomes: Map<ReadyWrite, WriteOutcome>;
  /** What concerns the application as a whole; nothing more was tried after it. */
  trouble: ApplicationTrouble | undefined;
  /** An error that nobody foresaw; nothing more was tried after it either. */
  defect: { error: unknown } | undefined;
}

/**
 * Writes in batches, several at once under the connection's cap, and stops trying at the first sign that the application
 * as a whole fails.
 *
 * @param options.isIsolating the same place failed several times: write one by one, to find the record that does it
 */
export async function writeBatches(
  { writer, settings }: PreparedWriter,
  target: OpenEnd,
  { writes, isIsolating }: { writes: readonly ReadyWrite[]; isIsolating: boolean },
): Promise<WrittenBatches> {
  const batches = inBatches(writes, isIsolating ? 1 : Math.max(1, writer.batchSize));
  const result: WrittenBatches = { outcomes: new Map(), trouble: undefined, defect: undefined };
  let next = 0;

  async function writeNext(): Promise<void> {
    for (;;) {
      const batch = batches[next];
      if (!batch || result.trouble || result.defect || target.context.signal.aborted) return;
      next += 1;
      try {
        const outcomes = await writer.write(
          target.context,
          batch.map((write) => write.operation),
          settings,
        );
        settle(result, { batch, outcomes, isIsolating });
      } catch (error: unknown) {
        if (!(error instanceof ConnectorFailure)) result.defect ??= { error };
        else if (isIsolating && error.failureClass === 'intermittent') settleAll(result, batch, error);
        else result.trouble ??= new ApplicationTrouble('target', error);
      }
    }
  }

  const workers = Math.min(batches.length, Math.max(1, target.concurrency()));
  await Promise.all(Array.from({ length: workers }, writeNext));
  return result;
}

function settle(
  result: WrittenBatches,
  {
    batch,
    outcomes,
    isIsolating,
  }: { batch: readonly ReadyWrite[]; outcomes: readonly WriteOutcome[]; isIsolating: boolean },
): void {
  batch.forEach((write, index) => {
    const outcome = outcomes[index] ?? missingOutcome;
    result.outcomes.set(write, outcome);
    if (outcome.status === 'written') return;
    const { failure } = outcome;
    const isTrouble =
      concernsConnection(failure) || (pausesRun(failure) && !(isIsolating && failure.failureClass === 'intermittent'));
    if (isTrouble) result.trouble ??= new ApplicationTrouble('target', failure);
  });
}

function settleAll(result: WrittenBatches, batch: readonly ReadyWrite[], failure: ConnectorFailure): void {
  for (const write of batch) result.outcomes.set(write, { status: 'failed', failure });
}

const missingOutcome: WriteOutcome = {
  status: 'failed',
  failure: new ConnectorFailure(
    'defect',
    'The connector did not tell what became of this record. It is looked up at the target before it is tried again; report this.',
    { isOutcomeUnknown: true },
  ),
};

function inBatches<T>(items: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
  return batches;
}

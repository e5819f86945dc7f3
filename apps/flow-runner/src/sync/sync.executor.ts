import { Inject, Injectable } from '@nestjs/common';
import { hashPayload, wholeText } from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import {
  ApplicationFailure,
  deliverPage,
  findDeleted,
  followsDeletions,
  overHashOf,
  readPages,
  readRecords,
  type FlowPlan,
  type PageOptions,
} from '@koppel/sync-engine';
import type { FlowRunnerConfig } from '../config.js';
import { pageSeconds, recordsTotal } from '../metrics.js';
import { RunCancelled, type RunRecord } from '../run/run.js';
import { CheckpointRepository, type Progress } from './checkpoint.repository.js';
import { DeletionRepository, type WatchedRecord } from './deletion.repository.js';
import { cursorBasis, LedgerRepository } from './ledger.repository.js';

interface Page extends Omit<PageOptions, 'isIsolating' | 'isAsked'> {
  progress: Progress;
}

/** So often may the same records fail before they are written one by one. */
const stallsBeforeIsolation = 4;
const heldDone = 'done';

/**
 * Executes runs that deliver: page by page, first the records that a person wants again, then those that were held, then the
 * source from the cursor on; at intervals, what was deleted at the source is taken back at the target.
 */
@Injectable()
export class SyncExecutor {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly ledger: LedgerRepository,
    private readonly checkpoints: CheckpointRepository,
    private readonly deletions: DeletionRepository,
  ) {}

  /** @param onCheckpoint gets the run after each page, where stopping loses nothing; throws to stop */
  async execute(run: RunRecord, plan: FlowPlan, onCheckpoint: (run: RunRecord) => void): Promise<void> {
    let current = run;
    const deliver = async (page: Page): Promise<void> => {
      current = await this.deliver(current, plan, page);
      onCheckpoint(current);
      if (current.isCancelRequested) throw new RunCancelled();
    };
    await this.deliverRequested(run, plan, deliver);
    await this.deliverHeld(run, plan, deliver);
    if (run.kind === 'retry') return;
    await this.deliverSource(run, plan, deliver);
    if (followsDeletions(plan)) await this.withdrawDeleted(run, plan, deliver);
  }

  private async deliver(run: RunRecord, plan: FlowPlan, { progress, ...page }: Page): Promise<RunRecord> {
    const stopTimer = pageSeconds.startTimer({ entity: run.entity });
    const isStalled = run.stalledAt === null || run.stalledAt === progress.set;
    const isIsolating = isStalled && run.stalls >= stallsBeforeIsolation;
    const result = await at(progress.set, () =>
      deliverPage(plan, this.ledger.of(run), { ...page, isIsolating, isAsked: run.kind === 'retry' }),
    );
    const after = await this.checkpoints.commit(run, result, progress);
    for (const [outcome, times] of Object.entries(result.counts)) {
      if (outcome !== 'read' && times > 0) recordsTotal.inc({ entity: run.entity, outcome }, times);
    }
    stopTimer();
    return after;
  }

  /** Single records, read again from the source as it is now. */
  private async deliverRequested(
    run: RunRecord,
    plan: FlowPlan,
    deliver: (page: Page) => Promise<void>,
  ): Promise<void> {
    const { RUN_PAGE_SIZE: pageSize } = this.config;
    for (;;) {
      const requested = await this.ledger.requestedPage(run, pageSize);
      if (requested.length === 0) return;
      const read = await readAgain(plan, { refs: requested, pageSize });
      await deliver({
        ...read,
        forced: new Set(requested.filter(({ isForced }) => isForced).map(({ key }) => key)),
        progress: { set: `requested ${requested[0]?.key ?? ''}`, requested },
      });
    }
  }

  /** What waited for something is delivered again from its issue, which is resolved once the reference exists. */
  private async deliverHeld(run: RunRecord, plan: FlowPlan, deliver: (page: Page) => Promise<void>): Promise<void> {
    let after = run.heldPosition;
    while (after !== heldDone) {
      const limit = this.config.RUN_PAGE_SIZE;
      const { records, left, position } = await this.ledger.heldPage(run, { after, limit });
      if (position === undefined) return;
      const next = records.length + left.length < limit ? heldDone : position;
      const read = left.length > 0 ? await readAgain(plan, { refs: left, pageSize: limit }) : { records: [], gone: [] };
      await deliver({
        ...{ records: [...records, ...read.records], gone: read.gone },
        progress: { set: `held ${after ?? ''}`, heldPosition: next },
      });
      after = next;
    }
  }

  private async deliverSource(run: RunRecord, plan: FlowPlan, deliver: (page: Page) => Promise<void>): Promise<void> {
    const basis = cursorBasis(run.flow);
    const cursor = await this.ledger.cursor(run, basis);
    let set = setAfter(cursor);
    const pages = readPages(plan, { cursor, pageSize: this.config.RUN_PAGE_SIZE, readsAhead: true });
    try {
      for (;;) {
        const next = await at(set, () => pages.next());
        if (next.done) return;
        const { records, cursor: value } = next.value;
        await deliver({ records, progress: { set, cursor: { value, basis }, heldPosition: heldDone } });
        set = setAfter(value);
      }
    } finally {
      await pages.return();
    }
  }

  /** Nothing tells a poll that a record was deleted, so the source is asked for what was delivered or has an issue. */
  private async withdrawDeleted(run: RunRecord, plan: FlowPlan, deliver: (page: Page) => Promise<void>): Promise<void> {
    const startedAt = await this.deletions.startDue(run);
    if (startedAt === undefined) return;
    const { RUN_PAGE_SIZE: limit } = this.config;
    for (let after = ''; ;) {
      const page = await this.deletions.watchedPage(run, { after, limit, overHash: overHashOf(plan) });
      const gone = page.length > 0 ? await findDeleted(plan, page) : [];
      const back = page.filter((record) => record.wasGone && !gone.includes(record));
      const read = back.length > 0 ? await readAgain(plan, { refs: back, pageSize: limit }) : { records: [] };
      if (gone.length + back.length > 0)
        await deliver({ records: read.records, gone, progress: { set: `deleted ${after}` } });
      const last = page.at(-1)?.key;
      if (last === undefined || page.length < limit) return this.deletions.finish(run, startedAt);
      plan.source.context.signal.throwIfAborted();
      after = last;
    }
  }
}

/** Records as the source has them now, and those that it has not any more. */
async function readAgain(
  plan: FlowPlan,
  { refs, pageSize }: { refs: readonly WatchedRecord[]; pageSize: number },
): Promise<Pick<PageOptions, 'records'> & { gone: WatchedRecord[] }> {
  const records = await readRecords(plan, { keys: refs.map(({ key }) => key), pageSize });
  const found = new Set(records.map(({ key }) => wholeText(key)));
  return { records, gone: refs.filter(({ key }) => !found.has(key)) };
}

/** Names the records that come behind a cursor. */
function setAfter(cursor: JsonValue | undefined): string {
  return `source ${hashPayload({ cursor: cursor ?? null })}`;
}

/** Does what concerns a set of records, so that a failure of an application tells it. */
async function at<T>(set: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error: unknown) {
    if (error instanceof ApplicationFailure) error.at = set;
    throw error;
  }
}

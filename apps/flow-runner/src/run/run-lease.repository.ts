import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@koppel/service-kit';
import type { Reason, RunId, RunLogEntry, RunState } from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import { changedRows, storableJson } from '../sql.js';
import { endedEvent, eventBase } from './run-events.js';
import { addLogEntry, runColumns, RunRepository, toRunRecord, type RunRow } from './run.repository.js';
import { LeaseLost, type RunRecord, type RunRef } from './run.js';

export type RunEnd =
  { state: 'completed' } | { state: 'cancelled' } | { state: 'failed'; reason: Reason; logReason?: Reason };

/** Claiming, renewing and releasing runs. Every change needs the fence of the claim that makes it. */
@Injectable()
export class RunLeaseRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly runs: RunRepository,
  ) {}

  /** Claims a run that is due; undefined when another runner has it or it has ended. */
  claim({ organizationId, runId }: RunRef, lease: { owner: string; leaseMs: number }): Promise<RunRecord | undefined> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const [row] = await changedRows<RunRow & { state_before: RunState; reason_before: Reason | null }>(
        transaction,
        `with before as (select state as state_before, reason as reason_before from run where id = $1 for update)
         update run set state = 'running', fence = fence + 1, lease_owner = $2, lease_until = clock_timestamp() + make_interval(secs => $3),
           attempts = attempts + 1, stalls = stalls + 1, started_at = coalesce(started_at, now()), resumes_at = null, reason = null
         from before where id = $1 and (state = 'queued' or (state = 'waiting' and resumes_at <= clock_timestamp())
           or (state = 'running' and lease_until < clock_timestamp()))
         returning ${runColumns}, state_before, reason_before`,
        [runId, lease.owner, lease.leaseMs / 1000],
      );
      await this.outbox.close(transaction, runId);
      if (!row) return undefined;
      const run: RunRecord = { ...toRunRecord(row), ...(row.reason_before && { waitedFor: row.reason_before }) };
      await addLogEntry(transaction, run, { kind: kindOfClaim(run, row.state_before), details: {} });
      await this.outbox.addEvents(transaction, organizationId, [
        { type: 'flows.v1.run.started', subject: run.id, data: eventBase(run) },
      ]);
      return run;
    });
  }

  /** Extends the lease; false when another runner has claimed the run. */
  renew(run: RunRecord, leaseMs: number): Promise<boolean> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = await changedRows(
        transaction,
        `update run set lease_until = clock_timestamp() + make_interval(secs => $3)
         where id = $1 and fence = $2 and state = 'running' returning id`,
        [run.id, run.fence, leaseMs / 1000],
      );
      return rows.length === 1;
    });
  }

  /** Claimable runs: queued, resumable, or with an expired lease, oldest first. */
  due(options: { limit: number; queuedForMs: number }): Promise<RunRef[]> {
    return this.database.asSystem(async (transaction) => {
      const rows = (await transaction.query(
        `select id, organization_id from run
         where (state = 'queued' and queued_at < now() - make_interval(secs => $2))
           or (state = 'waiting' and resumes_at <= now()) or (state = 'running' and lease_until < now())
         order by queued_at limit $1`,
        [options.limit, options.queuedForMs / 1000],
      )) as { id: RunId; organization_id: string }[];
      return rows.map((row) => ({ runId: row.id, organizationId: row.organization_id }));
    });
  }

  /** Puts a run back into the queue for another runner; it goes on from its checkpoint. */
  async giveBack(run: RunRecord): Promise<void> {
    await this.database.forOrganization(run.organizationId, async (transaction) => {
      const [row] = await changedRows<RunRow>(
        transaction,
        `update run set state = 'queued', lease_owner = null, lease_until = null, stalls = greatest(stalls - 1, 0)
         where id = $1 and fence = $2 and state = 'running' returning ${runColumns}`,
        [run.id, run.fence],
      );
      if (row) await this.runs.announce(transaction, toRunRecord(row));
    });
    this.outbox.nudge();
  }

  /** Pauses a run. */
  async pause(
    run: RunRecord,
    pause: {
      reason: Reason;
      pauseMs: number;
      /** False where the pause is not a failure: a used-up budget. */
      isCounted: boolean;
      /** No person may end it sooner. */
      isFixed: boolean;
      /** The set of records under way. */
      at: string | undefined;
    },
  ): Promise<void> {
    await this.database.forOrganization(run.organizationId, async (transaction) => {
      const [row] = await changedRows<RunRow>(
        transaction,
        `update run set state = 'waiting', reason = $3, resumes_at = clock_timestamp() + make_interval(secs => $4),
           lease_owner = null, lease_until = null, stalls = case when $5 then stalls else greatest(stalls - 1, 0) end,
           stalled_at = case when $5 then coalesce($6, stalled_at) else stalled_at end, is_wait_fixed = $7
         where id = $1 and fence = $2 and state = 'running' returning ${runColumns}`,
        [
          ...[run.id, run.fence, storableJson(pause.reason), pause.pauseMs / 1000, pause.isCounted, pause.at ?? null],
          pause.isFixed,
        ],
      );
      if (!row) return;
      const { resumesAt } = toRunRecord(row);
      const details = { reason: pause.reason, resumesAt: resumesAt ?? new Date().toISOString() };
      await addLogEntry(transaction, run, { kind: 'waiting', details });
      const data = { ...eventBase(run), ...details };
      await this.outbox.addEvents(transaction, run.organizationId, [
        { type: 'flows.v1.run.waiting', subject: run.id, data },
      ]);
    });
    this.outbox.nudge();
  }

  /** Ends a run; undefined when the fence is an older one. */
  async end(run: RunRecord, end: RunEnd): Promise<RunRecord | undefined> {
    const ended = await this.database.forOrganization(run.organizationId, (transaction) =>
      this.endIn(transaction, run, end),
    );
    this.outbox.nudge();
    return ended;
  }

  /** As {@link end}, in a transaction of the caller; also for a run that nobody holds. */
  async endIn(transaction: EntityManager, run: RunRecord, end: RunEnd): Promise<RunRecord | undefined> {
    const reason = end.state === 'failed' ? end.reason : null;
    const logReason = end.state === 'failed' ? (end.logReason ?? end.reason) : undefined;
    const [row] = await changedRows<RunRow>(
      transaction,
      `with late as (
         select uncounted from record_link where flow_id = $5 and uncounted is not null and last_run_id = $1 for update
       ), sums as (
         select count(*) filter (where uncounted = 'created') as created, count(*) filter (where uncounted = 'updated') as updated from late
       )
       update run as run set state = $3, reason = $4, ended_at = clock_timestamp(), lease_owner = null, lease_until = null, resumes_at = null,
         read = read + sums.created + sums.updated, created = run.created + sums.created, updated = run.updated + sums.updated
       from sums where id = $1 and fence = $2 and state in ('queued', 'running', 'waiting')
       returning ${runColumns.replace('created, updated', 'run.created, run.updated')}`,
      [run.id, run.fence, end.state, reason && storableJson(reason), run.flowId],
    );
    if (!row) return undefined;
    const ended = toRunRecord(row);
    // A preview runs beside the flow's own run and must not touch its links.
    if (run.kind !== 'preview') {
      await transaction.query('update record_link set uncounted = null where flow_id = $1 and uncounted is not null', [
        run.flowId,
      ]);
    }
    await transaction.query(
      `update issue set state = case failure_class when 'missing_reference' then 'held' else 'open' end, updated_at = now()
       where retry_run_id = $1 and state = 'retrying'`,
      [run.id],
    );
    await addLogEntry(transaction, ended, {
      kind: end.state,
      details: { counts: ended.counts, ...(logReason && { reason: logReason }) },
    });
    await this.outbox.close(transaction, run.id);
    await this.outbox.addEvents(transaction, run.organizationId, [endedEvent(ended)]);
    return ended;
  }
}

/** The first claim starts a run; a later one ends its pause, or goes on where another runner stopped. */
function kindOfClaim(run: RunRecord, stateBefore: RunState): RunLogEntry['kind'] {
  if (stateBefore === 'waiting') return 'resumed';
  return run.attempts === 1 ? 'started' : 'taken_over';
}

/** Refuses the transaction of a runner that has lost the run. Locks the row, so that nobody claims it meanwhile. */
export async function checkFence(transaction: EntityManager, run: RunRecord): Promise<void> {
  const rows = await changedRows(
    transaction,
    `update run set fence = fence where id = $1 and fence = $2 and state = 'running' returning id`,
    [run.id, run.fence],
  );
  if (rows.length === 0) throw new LeaseLost();
}

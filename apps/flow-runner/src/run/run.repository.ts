import { Injectable } from '@nestjs/common';
import type {
  FilterReason,
  Flow,
  ParsedRequestOf,
  Reason,
  ReplyOf,
  RunId,
  RunKind,
  RunLogEntry,
  runList,
  runLogList,
  RunTrigger,
} from '@koppel/contracts';
import { currentTraceparent, cursorPart, keyset, Outbox } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { changedRows } from '../sql.js';
import { eventBase } from './run-events.js';
import type { RunOptions, RunRecord } from './run.js';

/** A row of `run` as Postgres gives it. */
export interface RunRow {
  id: string;
  organization_id: string;
  flow_id: string;
  integration_id: string;
  entity: string;
  flow_title: string;
  kind: string;
  trigger: string;
  state: string;
  reason: Reason | null;
  flow: unknown;
  options: unknown;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  filtered: number;
  failed: number;
  held: number;
  filter_reasons: FilterReason[];
  pages: number;
  attempts: number;
  stalls: number;
  stalled_at: string | null;
  held_position: string | null;
  is_cancel_requested: boolean;
  fence: string;
  queued_at: Date;
  started_at: Date | null;
  resumes_at: Date | null;
  ended_at: Date | null;
  /** `queued_at` with all its digits, for keyset paging. */
  cursor: string;
}

export const runColumns = `id, organization_id, flow_id, integration_id, entity, flow_title, kind, trigger, state, reason, flow, options,
  read, created, updated, unchanged, filtered, failed, held, filter_reasons, pages, attempts, stalls, stalled_at, held_position,
  is_cancel_requested, fence, queued_at, started_at, resumes_at, ended_at, queued_at::text as cursor`;

export function toRunRecord(row: RunRow): RunRecord {
  const { read, created, updated, unchanged, filtered, failed, held } = row;
  // Ids and names come from rows that this service wrote from parsed contracts.
  const ids = { id: row.id, flowId: row.flow_id, integrationId: row.integration_id };
  const names = { entity: row.entity, kind: row.kind, trigger: row.trigger, state: row.state };
  return {
    ...(ids as Pick<RunRecord, keyof typeof ids>),
    ...(names as Pick<RunRecord, keyof typeof names>),
    flow: row.flow as RunRecord['flow'],
    options: row.options as RunRecord['options'],
    organizationId: row.organization_id,
    flowTitle: row.flow_title,
    reason: row.reason,
    counts: { read, created, updated, unchanged, filtered, failed, held },
    filterReasons: row.filter_reasons,
    pages: row.pages,
    attempts: row.attempts,
    stalls: row.stalls,
    stalledAt: row.stalled_at,
    heldPosition: row.held_position,
    isCancelRequested: row.is_cancel_requested,
    fence: row.fence,
    queuedAt: row.queued_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    resumesAt: row.resumes_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

const byQueuedAt = keyset(cursorPart.instant, cursorPart.uuid);
const byPosition = keyset(cursorPart.position);

export interface NewRun {
  organizationId: string;
  flow: Flow;
  kind: RunKind;
  trigger: RunTrigger;
  options: RunOptions;
}

/** Runs and their logs, as people start and see them. */
@Injectable()
export class RunRepository {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Keeps a flow from getting a run until the transaction ends, so that nothing else reads or writes its records meanwhile.
   *
   * @returns false when it has an active run already; a preview does not count
   */
  async holdIdle(transaction: EntityManager, flowId: string): Promise<boolean> {
    await lockFlow(transaction, flowId);
    const rows = (await transaction.query(
      `select 1 from run where flow_id = $1 and state in ('queued', 'running', 'waiting') and kind <> 'preview'`,
      [flowId],
    )) as unknown[];
    return rows.length === 0;
  }

  /** Inserts a queued run with its event and its work; undefined when the flow has an active run. A preview hinders none. */
  async insertQueued(
    transaction: EntityManager,
    { organizationId, flow, kind, trigger, options }: NewRun,
  ): Promise<RunRecord | undefined> {
    await lockFlow(transaction, flow.id);
    if (kind === 'preview' && (await this.activeOf(transaction, flow.id)).length > 0) return undefined;
    const rows = (await transaction.query(
      `insert into run (id, organization_id, flow_id, integration_id, entity, flow_title, kind, trigger, state, flow, options)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, $10)
       on conflict do nothing
       returning ${runColumns}`,
      [
        randomUUID(),
        organizationId,
        flow.id,
        flow.integrationId,
        flow.entity,
        flow.title,
        kind,
        trigger,
        JSON.stringify(flow),
        JSON.stringify({ ...options, traceparent: currentTraceparent() }),
      ],
    )) as RunRow[];
    const [row] = rows;
    if (!row) return undefined;
    const run = toRunRecord(row);
    await addLogEntry(transaction, run, { kind: 'queued', details: { kind, trigger } });
    await this.announce(transaction, run);
    return run;
  }

  /** The run of a flow that waits goes on at once, unless only time ends its wait; undefined where none does. */
  async wake(transaction: EntityManager, flowId: string, kind: RunKind | undefined): Promise<RunRecord | undefined> {
    const [row] = await changedRows<RunRow>(
      transaction,
      `update run set resumes_at = clock_timestamp()
       where flow_id = $1 and state = 'waiting' and kind <> 'preview' and not is_wait_fixed and ($2::text is null or kind = $2)
       returning ${runColumns}`,
      [flowId, kind ?? null],
    );
    if (!row) return undefined;
    const run = toRunRecord(row);
    await this.addWork(transaction, run);
    return run;
  }

  /** Until when a run of the flow waits for a limit of an application; undefined where none does. */
  async fixedWaitOf(transaction: EntityManager, flowId: string): Promise<string | undefined> {
    const [row] = (await transaction.query(
      `select resumes_at from run where flow_id = $1 and state = 'waiting' and kind <> 'preview' and is_wait_fixed`,
      [flowId],
    )) as { resumes_at: Date }[];
    return row?.resumes_at.toISOString();
  }

  /** Publishes a queued run and wakes a runner; also for one that was given back. */
  async announce(transaction: EntityManager, run: RunRecord): Promise<void> {
    await this.outbox.addEvents(transaction, run.organizationId, [
      {
        type: 'flows.v1.run.queued',
        subject: run.id,
        data: { ...eventBase(run), kind: run.kind, trigger: run.trigger },
      },
    ]);
    await this.addWork(transaction, run);
  }

  private async addWork(transaction: EntityManager, run: RunRecord): Promise<void> {
    const payload = { organizationId: run.organizationId, runId: run.id };
    await this.outbox.addWork(transaction, run.organizationId, { id: run.id, subject: 'work.v1.run', payload });
  }

  async find(
    transaction: EntityManager,
    runId: RunId,
    options: { isLocked?: boolean } = {},
  ): Promise<RunRecord | undefined> {
    const lock = options.isLocked ? 'for update' : '';
    const [row] = (await transaction.query(`select ${runColumns} from run where id = $1 ${lock}`, [runId])) as RunRow[];
    return row && toRunRecord(row);
  }

  async activeOf(transaction: EntityManager, flowId: string): Promise<RunId[]> {
    const rows = (await transaction.query(
      `select id from run where flow_id = $1 and state in ('queued', 'running', 'waiting')`,
      [flowId],
    )) as { id: RunId }[];
    return rows.map(({ id }) => id);
  }

  /** Newest first; previews only on request. */
  async list(
    transaction: EntityManager,
    organizationId: string,
    filter: ParsedRequestOf<typeof runList>,
  ): Promise<{ items: RunRecord[]; next: string | null }> {
    const [queuedAt, id] = byQueuedAt.decode(filter.after) ?? [];
    const isListed = filter.kind === 'preview' ? 'true' : `kind <> 'preview'`;
    const rows = (await transaction.query(
      `select ${runColumns} from run
       where organization_id = $1 and ${isListed}
         and ($2::uuid is null or flow_id = $2) and ($3::uuid is null or integration_id = $3) and ($4::text is null or state = $4)
         and ($5::timestamptz is null or (queued_at, id) < ($5::timestamptz, $6::uuid))
         and ($8::text is null or trigger = $8) and ($11::text is null or kind = $11)
         and ($9::timestamptz is null or queued_at >= $9) and ($10::timestamptz is null or queued_at < $10)
       order by queued_at desc, id desc limit $7`,
      [
        organizationId,
        filter.flowId ?? null,
        filter.integrationId ?? null,
        filter.state ?? null,
        queuedAt ?? null,
        id ?? null,
        filter.limit + 1,
        filter.trigger ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.kind ?? null,
      ],
    )) as RunRow[];
    return byQueuedAt.page(rows, filter.limit, { toItem: toRunRecord, cursorOf: (row) => [row.cursor, row.id] });
  }

  async requestCancel(transaction: EntityManager, run: RunRecord): Promise<void> {
    if (run.isCancelRequested) return;
    await transaction.query('update run set is_cancel_requested = true where id = $1', [run.id]);
    await addLogEntry(transaction, run, { kind: 'cancel_requested', details: {} });
  }

  /** The log of a run, oldest entry first. */
  async log(
    transaction: EntityManager,
    { runId, limit, after }: ParsedRequestOf<typeof runLogList>,
  ): Promise<ReplyOf<typeof runLogList>> {
    const [position = '0'] = byPosition.decode(after) ?? [];
    const rows = (await transaction.query(
      'select position, at, kind, details from run_log where run_id = $1 and position > $2 order by position limit $3',
      [runId, position, limit + 1],
    )) as LogRow[];
    return byPosition.page(rows, limit, { toItem: toLogEntry, cursorOf: (row) => [row.position] });
  }
}

/** Of those that start a run of a flow, or change its records by hand, one goes at a time. */
async function lockFlow(transaction: EntityManager, flowId: string): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [flowId]);
}

interface LogRow {
  position: string;
  at: Date;
  kind: string;
  details: RunLogEntry['details'];
}

function toLogEntry({ at, kind, details }: LogRow): RunLogEntry {
  return { at: at.toISOString(), kind: kind as RunLogEntry['kind'], details };
}

/** Adds an entry to a run's log, in the transaction of what it describes. */
export async function addLogEntry(
  transaction: EntityManager,
  run: Pick<RunRecord, 'id' | 'organizationId'>,
  { kind, details }: Omit<RunLogEntry, 'at'>,
): Promise<void> {
  await transaction.query('insert into run_log (run_id, organization_id, kind, details) values ($1, $2, $3, $4)', [
    run.id,
    run.organizationId,
    kind,
    JSON.stringify(details),
  ]);
}

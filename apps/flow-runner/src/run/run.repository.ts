import { Injectable } from '@nestjs/common';
import type { Flow, FlowId, IntegrationId, RunId, RunState, RunTrigger } from '@koppel/contracts';
import { currentTraceparent, Outbox } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { decodePlace, idPart, instantPart, pageOfRows } from './paging.js';
import { addLogEntry } from './run-log.repository.js';
import { eventBase, type RunOptions, type RunRecord } from './run.js';
import { runColumns, toRunRecord, type RunRow } from './run-row.js';

export interface NewRun {
  organizationId: string;
  flow: Flow;
  trigger: RunTrigger;
  options: RunOptions;
}

export interface RunFilter {
  flowId?: FlowId;
  integrationId?: IntegrationId;
  state?: RunState;
  trigger?: RunTrigger;
  from?: string;
  to?: string;
  limit: number;
  after?: string;
}

/** Runs as people see and start them. */
@Injectable()
export class RunRepository {
  constructor(private readonly outbox: Outbox) {}

  /** Inserts a queued run with its event and its work; undefined when the flow has an active run. A preview hinders none. */
  async insertQueued(
    transaction: EntityManager,
    { organizationId, flow, trigger, options }: NewRun,
  ): Promise<RunRecord | undefined> {
    if (trigger === 'preview' && (await isActive(transaction, flow.id))) return undefined;
    const rows = (await transaction.query(
      `insert into ${tableOf(trigger)} (id, organization_id, flow_id, integration_id, entity, flow_title, trigger, state, flow, options)
       values ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $9)
       on conflict do nothing
       returning ${runColumns}`,
      [
        randomUUID(),
        organizationId,
        flow.id,
        flow.integrationId,
        flow.entity,
        flow.title,
        trigger,
        JSON.stringify(flow),
        JSON.stringify({ ...options, traceparent: currentTraceparent() }),
      ],
    )) as RunRow[];
    const [row] = rows;
    if (!row) return undefined;
    const run = toRunRecord(row);
    await addLogEntry(transaction, run, { kind: 'queued', details: { trigger } });
    await this.announce(transaction, run);
    return run;
  }

  /** Tells of a queued run and wakes a runner; also for one that was given back. */
  async announce(transaction: EntityManager, run: RunRecord): Promise<void> {
    await this.outbox.addEvents(transaction, run.organizationId, [
      { type: 'flows.v1.run.queued', subject: run.id, data: { ...eventBase(run), trigger: run.trigger } },
    ]);
    const payload = { organizationId: run.organizationId, runId: run.id };
    await this.outbox.addWork(transaction, run.organizationId, { id: run.id, subject: 'work.v1.run', payload });
  }

  async find(
    transaction: EntityManager,
    runId: RunId,
    options: { isLocked?: boolean } = {},
  ): Promise<RunRecord | undefined> {
    const lock = options.isLocked ? 'for update' : '';
    const [row] = (await transaction.query(`select ${runColumns} from any_run where id = $1 ${lock}`, [
      runId,
    ])) as RunRow[];
    return row && toRunRecord(row);
  }

  /** Newest first; previews only where they are asked for. */
  async list(
    transaction: EntityManager,
    organizationId: string,
    filter: RunFilter,
  ): Promise<{ items: RunRecord[]; next: string | null }> {
    const [queuedAt, id] = decodePlace(filter.after, [instantPart, idPart]) ?? [];
    const rows = (await transaction.query(
      `select ${runColumns} from ${tableOf(filter.trigger)}
       where organization_id = $1
         and ($2::uuid is null or flow_id = $2) and ($3::uuid is null or integration_id = $3) and ($4::text is null or state = $4)
         and ($5::timestamptz is null or (queued_at, id) < ($5::timestamptz, $6::uuid))
         and ($8::text is null or trigger = $8)
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
      ],
    )) as RunRow[];
    return pageOfRows(rows, filter.limit, { toItem: toRunRecord, place: (row) => [row.place, row.id] });
  }

  async requestCancel(transaction: EntityManager, run: RunRecord): Promise<void> {
    if (run.isCancelRequested) return;
    await transaction.query('update any_run set cancel_requested = true where id = $1', [run.id]);
    await addLogEntry(transaction, run, { kind: 'cancel_requested', details: {} });
  }
}

/** Previews are apart: runners of the release before know nothing of them. `any_run` is both. */
function tableOf(trigger: RunTrigger | undefined): string {
  return trigger === 'preview' ? 'preview_run' : 'run';
}

async function isActive(transaction: EntityManager, flowId: FlowId): Promise<boolean> {
  const rows = (await transaction.query(
    `select 1 from any_run where flow_id = $1 and state in ('queued', 'running', 'waiting')`,
    [flowId],
  )) as unknown[];
  return rows.length > 0;
}

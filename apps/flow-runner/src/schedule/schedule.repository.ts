import { Injectable } from '@nestjs/common';
import type { FlowId, Schedule } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { FlowRef } from '../flow/flow.service.js';
import { changedRows } from '../sql.js';

export interface ScheduledFlow {
  flowId: FlowId;
  organizationId: string;
  schedule: Schedule;
}
export interface DueSchedule extends ScheduledFlow {
  plannedAt: string;
}

/** When flows run without a person: by schedule, or on the request of an application. All times are the database's. */
@Injectable()
export class ScheduleRepository {
  constructor(private readonly database: Database) {}

  async now(): Promise<Date> {
    const [row] = (await this.database.asSystem((transaction) =>
      transaction.query('select clock_timestamp() as now'),
    )) as { now: Date }[];
    return row?.now ?? new Date();
  }

  /** Makes the schedules equal to those of the settings; one that did not change keeps its next time. */
  replaceAll(flows: readonly ScheduledFlow[], nextAt: (flow: ScheduledFlow) => Date | undefined): Promise<void> {
    return this.database.asSystem(async (transaction) => {
      const flowIds = flows.map(({ flowId }) => flowId);
      await transaction.query('delete from schedule where not flow_id = any($1)', [flowIds]);
      await transaction.query(
        `insert into schedule (flow_id, organization_id, cron, time_zone, next_at)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
         on conflict (flow_id) do update set organization_id = excluded.organization_id, cron = excluded.cron, time_zone = excluded.time_zone,
           next_at = excluded.next_at where (schedule.cron, schedule.time_zone) is distinct from (excluded.cron, excluded.time_zone)`,
        [
          flowIds,
          flows.map(({ organizationId }) => organizationId),
          flows.map(({ schedule }) => schedule.cron),
          flows.map(({ schedule }) => schedule.timeZone),
          flows.map((flow) => nextAt(flow)?.toISOString() ?? null),
        ],
      );
    });
  }

  due(limit: number): Promise<DueSchedule[]> {
    return this.database.asSystem(async (transaction) => {
      const rows = (await transaction.query(
        `select flow_id, organization_id, cron, time_zone, next_at::text as planned_at from schedule
         where next_at <= clock_timestamp() order by next_at limit $1`,
        [limit],
      )) as { flow_id: FlowId; organization_id: string; cron: string; time_zone: string; planned_at: string }[];
      return rows.map((row) => ({
        flowId: row.flow_id,
        organizationId: row.organization_id,
        schedule: { cron: row.cron, timeZone: row.time_zone },
        plannedAt: row.planned_at,
      }));
    });
  }

  /** Claims one planned time; false when another replica did. */
  async fire(
    transaction: EntityManager,
    { flowId, organizationId, plannedAt }: DueSchedule,
    next: Date | undefined,
  ): Promise<boolean> {
    const fired = (await transaction.query(
      `insert into schedule_firing (flow_id, planned_at, organization_id) values ($1, $2, $3) on conflict do nothing returning flow_id`,
      [flowId, plannedAt, organizationId],
    )) as unknown[];
    await transaction.query('update schedule set next_at = $3 where flow_id = $1 and next_at = $2', [
      flowId,
      plannedAt,
      next?.toISOString() ?? null,
    ]);
    return fired.length === 1;
  }

  /** Stores that an application requested a run; several requests before it starts make one run. */
  request(flow: FlowRef): Promise<void> {
    return this.database.forOrganization(flow.organizationId, (transaction) => this.requestIn(transaction, flow));
  }

  /** @param dueAt now by default; the earliest of several requests counts */
  async requestIn(transaction: EntityManager, { flowId, organizationId }: FlowRef, dueAt?: string): Promise<void> {
    await transaction.query(
      `insert into run_request (flow_id, organization_id, due_at) values ($1, $2, coalesce($3::timestamptz, clock_timestamp()))
       on conflict (flow_id) do update set due_at = least(run_request.due_at, excluded.due_at)`,
      [flowId, organizationId, dueAt ?? null],
    );
  }

  /** Requested runs that are due, of flows that have no active run. */
  requested(limit: number): Promise<FlowRef[]> {
    return this.database.asSystem(async (transaction) => {
      const rows = (await transaction.query(
        `select flow_id, organization_id from run_request where due_at <= clock_timestamp() and not exists (
           select 1 from run where run.flow_id = run_request.flow_id and run.state in ('queued', 'running', 'waiting') and run.kind <> 'preview'
         ) order by requested_at limit $1`,
        [limit],
      )) as { flow_id: FlowId; organization_id: string }[];
      return rows.map((row) => ({ flowId: row.flow_id, organizationId: row.organization_id }));
    });
  }

  /** In the transaction that starts the run; false when another replica took it. */
  async takeRequest(transaction: EntityManager, flowId: FlowId): Promise<boolean> {
    return (
      (await changedRows(transaction, 'delete from run_request where flow_id = $1 returning flow_id', [flowId]))
        .length === 1
    );
  }

  async deleteOldFirings(): Promise<void> {
    await this.database.asSystem((transaction) =>
      transaction.query(`delete from schedule_firing where fired_at < now() - interval '30 days'`),
    );
  }
}

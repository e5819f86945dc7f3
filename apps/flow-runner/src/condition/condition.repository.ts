import { Injectable } from '@nestjs/common';
import { flowConditionSchema, type FlowCondition } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { silentAfterIntervals } from '../statistics/flow-state.js';

/** So many runs that fail one after the other need a person, and so does a shorter series that lasts. */
const failingRuns = 3;
const failingFor = '1 hour';
const maxConditions = 200;
/** Three planned times of a flow that runs every minute may pass while Koppel is restarted. */
const minSilence = '30 minutes';
const minStandstill = '1 hour';
const minOrderPause = '2 hours';
/** With fewer pauses nobody can tell which one is long. */
const minOrderPauses = 10;
/** What is usual is seen in so much of the past. */
const usualOf = '60 days';
/** Retries of issues and previews prove nothing about the source. */
const readsSource = `kind in ('sync', 'reconcile')`;

/** What a flow is about, as its newest run knows it. */
const newestRun = (flowId: string) => `cross join lateral (
  select state, started_at, progressed_at, integration_id, entity,
    flow ->> 'sourceConnectionId' as source, flow ->> 'targetConnectionId' as target
  from run where run.flow_id = ${flowId} and kind <> 'preview' order by queued_at desc, id desc limit 1) as newest`;
const about = 'newest.integration_id, newest.entity, newest.source, newest.target';
/** Of a scheduled flow. */
const columns = (kind: string) => `'${kind}' as kind, schedule.flow_id::text as object_id, schedule.flow_id, ${about}`;
const scheduled = `from schedule ${newestRun('schedule.flow_id')}`;

/** Scheduled flows whose runs failed since one was completed. */
const failing = `
  select ${columns('flow_failing')}, failed.since, failed.evident_from, failed.count
  ${scheduled}
  cross join lateral (
    select count(*)::int as count, min(ended_at) as since,
      (array_agg(ended_at order by ended_at desc))[least(count(*), ${failingRuns})] as evident_from
    from run where run.flow_id = schedule.flow_id and ${readsSource} and state = 'failed'
      and queued_at > coalesce((
        select max(queued_at) from run as done where done.flow_id = schedule.flow_id and done.state = 'completed' and done.kind in ('sync', 'reconcile')
      ), '-infinity')) as failed
  where failed.count >= ${failingRuns} or failed.since < now() - interval '${failingFor}'`;

/** Causes with issues that wait for a person; what is held delivers itself. */
const issues = `
  select 'issues_open' as kind, cause.cause_id as object_id, cause.flow_id, ${about}, cause.since, cause.since as evident_from, cause.count
  from (select cause_id, flow_id, min(opened_at) as since, count(*)::int as count from issue where state = 'open' group by cause_id, flow_id) as cause
  ${newestRun('cause.flow_id')}`;

const isUnderWay = `newest.state in ('queued', 'running', 'waiting') and newest.started_at is not null`;

/** Scheduled flows that should have run and did not. A run that failed or was cancelled was one. */
const silent = `
  select ${columns('flow_silent')}, last.at as since, coalesce(missed.evident_from, schedule.next_at) as evident_from,
    missed.count + coalesce((schedule.next_at < now())::int, 0) as count
  ${scheduled}
  cross join lateral (
    select coalesce(
      (select max(ended_at) from run where run.flow_id = schedule.flow_id and ${readsSource}),
      (select min(planned_at) from schedule_firing where schedule_firing.flow_id = schedule.flow_id)) as at) as last
  cross join lateral (
    select count(*)::int as count, (array_agg(planned_at order by planned_at desc))[${silentAfterIntervals}] as evident_from
    from schedule_firing where schedule_firing.flow_id = schedule.flow_id and planned_at > last.at) as missed
  where not (${isUnderWay}) and last.at < now() - interval '${minSilence}'
    and (missed.count >= ${silentAfterIntervals} or schedule.next_at < now() - interval '${minSilence}')`;

/** Runs that have delivered no page for longer than the longest run of their flow took. */
const stuck = `
  select ${columns('run_stuck')}, progress.at as since, now() - usual.longest as evident_from,
    floor(extract(epoch from now() - progress.at) / 3600)::int as count
  ${scheduled}
  cross join lateral (select greatest(newest.started_at, newest.progressed_at) as at) as progress
  cross join lateral (
    select greatest(max(ended_at - started_at), interval '${minStandstill}') as longest from run
    where run.flow_id = schedule.flow_id and ${readsSource} and state = 'completed' and queued_at > now() - interval '${usualOf}') as usual
  where ${isUnderWay} and now() - progress.at > usual.longest`;

/** Runs that found a new order: one that could not be delivered has come, too. */
const hasOrders = `run.flow_id = schedule.flow_id and kind = 'sync' and created + failed > 0`;
const orderAt = 'coalesce(ended_at, progressed_at)';

/** Flows of orders that ran to their end without any for half as long again as ever. */
const ordersMissing = `
  select ${columns('orders_missing')}, last.at as since, quiet.until - usual.longest as evident_from,
    floor(extract(epoch from quiet.until - last.at) / 3600)::int as count
  ${scheduled}
  cross join lateral (select ${orderAt} as at from run where ${hasOrders} order by queued_at desc limit 1) as last
  cross join lateral (
    select count(pause) as pauses, greatest(1.5 * max(pause), interval '${minOrderPause}') as longest
    from (select ${orderAt} - lag(${orderAt}) over (order by queued_at) as pause from run
      where ${hasOrders} and queued_at > last.at - interval '${usualOf}') as delivery) as usual
  cross join lateral (
    select max(ended_at) as until from run
    where run.flow_id = schedule.flow_id and ${readsSource} and state = 'completed' and queued_at >= last.at) as quiet
  where newest.entity = 'order' and usual.pauses >= ${minOrderPauses} and quiet.until - last.at > usual.longest`;

const everything = [failing, issues, silent, stuck, ordersMissing].map((sql) => `(${sql})`).join(' union all ');

interface ConditionRow {
  kind: string;
  object_id: string;
  flow_id: string;
  integration_id: string;
  entity: string;
  source: string;
  target: string;
  since: Date;
  evident_from: Date;
  count: number;
}

/** What is wrong with flows at this moment, found in their runs and issues. */
@Injectable()
export class ConditionRepository {
  constructor(private readonly database: Database) {}

  /** The oldest first, so that more of them never push out one that lasts. */
  list(organizationId: string): Promise<FlowCondition[]> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select * from (${everything}) as condition order by since, object_id limit ${maxConditions}`,
      )) as ConditionRow[];
      return rows.map(toCondition);
    });
  }
}

function toCondition(row: ConditionRow): FlowCondition {
  return flowConditionSchema.parse({
    ...{ kind: row.kind, objectId: row.object_id, flowId: row.flow_id, integrationId: row.integration_id },
    ...{ entity: row.entity, connectionIds: [row.source, row.target], count: row.count },
    since: row.since.toISOString(),
    evidentFrom: row.evident_from.toISOString(),
  });
}

import { Injectable } from '@nestjs/common';
import { flowConditionSchema, type FlowCondition } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';

/** So many runs that fail one after the other need a person, and so does a shorter series that lasts. */
const failingRuns = 3;
const failingFor = '1 hour';
const maxConditions = 200;

/** What a flow is about, as its newest run knows it. */
const newestRun = (flowId: string) => `cross join lateral (
  select integration_id, entity, flow ->> 'sourceConnectionId' as source, flow ->> 'targetConnectionId' as target
  from run where run.flow_id = ${flowId} and kind <> 'preview' order by queued_at desc, id desc limit 1) as newest`;

/** Scheduled flows whose runs failed since one was completed. Retries of issues read no source, so they prove nothing. */
const failing = `
  select 'flow_failing' as kind, schedule.flow_id::text as object_id, schedule.flow_id, newest.*, failed.since, failed.evident_from, failed.count
  from schedule ${newestRun('schedule.flow_id')}
  cross join lateral (
    select count(*)::int as count, min(ended_at) as since,
      (array_agg(ended_at order by ended_at desc))[least(count(*), ${failingRuns})] as evident_from
    from run where run.flow_id = schedule.flow_id and kind in ('sync', 'reconcile') and state = 'failed'
      and queued_at > coalesce((
        select max(queued_at) from run as done where done.flow_id = schedule.flow_id and done.state = 'completed' and done.kind in ('sync', 'reconcile')
      ), '-infinity')) as failed
  where failed.count >= ${failingRuns} or failed.since < now() - interval '${failingFor}'`;

/** Causes with issues that wait for a person; what is held delivers itself. */
const issues = `
  select 'issues_open' as kind, cause.cause_id as object_id, cause.flow_id, newest.*, cause.since, cause.since as evident_from, cause.count
  from (select cause_id, flow_id, min(opened_at) as since, count(*)::int as count from issue where state = 'open' group by cause_id, flow_id) as cause
  ${newestRun('cause.flow_id')}`;

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
        `select * from (${[failing, issues].map((sql) => `(${sql})`).join(' union all ')}) as condition
         order by since, object_id limit ${maxConditions}`,
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

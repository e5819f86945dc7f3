import { Injectable } from '@nestjs/common';
import type { FlowId, flowSummaryList, ParsedRequestOf, ReplyOf, statisticsGet } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { toRun } from '../run/run.js';
import { runColumns, toRunRecord, type RunRow } from '../run/run.repository.js';

type Day = ReplyOf<typeof statisticsGet>['days'][number];

type FlowSummary = ReplyOf<typeof flowSummaryList>['items'][number];

interface CountRow {
  flow_id: string;
  open: number;
  held: number;
  linked: number;
  next_at: Date | null;
}

/** Numbers of an organization's runs and flows. */
@Injectable()
export class StatisticsRepository {
  constructor(private readonly database: Database) {}

  /** What runs did, added up by the day that they began on. */
  days(
    organizationId: string,
    { days, timeZone, integrationId }: ParsedRequestOf<typeof statisticsGet>,
  ): Promise<Day[]> {
    return this.database.forOrganization(
      organizationId,
      async (transaction) =>
        (await transaction.query(
          `with first as (select (now() at time zone $2)::date - ($3::int - 1) as day)
           select to_char(first.day + number, 'YYYY-MM-DD') as day, coalesce(sum(created), 0)::int as created,
             coalesce(sum(updated), 0)::int as updated, coalesce(sum(unchanged), 0)::int as unchanged,
             coalesce(sum(filtered), 0)::int as filtered, coalesce(sum(failed + held), 0)::int as failed,
             count(run.id)::int as runs, (count(run.id) filter (where state = 'failed'))::int as "failedRuns"
           from first cross join generate_series(0, $3::int - 1) as number left join run
             on (started_at at time zone $2)::date = first.day + number and kind <> 'preview'
             and organization_id = $1 and started_at >= (select day::timestamp at time zone $2 from first)
             and ($4::uuid is null or integration_id = $4)
           group by first.day, number order by number`,
          [organizationId, timeZone, days, integrationId ?? null],
        )) as Day[],
    );
  }

  /** One line per flow for the overview. */
  flows(organizationId: string, flowIds: readonly FlowId[]): Promise<FlowSummary[]> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const runs = (await transaction.query(
        `select last.* from unnest($1::uuid[]) as requested (flow_id)
         cross join lateral (select ${runColumns} from run where flow_id = requested.flow_id and kind <> 'preview' order by queued_at desc, id desc limit 1) as last`,
        [flowIds],
      )) as RunRow[];
      const counts = (await transaction.query(
        `select requested.flow_id,
           (select count(*)::int from issue where issue.flow_id = requested.flow_id and state in ('open', 'retrying')) as open,
           (select count(*)::int from issue where issue.flow_id = requested.flow_id and state = 'held') as held,
           (select count(*)::int from record_link where record_link.flow_id = requested.flow_id and state = 'linked' and entity = requested.entity) as linked,
           (select next_at from schedule where schedule.flow_id = requested.flow_id) as next_at
         from unnest($1::uuid[], $2::text[]) as requested (flow_id, entity)`,
        [flowIds, flowIds.map((flowId) => runs.find((run) => run.flow_id === flowId)?.entity ?? null)],
      )) as CountRow[];
      const lastRuns = new Map(runs.map((row) => [row.flow_id, { ...toRun(toRunRecord(row)), filterReasons: [] }]));
      const countsOf = new Map(counts.map((row) => [row.flow_id, row]));
      return flowIds.map((flowId) => ({
        flowId,
        lastRun: lastRuns.get(flowId) ?? null,
        nextRunAt: countsOf.get(flowId)?.next_at?.toISOString() ?? null,
        openIssues: countsOf.get(flowId)?.open ?? 0,
        heldIssues: countsOf.get(flowId)?.held ?? 0,
        linkedRecords: countsOf.get(flowId)?.linked ?? 0,
      }));
    });
  }
}

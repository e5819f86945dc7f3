import { Injectable } from '@nestjs/common';
import type { FlowId, flowSummaryList, ReplyOf } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { toRun } from '../run/run.js';
import { runColumns, toRunRecord, type RunRow } from '../run/run.repository.js';

type FlowSummary = ReplyOf<typeof flowSummaryList>['items'][number];

interface CountRow {
  flow_id: string;
  open: number;
  held: number;
  linked: number;
  next_at: Date | null;
}

/** One line per flow for the overview. */
@Injectable()
export class FlowSummaryRepository {
  constructor(private readonly database: Database) {}

  list(organizationId: string, flowIds: readonly FlowId[]): Promise<FlowSummary[]> {
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

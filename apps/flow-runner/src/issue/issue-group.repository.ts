import { Injectable } from '@nestjs/common';
import type { FlowId, IssueCause, ParsedRequestOf, issueCauseList, issueSkipMany } from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import { toCause, unresolved, type CauseRow } from './issue-row.js';

export type IssueSelection = ParsedRequestOf<typeof issueSkipMany>['selection'];

interface SelectedIssue {
  id: string;
  flowId: FlowId;
}

const mostCauses = 200;

/** Issues put together: by their cause, or as a person chose them. */
@Injectable()
export class IssueGroupRepository {
  /** Issues that are not over, by flow, class and cause; the largest group first. */
  async causes(
    transaction: EntityManager,
    organizationId: string,
    { flowId = null, integrationId = null }: { [Name in keyof ParsedRequestOf<typeof issueCauseList>]: string | null },
  ): Promise<IssueCause[]> {
    const rows = (await transaction.query(
      `select cause_id, flow_id, integration_id, entity, failure_class, (array_agg(reason order by updated_at desc, id))[1] as reason,
         case when count(waits_for) = count(*) and count(distinct waits_for) = 1 then min(waits_for) end as waits_for,
         count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'held')::int as held,
         count(*) filter (where state = 'retrying')::int as retrying,
         (array_agg(natural_key order by updated_at desc, id))[1:3] as examples,
         min(opened_at) as first_opened_at, max(updated_at) as last_updated_at
       from issue
       where organization_id = $1 and ${unresolved} and ($2::uuid is null or flow_id = $2) and ($3::uuid is null or integration_id = $3)
       group by cause_id, flow_id, integration_id, entity, failure_class
       order by count(*) desc, max(updated_at) desc, cause_id limit ${mostCauses}`,
      [organizationId, flowId, integrationId],
    )) as CauseRow[];
    return rows.map(toCause);
  }

  /** The open and held issues of a selection, locked, so that nobody else decides on them meanwhile. */
  async lock(
    transaction: EntityManager,
    organizationId: string,
    options: { selection: IssueSelection; flowId?: FlowId; limit: number },
  ): Promise<SelectedIssue[]> {
    const { selection, flowId = null, limit } = options;
    const [isSelected, selected] =
      'causeId' in selection ? ['cause_id = $3', selection.causeId] : ['id = any($3::uuid[])', selection.issueIds];
    const rows = (await transaction.query(
      `select id, flow_id from issue
       where organization_id = $1 and ($2::uuid is null or flow_id = $2) and ${isSelected} and state in ('open', 'held')
       order by id limit $4 for update`,
      [organizationId, flowId, selected, limit],
    )) as { id: string; flow_id: FlowId }[];
    return rows.map((row) => ({ id: row.id, flowId: row.flow_id }));
  }
}

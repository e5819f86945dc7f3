import { Injectable } from '@nestjs/common';
import type { FlowId } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { FlowRef } from '../flow/flow.service.js';
import { changedRows } from '../sql.js';

const perBatch = 1_000;
const ofRuns = 'run_id in (select id from run where flow_id = $1)';

/**
 * Everything that a flow has beside its runs, a batch each; the cursor is deleted last, because flows whose removal was
 * missed are found by it.
 */
const deletions = [
  `delete from record_attempt where id in (select id from record_attempt where ${ofRuns} limit $2) returning 1`,
  `delete from run_log where (run_id, position) in (select run_id, position from run_log where ${ofRuns} limit $2) returning 1`,
  `delete from issue where id in (select id from issue where ${ofRuns} and flow_id = $1 limit $2) returning 1`,
  `delete from record_link where flow_id = $1 and (entity, source_key) in
     (select entity, source_key from record_link where flow_id = $1 limit $2) returning 1`,
  `delete from record_action where id in (select id from record_action where flow_id = $1 limit $2) returning 1`,
];

/** Flows that were removed, until what they left behind is deleted. */
@Injectable()
export class RemovedFlowRepository {
  constructor(private readonly database: Database) {}

  add({ flowId, organizationId }: FlowRef): Promise<void> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await transaction.query(
        'insert into removed_flow (flow_id, organization_id) values ($1, $2) on conflict do nothing',
        [flowId, organizationId],
      );
    });
  }

  /** It exists after all. */
  async withdraw({ flowId, organizationId }: FlowRef): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query('delete from removed_flow where flow_id = $1', [flowId]),
    );
  }

  /** Flows that were removed so many days ago and have no active run. */
  due(days: number, limit: number): Promise<FlowRef[]> {
    return this.flows(
      `select flow_id, organization_id from removed_flow where removed_at < now() - make_interval(days => $1)
         and not exists (select 1 from run where flow_id = removed_flow.flow_id and state in ('queued', 'running', 'waiting'))
       order by removed_at limit $2`,
      [days, limit],
    );
  }

  /** Flows that read nothing for so many days, by their ids from `after` on: the event of their removal may have been lost. */
  idle(days: number, { after, limit }: { after: string; limit: number }): Promise<FlowRef[]> {
    return this.flows(
      `select flow_id, organization_id from flow_cursor where flow_id > $2 and updated_at < now() - make_interval(days => $1)
         and not exists (select 1 from removed_flow where flow_id = flow_cursor.flow_id)
       order by flow_id limit $3`,
      [days, after, limit],
    );
  }

  /** Deletes some of what a flow left behind; false when nothing is left. Its runs stay for the statistics. */
  deleteSome({ flowId, organizationId }: FlowRef): Promise<boolean> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      for (const sql of deletions) {
        const rows = await changedRows(transaction, sql, [flowId, perBatch]);
        if (rows.length > 0) return true;
      }
      for (const table of ['record_request', 'flow_cursor', 'flow_hook', 'run_request', 'removed_flow'])
        await transaction.query(`delete from ${table} where flow_id = $1`, [flowId]);
      return false;
    });
  }

  private flows(sql: string, parameters: unknown[]): Promise<FlowRef[]> {
    return this.database.asSystem(async (transaction) => {
      const rows = (await transaction.query(sql, parameters)) as { flow_id: FlowId; organization_id: string }[];
      return rows.map((row) => ({ flowId: row.flow_id, organizationId: row.organization_id }));
    });
  }
}

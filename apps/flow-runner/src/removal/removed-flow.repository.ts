import { Injectable } from '@nestjs/common';
import type { FlowId } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { changedRows } from '../sql.js';

export interface FlowPlace {
  flowId: FlowId;
  organizationId: string;
}

interface PlaceRow {
  flow_id: FlowId;
  organization_id: string;
}

const perBatch = 1_000;
const ofRuns = 'run_id in (select id from any_run where flow_id = $1)';

/**
 * Everything that a flow has beside its runs, some of it each; the cursor goes with the note, last, because it is what
 * a flow is known by whose removal nobody told of.
 */
const forgetting = [
  `delete from record_attempt where id in (select id from record_attempt where ${ofRuns} limit $2) returning 1`,
  `delete from run_log where (run_id, position) in (select run_id, position from run_log where ${ofRuns} limit $2) returning 1`,
  `delete from issue where id in (select id from issue where ${ofRuns} and flow_id = $1 limit $2) returning 1`,
  `delete from record_link where flow_id = $1 and (entity, source_key) in
     (select entity, source_key from record_link where flow_id = $1 limit $2) returning 1`,
];

/** Flows that were removed, until what they left behind is forgotten. */
@Injectable()
export class RemovedFlowRepository {
  constructor(private readonly database: Database) {}

  note({ flowId, organizationId }: FlowPlace): Promise<void> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await transaction.query(
        'insert into removed_flow (flow_id, organization_id) values ($1, $2) on conflict do nothing',
        [flowId, organizationId],
      );
    });
  }

  /** It is there after all. */
  async withdraw({ flowId, organizationId }: FlowPlace): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query('delete from removed_flow where flow_id = $1', [flowId]),
    );
  }

  /** Flows that were removed so long ago, and no run of which is under way. */
  due(days: number, limit: number): Promise<FlowPlace[]> {
    return this.places(
      `select flow_id, organization_id from removed_flow where removed_at < now() - make_interval(days => $1)
         and not exists (select 1 from any_run where flow_id = removed_flow.flow_id and state in ('queued', 'running', 'waiting'))
       order by removed_at limit $2`,
      [days, limit],
    );
  }

  /** Flows that read nothing for so long, by their ids from `after` on: they may be gone without anybody having told. */
  idle(days: number, { after, limit }: { after: string; limit: number }): Promise<FlowPlace[]> {
    return this.places(
      `select flow_id, organization_id from flow_cursor where flow_id > $2 and updated_at < now() - make_interval(days => $1)
         and not exists (select 1 from removed_flow where flow_id = flow_cursor.flow_id)
       order by flow_id limit $3`,
      [days, after, limit],
    );
  }

  /** Deletes some of what a flow left behind; false when nothing is left. Its runs stay, they are what statistics count. */
  forgetSome({ flowId, organizationId }: FlowPlace): Promise<boolean> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      for (const sql of forgetting) {
        const rows = await changedRows(transaction, sql, [flowId, perBatch]);
        if (rows.length > 0) return true;
      }
      for (const table of ['flow_cursor', 'wanted_run', 'removed_flow'])
        await transaction.query(`delete from ${table} where flow_id = $1`, [flowId]);
      return false;
    });
  }

  private places(sql: string, parameters: unknown[]): Promise<FlowPlace[]> {
    return this.database.asSystem(async (transaction) => {
      const rows = (await transaction.query(sql, parameters)) as PlaceRow[];
      return rows.map((row) => ({ flowId: row.flow_id, organizationId: row.organization_id }));
    });
  }
}

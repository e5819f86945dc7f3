import { Injectable } from '@nestjs/common';
import type { Issue, IssueId, JsonValue, ParsedRequestOf, issueList } from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import { decodePlace, idPart, instantPart, pageOfRows } from '../run/paging.js';

interface IssueRow {
  id: string;
  flow_id: string;
  run_id: string;
  entity: string;
  source_key: string;
  natural_key: string;
  failure_class: string;
  state: string;
  reason: string;
  waits_for: string | null;
  attempts: number;
  opened_at: Date;
  updated_at: Date;
  place: string;
}

const columns = `id, flow_id, run_id, entity, source_key, natural_key, failure_class, state, reason, waits_for, attempts, opened_at, updated_at,
  opened_at::text as place`;

/** Issues as people see them; the engine writes them with its checkpoints. */
@Injectable()
export class IssueRepository {
  async find(
    transaction: EntityManager,
    issueId: IssueId,
    options: { isLocked?: boolean } = {},
  ): Promise<Issue | undefined> {
    const lock = options.isLocked ? 'for update' : '';
    const [row] = (await transaction.query(`select ${columns} from issue where id = $1 ${lock}`, [
      issueId,
    ])) as IssueRow[];
    return row && toIssue(row);
  }

  async payload(transaction: EntityManager, issueId: IssueId): Promise<JsonValue> {
    const [row] = (await transaction.query('select payload from issue where id = $1', [issueId])) as {
      payload: JsonValue;
    }[];
    return row?.payload ?? null;
  }

  async setState(transaction: EntityManager, issueId: IssueId, state: 'retrying' | 'skipped'): Promise<void> {
    await transaction.query('update issue set state = $2, updated_at = now() where id = $1', [issueId, state]);
  }

  async list(
    transaction: EntityManager,
    organizationId: string,
    filter: ParsedRequestOf<typeof issueList>,
  ): Promise<{ items: Issue[]; next: string | null }> {
    const [openedAt, id] = decodePlace(filter.after, [instantPart, idPart]) ?? [];
    const { flowId = null, runId = null, integrationId = null, state = null, limit } = filter;
    const rows = (await transaction.query(
      `select ${columns} from issue
       where organization_id = $1 and ($2::uuid is null or flow_id = $2) and ($3::uuid is null or run_id = $3)
         and ($4::uuid is null or integration_id = $4) and ($5::text is null or state = $5)
         and ($6::timestamptz is null or (opened_at, id) < ($6::timestamptz, $7::uuid))
       order by opened_at desc, id desc limit $8`,
      [organizationId, flowId, runId, integrationId, state, openedAt ?? null, id ?? null, limit + 1],
    )) as IssueRow[];
    return pageOfRows(rows, limit, { toItem: toIssue, place: (row) => [row.place, row.id] });
  }
}

function toIssue(row: IssueRow): Issue {
  return {
    // Ids and names come from rows that this service wrote from parsed contracts.
    ...({ id: row.id, flowId: row.flow_id, runId: row.run_id } as Pick<Issue, 'id' | 'flowId' | 'runId'>),
    ...({ entity: row.entity, failureClass: row.failure_class, state: row.state } as Pick<
      Issue,
      'entity' | 'failureClass' | 'state'
    >),
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    reason: row.reason,
    waitsFor: row.waits_for,
    attempts: row.attempts,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

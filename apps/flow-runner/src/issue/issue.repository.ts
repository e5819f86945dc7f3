import { Injectable } from '@nestjs/common';
import type { Issue, IssueId, JsonValue, ParsedRequestOf, RunId, issueList } from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import { decodePlace, idPart, instantPart, pageOfRows } from '../run/paging.js';
import { storableJson } from '../sql.js';
import { issueColumns, toIssue, unresolved, type IssueRow } from './issue-row.js';

/** Issues as people see them; the engine writes them with its checkpoints. */
@Injectable()
export class IssueRepository {
  async find(
    transaction: EntityManager,
    issueId: IssueId,
    options: { isLocked?: boolean } = {},
  ): Promise<Issue | undefined> {
    const lock = options.isLocked ? 'for update' : '';
    const [row] = (await transaction.query(`select ${issueColumns} from issue where id = $1 ${lock}`, [
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

  /** Changes the record that a retry delivers, and keeps who did. */
  async edit(
    transaction: EntityManager,
    issueId: IssueId,
    { payload, editor }: { payload: JsonValue; editor: string },
  ): Promise<void> {
    await transaction.query(
      'update issue set payload = $2, is_edited = true, edited_by = $3, edited_at = now(), updated_at = now() where id = $1',
      [issueId, storableJson(payload), editor],
    );
  }

  /** Hands issues to the run that delivers them. */
  async markRetrying(transaction: EntityManager, issueIds: readonly string[], runId: RunId): Promise<void> {
    await transaction.query(
      `update issue set state = 'retrying', retry_run_id = $2, updated_at = now() where id = any($1)`,
      [issueIds, runId],
    );
  }

  async markSkipped(transaction: EntityManager, issueIds: readonly string[]): Promise<void> {
    await transaction.query(`update issue set state = 'skipped', updated_at = now() where id = any($1)`, [issueIds]);
  }

  async list(
    transaction: EntityManager,
    organizationId: string,
    filter: ParsedRequestOf<typeof issueList>,
  ): Promise<{ items: Issue[]; next: string | null }> {
    const [openedAt, id] = decodePlace(filter.after, [instantPart, idPart]) ?? [];
    const { flowId = null, runId = null, integrationId = null, state = null, limit } = filter;
    const { causeId = null, isUnresolved = null, search } = filter;
    const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
    const rows = (await transaction.query(
      `select ${issueColumns} from issue
       where organization_id = $1 and ($2::uuid is null or flow_id = $2) and ($3::uuid is null or run_id = $3)
         and ($4::uuid is null or integration_id = $4) and ($5::text is null or state = $5)
         and ($6::timestamptz is null or (opened_at, id) < ($6::timestamptz, $7::uuid))
         and ($9::text is null or cause_id = $9) and ($10::boolean is null or (${unresolved}) = $10)
         and ($11::text is null or natural_key ilike $11 or source_key ilike $11 or waits_for ilike $11 or reason ilike $11)
       order by opened_at desc, id desc limit $8`,
      [
        organizationId,
        flowId,
        runId,
        integrationId,
        state,
        openedAt ?? null,
        id ?? null,
        limit + 1,
        causeId,
        isUnresolved,
        pattern,
      ],
    )) as IssueRow[];
    return pageOfRows(rows, limit, { toItem: toIssue, place: (row) => [row.place, row.id] });
  }
}

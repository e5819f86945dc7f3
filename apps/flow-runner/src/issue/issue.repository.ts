import { Injectable } from '@nestjs/common';
import type {
  FlowId,
  Issue,
  IssueCause,
  issueCauseList,
  IssueId,
  issueList,
  issueSkipMany,
  JsonValue,
  ParsedRequestOf,
  Reason,
  ReplyOf,
  RunId,
} from '@koppel/contracts';
import { cursorPart, keyset } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { storableJson } from '../sql.js';

export type IssueSelection = ParsedRequestOf<typeof issueSkipMany>['selection'];

export interface IssueRef {
  id: string;
  flowId: FlowId;
}

const byOpenedAt = keyset(cursorPart.instant, cursorPart.uuid);
/** By the number of issues, the last change and the cause. */
const bySize = keyset(cursorPart.position, cursorPart.instant, cursorPart.text);
const unresolved = `state in ('open', 'held', 'retrying')`;

/** Issues as people see them; the sync writes them with its checkpoints. */
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

  /** Changes the record that a retry delivers, and records who did. */
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
    const [openedAt, id] = byOpenedAt.decode(filter.after) ?? [];
    const { flowId = null, runId = null, integrationId = null, state = null, limit } = filter;
    const { causeId = null, isUnresolved = null, search } = filter;
    const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
    const rows = (await transaction.query(
      `select ${issueColumns} from issue
       where organization_id = $1 and ($2::uuid is null or flow_id = $2) and ($3::uuid is null or run_id = $3)
         and ($4::uuid is null or integration_id = $4) and ($5::text is null or state = $5)
         and ($6::timestamptz is null or (opened_at, id) < ($6::timestamptz, $7::uuid))
         and ($9::text is null or cause_id = $9) and ($10::boolean is null or (${unresolved}) = $10)
         and ($11::text is null or natural_key ilike $11 or source_key ilike $11 or waits_for ilike $11 or (reason->'params')::text ilike $11)
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
    return byOpenedAt.page(rows, limit, { toItem: toIssue, cursorOf: (row) => [row.cursor, row.id] });
  }

  /** Unresolved issues by their cause; the largest group first. */
  async causes(
    transaction: EntityManager,
    organizationId: string,
    { flowId, integrationId, limit, after }: ParsedRequestOf<typeof issueCauseList>,
  ): Promise<ReplyOf<typeof issueCauseList>> {
    const [size = null, updatedAt = null, causeId = null] = bySize.decode(after) ?? [];
    const rows = (await transaction.query(
      `select *, last_updated_at::text as cursor from (
         select cause_id, flow_id, integration_id, entity, failure_class, (array_agg(reason order by updated_at desc, id))[1] as reason,
           case when count(waits_for) = count(*) and count(distinct waits_for) = 1 then min(waits_for) end as waits_for,
           count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'held')::int as held,
           count(*) filter (where state = 'retrying')::int as retrying,
           (array_agg(natural_key order by updated_at desc, id))[1:3] as examples,
           min(opened_at) as first_opened_at, max(updated_at) as last_updated_at, count(*) as size
         from issue
         where organization_id = $1 and ${unresolved} and ($2::uuid is null or flow_id = $2) and ($3::uuid is null or integration_id = $3)
         group by cause_id, flow_id, integration_id, entity, failure_class
       ) as cause where ($4::bigint is null or (size, last_updated_at, cause_id) < ($4, $5::timestamptz, $6))
       order by size desc, last_updated_at desc, cause_id desc limit $7`,
      [organizationId, flowId ?? null, integrationId ?? null, size, updatedAt, causeId, limit + 1],
    )) as CauseRow[];
    return bySize.page(rows, limit, { toItem: toCause, cursorOf: (row) => [row.size, row.cursor, row.cause_id] });
  }

  /** The open and held issues of a selection, locked, so that nobody else decides on them meanwhile. */
  async lock(
    transaction: EntityManager,
    organizationId: string,
    options: { selection: IssueSelection; flowId?: FlowId; limit: number },
  ): Promise<IssueRef[]> {
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

/** A row of `issue` as Postgres gives it. */
interface IssueRow {
  id: string;
  flow_id: string;
  integration_id: string;
  run_id: string;
  entity: string;
  source_key: string;
  natural_key: string;
  failure_class: string;
  state: string;
  reason: Reason;
  waits_for: string | null;
  attempts: number;
  cause_id: string;
  is_edited: boolean;
  opened_at: Date;
  updated_at: Date;
  /** `opened_at` with all its digits, for keyset paging. */
  cursor: string;
}

const issueColumns = `id, flow_id, integration_id, run_id, entity, source_key, natural_key, failure_class, state, reason, waits_for, attempts,
  cause_id, is_edited, opened_at, updated_at, opened_at::text as cursor`;

function toIssue(row: IssueRow): Issue {
  // Ids and names come from rows that this service wrote from parsed contracts.
  const ids = { id: row.id, flowId: row.flow_id, runId: row.run_id, integrationId: row.integration_id };
  const names = { entity: row.entity, failureClass: row.failure_class, state: row.state };
  return {
    ...(ids as Pick<Issue, keyof typeof ids>),
    ...(names as Pick<Issue, keyof typeof names>),
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    reason: row.reason,
    waitsFor: row.waits_for,
    attempts: row.attempts,
    causeId: row.cause_id,
    isEdited: row.is_edited,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

interface CauseRow {
  cause_id: string;
  flow_id: string;
  integration_id: string;
  entity: string;
  failure_class: string;
  reason: Reason;
  waits_for: string | null;
  open: number;
  held: number;
  retrying: number;
  examples: string[];
  first_opened_at: Date;
  last_updated_at: Date;
  size: string;
  /** `last_updated_at` with all its digits. */
  cursor: string;
}

function toCause(row: CauseRow): IssueCause {
  const ids = { flowId: row.flow_id, integrationId: row.integration_id };
  const names = { entity: row.entity, failureClass: row.failure_class };
  return {
    ...(ids as Pick<IssueCause, keyof typeof ids>),
    ...(names as Pick<IssueCause, keyof typeof names>),
    causeId: row.cause_id,
    reason: row.reason,
    waitsFor: row.waits_for,
    counts: { open: row.open, held: row.held, retrying: row.retrying },
    examples: row.examples,
    firstOpenedAt: row.first_opened_at.toISOString(),
    lastUpdatedAt: row.last_updated_at.toISOString(),
  };
}

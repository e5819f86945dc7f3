import { Injectable } from '@nestjs/common';
import type {
  AttemptId,
  EntityKind,
  FlowId,
  Issue,
  KoppelRecord,
  ParsedRequestOf,
  Reason,
  RecordAttempt,
  RecordDocument,
  recordAttemptGet,
  recordLinkList,
  ReplyOf,
  runRecordList,
} from '@koppel/contracts';
import { cursorPart, Database, keyset } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { changedRows } from '../sql.js';
import { runColumns, toRunRecord, type RunRow } from '../run/run.repository.js';
import type { RecordFacts } from './explain.js';

const perCleanUp = 1_000;
const byPosition = keyset(cursorPart.position);
const byKeys = keyset(cursorPart.text, cursorPart.text, cursorPart.text);

type RecordLink = ReplyOf<typeof recordLinkList>['items'][number];

/** The entity $2 is that of the flow $1, as its runs say. */
const ofFlow = 'exists (select 1 from run where flow_id = $1 and entity = $2)';

const inIntegration = 'organization_id = $1 and integration_id = $2';
const maxRelated = 100;

interface LinkRow {
  flow_id: string;
  entity: string;
  source_key: string;
  natural_key: string;
  target_key: string | null;
  state: string;
  last_run_id: string;
  updated_at: Date;
}

export interface RecordRef {
  organizationId: string;
  flowId: FlowId;
  entity: EntityKind;
  sourceKey: string;
}

/** What the ledger itself knows of a record. */
export interface LedgerFacts extends Pick<
  RecordFacts,
  'linkState' | 'targetKey' | 'issue' | 'isRequested' | 'lastRun' | 'plannedAt'
> {
  /** What it is at the target now. */
  document: RecordDocument | undefined;
  /** When its flow last asked the source for all that had changed. */
  readAt: string | null;
  /** When its flow last asked what was deleted; null where it does not. */
  deletionsCheckedAt: string | null;
}

/** Records and their attempts, as people see them; the sync writes them with its checkpoints. */
@Injectable()
export class RecordRepository {
  constructor(private readonly database: Database) {}

  async attempts(transaction: EntityManager, ref: RecordRef, limit: number): Promise<RecordAttempt[]> {
    const rows = (await transaction.query(
      `select ${attemptColumns} from record_attempt as attempt
       where organization_id = $1 and source_key = $2 and flow_id = $3 and entity = $4 order by position desc limit $5`,
      [ref.organizationId, ref.sourceKey, ref.flowId, ref.entity, limit],
    )) as AttemptRow[];
    return rows.map(toAttempt);
  }

  async attempt(
    transaction: EntityManager,
    attemptId: AttemptId,
  ): Promise<ReplyOf<typeof recordAttemptGet> | undefined> {
    const [row] = (await transaction.query(
      `select ${attemptColumns}, attempt.payloads from record_attempt as attempt where id = $1`,
      [attemptId],
    )) as (AttemptRow & { payloads: string | null })[];
    return row && { ...toAttempt(row), payloads: parsePayloads(row.payloads) };
  }

  async attemptsOfRun(
    transaction: EntityManager,
    { runId, outcome, limit, after }: ParsedRequestOf<typeof runRecordList>,
  ): Promise<ReplyOf<typeof runRecordList>> {
    const [position = '0'] = byPosition.decode(after) ?? [];
    const outcomes = outcome && (outcome === 'updated' ? ['updated', 'withdrawn'] : [outcome]);
    const rows = (await transaction.query(
      `select ${attemptColumns} from record_attempt as attempt
       where run_id = $1 and position > $2 and ($3::text[] is null or outcome = any($3)) order by position limit $4`,
      [runId, position, outcomes ?? null, limit + 1],
    )) as AttemptRow[];
    return byPosition.page(rows, limit, { toItem: toAttempt, cursorOf: (row) => [row.position] });
  }

  /** Deletes some payloads that are older; true when there may be more. Rows that another replica cleans are passed over. */
  async deleteOldPayloads(days: number): Promise<boolean> {
    const rows = await this.database.asSystem((transaction) =>
      changedRows(
        transaction,
        `update record_attempt set payloads = null where id in (
           select id from record_attempt where payloads is not null and at < now() - make_interval(days => $1)
           order by at limit $2 for update skip locked
         ) returning id`,
        [days, perCleanUp],
      ),
    );
    return rows.length === perCleanUp;
  }

  async facts(transaction: EntityManager, { flowId, entity, sourceKey }: RecordRef): Promise<LedgerFacts> {
    const key = [flowId, entity, sourceKey];
    const [link] = (await transaction.query(
      'select state, target_key, document from record_link where flow_id = $1 and entity = $2 and source_key = $3',
      key,
    )) as { state: 'writing' | 'linked'; target_key: string | null; document: RecordDocument | null }[];
    const requests = (await transaction.query(
      `select 1 from record_request where flow_id = $1 and source_key = $3 and ${ofFlow}`,
      key,
    )) as unknown[];
    const [issue] = (await transaction.query(
      `select id, state, reason from issue where flow_id = $1 and entity = $2 and source_key = $3 and state <> 'resolved'`,
      key,
    )) as Pick<Issue, 'id' | 'state' | 'reason'>[];
    const [run] = (await transaction.query(
      `select ${runColumns} from run where flow_id = $1 and kind in ('sync', 'reconcile') order by queued_at desc, id desc limit 1`,
      [flowId],
    )) as RunRow[];
    const [seen] = (await transaction.query(
      `select (select started_at from run where flow_id = $1 and kind in ('sync', 'reconcile') and state = 'completed'
         order by queued_at desc, id desc limit 1) as read_at,
         (select deletions_checked_at from flow_cursor where flow_id = $1) as deletions_checked_at`,
      [flowId],
    )) as { read_at: Date | null; deletions_checked_at: Date | null }[];
    const [schedule] = (await transaction.query('select next_at from schedule where flow_id = $1', [flowId])) as {
      next_at: Date | null;
    }[];
    return {
      linkState: link?.state ?? null,
      targetKey: link?.target_key ?? null,
      document: link?.document ?? undefined,
      issue: issue ?? null,
      isRequested: requests.length > 0,
      lastRun: run ? toRunRecord(run) : null,
      plannedAt: schedule?.next_at?.toISOString() ?? null,
      readAt: seen?.read_at?.toISOString() ?? null,
      deletionsCheckedAt: seen?.deletions_checked_at?.toISOString() ?? null,
    };
  }

  /** What belongs to the same order, such as its credits and payments, newest first; and that order itself. */
  async related(
    transaction: EntityManager,
    organizationId: string,
    { integrationId, entity, sourceKey }: Pick<KoppelRecord, 'integrationId' | 'entity' | 'sourceKey'>,
  ): Promise<KoppelRecord[]> {
    const [own] = (await transaction.query(
      `select order_key from record_attempt where ${inIntegration} and source_key = $3 and entity = $4 and is_newest`,
      [organizationId, integrationId, sourceKey, entity],
    )) as { order_key: string | null }[];
    const orderKey = entity === 'order' ? sourceKey : own?.order_key;
    if (orderKey === undefined || orderKey === null) return [];
    const rows = (await transaction.query(
      `select ${recordColumns} from record_attempt as attempt
       where ${inIntegration} and is_newest and ((source_key = $3 and entity = 'order') or order_key = $3)
         and (entity, source_key) <> ($4, $5) order by position desc limit $6`,
      [organizationId, integrationId, orderKey, entity, sourceKey, maxRelated],
    )) as AttemptRow[];
    return rows.map(toRecord);
  }

  /** Whether its flow reads such records, and does not only deliver them along with others. */
  async isOfFlow(transaction: EntityManager, { flowId, entity }: RecordRef): Promise<boolean> {
    const rows = (await transaction.query(`select 1 where ${ofFlow}`, [flowId, entity])) as unknown[];
    return rows.length > 0;
  }

  /** A person wants a record that was skipped after all. */
  async reopenSkipped(transaction: EntityManager, { flowId, entity, sourceKey }: RecordRef): Promise<void> {
    await transaction.query(
      `update issue set state = 'open', updated_at = now()
       where flow_id = $1 and entity = $2 and source_key = $3 and state = 'skipped'`,
      [flowId, entity, sourceKey],
    );
  }

  /** Record links as people look them up. */
  links(
    organizationId: string,
    request: ParsedRequestOf<typeof recordLinkList>,
  ): Promise<ReplyOf<typeof recordLinkList>> {
    const { flowId, search, limit } = request;
    const [naturalKey, entity, sourceKey] = byKeys.decode(request.after) ?? [];
    const pattern = search?.trim() ? `%${search.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select flow_id, entity, source_key, natural_key, target_key, state, last_run_id, updated_at from record_link
         where flow_id = $1 and ($2::text is null or natural_key ilike $2 or source_key ilike $2 or target_key ilike $2)
           and ($3::text is null or (natural_key, entity, source_key) > ($3, $4, $5))
         order by natural_key, entity, source_key limit $6`,
        [flowId, pattern, naturalKey ?? null, entity ?? null, sourceKey ?? null, limit + 1],
      )) as LinkRow[];
      return byKeys.page(rows, limit, {
        toItem: toLink,
        cursorOf: (row) => [row.natural_key, row.entity, row.source_key],
      });
    });
  }
}

/** The sync wrote them as JSON; they are deleted when they are too long or too old. */
function parsePayloads(text: string | null): ReplyOf<typeof recordAttemptGet>['payloads'] {
  if (text === null) return { source: null, canonical: null, target: null };
  return JSON.parse(text) as ReplyOf<typeof recordAttemptGet>['payloads'];
}

/** A row of `record_attempt` as Postgres gives it. */
export interface AttemptRow {
  id: string;
  flow_id: string;
  integration_id: string;
  entity: string;
  source_key: string;
  natural_key: string;
  title: string | null;
  target_key: string | null;
  document: RecordDocument | null;
  amount: string | null;
  currency: string | null;
  outcome: string;
  reason: Reason | null;
  notes: Reason[] | null;
  failure_class: string | null;
  run_id: string;
  kind: string;
  trigger: string;
  times: number;
  first_at: Date;
  at: Date;
  position: string;
}

const sharedColumns = `attempt.id, attempt.flow_id, attempt.integration_id, attempt.entity, attempt.source_key, attempt.natural_key, attempt.title,
  coalesce(attempt.target_key, (
    select target_key from record_link
    where flow_id = attempt.flow_id and entity = attempt.entity and source_key = attempt.source_key
  )) as target_key, attempt.amount, attempt.currency, attempt.outcome, attempt.reason, attempt.notes, attempt.failure_class, attempt.run_id, attempt.kind, attempt.trigger, attempt.times,
  attempt.first_at, attempt.at, attempt.position`;
/** Of `record_attempt as attempt`; its link has the target's key where the attempt has none. */
const attemptColumns = `${sharedColumns}, attempt.document`;
/** The same of a record as it is now: its document is that of its link. */
export const recordColumns = `${sharedColumns}, (
    select document from record_link
    where flow_id = attempt.flow_id and entity = attempt.entity and source_key = attempt.source_key
  ) as document`;

export function toRecord(row: AttemptRow): KoppelRecord {
  // Ids and names come from rows that this service wrote from parsed contracts.
  const ids = { flowId: row.flow_id, integrationId: row.integration_id, runId: row.run_id };
  const names = { entity: row.entity, outcome: row.outcome, failureClass: row.failure_class };
  return {
    ...(ids as Pick<KoppelRecord, keyof typeof ids>),
    ...(names as Pick<KoppelRecord, keyof typeof names>),
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    title: row.title,
    targetKey: row.target_key,
    reason: row.reason,
    ...(row.amount !== null && row.currency !== null && { total: { amount: row.amount, currency: row.currency } }),
    ...(row.document && { document: row.document }),
    at: row.at.toISOString(),
  };
}

function toAttempt(row: AttemptRow): RecordAttempt {
  return {
    ...toRecord(row),
    ...({ id: row.id, kind: row.kind, trigger: row.trigger } as Pick<RecordAttempt, 'id' | 'kind' | 'trigger'>),
    times: row.times,
    ...(row.notes && { notes: row.notes }),
    firstAt: row.first_at.toISOString(),
  };
}

function toLink(row: LinkRow): RecordLink {
  return {
    // Ids and names come from rows that this service wrote from parsed contracts.
    ...({ flowId: row.flow_id, lastRunId: row.last_run_id } as Pick<RecordLink, 'flowId' | 'lastRunId'>),
    ...({ entity: row.entity, state: row.state } as Pick<RecordLink, 'entity' | 'state'>),
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    targetKey: row.target_key,
    updatedAt: row.updated_at.toISOString(),
  };
}

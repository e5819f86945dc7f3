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
const orderOfIt = `select order_key from record_attempt
  where ${inIntegration} and source_key = $3 and entity = $5 and is_newest`;
const sameOrder = `(entity = 'order' and source_key in (${orderOfIt})
  or entity in ('credit', 'payment') and order_key in (${orderOfIt}) and not (entity = $5 and source_key = $3))`;
/** What belongs to the same order as the record $3 of kind $5. */
const relations: Partial<Record<EntityKind, string>> = {
  order: `$5::text = 'order' and entity in ('credit', 'payment') and order_key = $3`,
  credit: sameOrder,
  payment: sameOrder,
};
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
export type LedgerFacts = Pick<
  RecordFacts,
  'linkState' | 'targetKey' | 'issue' | 'isRequested' | 'lastRun' | 'plannedAt'
>;

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
      'select state, target_key from record_link where flow_id = $1 and entity = $2 and source_key = $3',
      key,
    )) as { state: 'writing' | 'linked'; target_key: string | null }[];
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
    const [schedule] = (await transaction.query('select next_at from schedule where flow_id = $1', [flowId])) as {
      next_at: Date | null;
    }[];
    return {
      linkState: link?.state ?? null,
      targetKey: link?.target_key ?? null,
      issue: issue ?? null,
      isRequested: requests.length > 0,
      lastRun: run ? toRunRecord(run) : null,
      plannedAt: schedule?.next_at?.toISOString() ?? null,
    };
  }

  /** The credits and payments of an order, newest first; of these, their order and the others. */
  async related(
    transaction: EntityManager,
    organizationId: string,
    { integrationId, entity, sourceKey }: Pick<KoppelRecord, 'integrationId' | 'entity' | 'sourceKey'>,
  ): Promise<KoppelRecord[]> {
    const isRelated = relations[entity];
    if (!isRelated) return [];
    const rows = (await transaction.query(
      `select ${attemptColumns} from record_attempt as attempt
       where ${inIntegration} and is_newest and ${isRelated} order by position desc limit $4`,
      [organizationId, integrationId, sourceKey, maxRelated, entity],
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
  outcome: string;
  reason: Reason | null;
  failure_class: string | null;
  run_id: string;
  kind: string;
  trigger: string;
  times: number;
  first_at: Date;
  at: Date;
  position: string;
}

/** Of `record_attempt as attempt`; its link has the target's key where the attempt has none. */
export const attemptColumns = `attempt.id, attempt.flow_id, attempt.integration_id, attempt.entity, attempt.source_key, attempt.natural_key, attempt.title,
  coalesce(attempt.target_key, (
    select target_key from record_link
    where flow_id = attempt.flow_id and entity = attempt.entity and source_key = attempt.source_key
  )) as target_key, attempt.outcome, attempt.reason, attempt.failure_class, attempt.run_id, attempt.kind, attempt.trigger, attempt.times,
  attempt.first_at, attempt.at, attempt.position`;

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
    at: row.at.toISOString(),
  };
}

function toAttempt(row: AttemptRow): RecordAttempt {
  return {
    ...toRecord(row),
    ...({ id: row.id, kind: row.kind, trigger: row.trigger } as Pick<RecordAttempt, 'id' | 'kind' | 'trigger'>),
    times: row.times,
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

import { Injectable } from '@nestjs/common';
import type { EntityKind, FailureClass, Flow, JsonValue, RecordDocument } from '@koppel/contracts';
import { hashPayload, type SourceRecord, type TargetMatch, type WithdrawEffect } from '@koppel/connector-sdk';
import { Database } from '@koppel/service-kit';
import { manyLeft, overHash, type Ledger, type Intent, type KnownIssue, type Link } from '@koppel/sync-engine';
import { checkFence } from '../run/run-lease.repository.js';
import type { RunRecord } from '../run/run.js';
import { storableJson } from '../sql.js';
import { CheckpointRepository } from './checkpoint.repository.js';
import type { WatchedRecord } from './deletion.repository.js';
import type { RequestRef } from './record-request.repository.js';
import { withdrawalsOf } from './withdrawal.repository.js';
import { lastWritten, ofArticles } from './written.repository.js';

interface LinkRow {
  source_key: string;
  natural_key: string;
  stored_key: string | null;
  target_key: string | null;
  document: RecordDocument | null;
  hash: string | null;
  effects: WithdrawEffect[] | null;
  announced: WithdrawEffect[] | null;
  state: Link['state'];
  intent_hash: string | null;
  idempotency_key: string | null;
  uncounted: Link['uncounted'];
  is_left_out: boolean;
  last_run_id: string;
}

const linkColumns =
  'source_key, natural_key, stored_key, target_key, document, hash, effects, announced, state, intent_hash, idempotency_key, uncounted, is_left_out, last_run_id';

/** One index look-up per key: with `= any(…)` Postgres reads all links of the flow, for every page. */
function linksBy(column: 'source_key' | 'natural_key', keys: string): string {
  return `select link.* from unnest(${keys}::text[]) as requested (key) cross join lateral (
    select ${linkColumns} from record_link where flow_id = $1 and entity = $2 and ${column} = requested.key offset 0
  ) as link`;
}

/** Articles that a target knows under another code: a handful in an assortment of any size. */
const maxArticleCodes = 5_000;

/** Kinds of records whose lines name articles. */
const sellArticles: ReadonlySet<EntityKind> = new Set(['order', 'credit']);

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Open issues whose cause may be corrected at the target are tried again automatically. Where the record or the settings
 * must change (a value, a duplicate, its size, its shape) trying costs calls, at some applications even the access to
 * them, and cannot help: a changed record is read again, and changed settings read the source from its beginning.
 */
const retriedClasses: readonly FailureClass[] = [
  'missing_reference',
  'permission',
  'rate_limit',
  'intermittent',
  'application_down',
];
const maxAttempts = 20;
/** After five minutes, then doubling, at most a day. */
const isDue = `updated_at <= now() - least(interval '1 day', interval '5 minutes' * power(2, least(attempts, 12) - 1))`;

export interface HeldPage {
  records: SourceRecord<unknown>[];
  /** Records that are read again: the source did not have them any more, or not in its selection. */
  left: WatchedRecord[];
  /** The last issue's id; undefined when none is left. */
  position: string | undefined;
}

export interface RequestedRecord extends RequestRef {
  naturalKey: string;
  /** It is written even if it has not changed. */
  isForced: boolean;
}

/** A cursor is valid only for the settings that it was made with: others may take records that were left out before. */
export function cursorBasis({ settings, sourceConnectionId, targetConnectionId, origin }: Flow): string {
  const inherited = origin && { inherited: origin.settings };
  return hashPayload({ settings, sourceConnectionId, targetConnectionId, ...inherited });
}

/** What a run reads of the ledger, and its intents: each for a whole page in one statement. */
@Injectable()
export class LedgerRepository {
  constructor(
    private readonly database: Database,
    private readonly checkpoints: CheckpointRepository,
  ) {}

  /** The ledger as one run sees it. */
  of(run: RunRecord): Ledger {
    return {
      knownIssues: (sourceKeys) => this.knownIssues(run, sourceKeys),
      links: (entity, keys) => this.links(run, entity, keys),
      deliveredElsewhere: (entity, sourceKeys) => this.deliveredElsewhere(run, entity, sourceKeys),
      storedKeys: (naturalKeys) => this.storedKeys(run, naturalKeys),
      articleCodes: () => this.articleCodes(run),
      owners: (entity, targetKeys) => this.owners(run, entity, targetKeys),
      withdrawals: () =>
        this.database.forOrganization(run.organizationId, (transaction) => withdrawalsOf(transaction, run)),
      storeIntents: (intents) => this.storeIntents(run, intents),
      storePartly: (page) => this.checkpoints.commitPartly(run, page),
      lastWritten: (keys) =>
        this.database.forOrganization(run.organizationId, (transaction) => lastWritten(transaction, run, keys)),
    };
  }

  /** The cursor of an earlier page; undefined to read from the beginning, also when it was made with other settings. */
  async cursor(run: RunRecord, basis: string): Promise<JsonValue | undefined> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const [row] = (await transaction.query('select cursor, basis, run_id from flow_cursor where flow_id = $1', [
        run.flowId,
      ])) as { cursor: JsonValue; basis: string; run_id: string }[];
      if (!row || row.basis !== basis) return undefined;
      const readsAll = run.kind === 'reconcile' || run.options.fromStart === true;
      return readsAll && row.run_id !== run.id ? undefined : row.cursor;
    });
  }

  /** Records that are delivered from their issues: those that a retry was started for, else those that are due. */
  async heldPage(run: RunRecord, { after, limit }: { after: string | null; limit: number }): Promise<HeldPage> {
    const [isSelected, ...parameters] = selectionOf(run);
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select id, source_key, natural_key, payload, payload = 'null' or reason ->> 'code' = '${manyLeft}' as has_left from issue
         where flow_id = $1 and id > $2 and ${isSelected} order by id limit $3`,
        [run.flowId, after ?? firstId, limit, ...parameters],
      )) as { id: string; source_key: string; natural_key: string; payload: unknown; has_left: boolean }[];
      const refOf = (row: (typeof rows)[number]) => ({ key: row.source_key, naturalKey: row.natural_key });
      return {
        records: rows.filter((row) => !row.has_left).map((row) => ({ ...refOf(row), native: row.payload })),
        left: rows.filter((row) => row.has_left).map(refOf),
        position: rows.at(-1)?.id,
      };
    });
  }

  /** Records that a person wants to be read again. */
  async requestedPage(run: RunRecord, limit: number): Promise<RequestedRecord[]> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        'select source_key, natural_key, is_forced, requested_at::text from record_request where flow_id = $1 order by source_key limit $2',
        [run.flowId, limit],
      )) as { source_key: string; natural_key: string; is_forced: boolean; requested_at: string }[];
      return rows.map((row) => ({
        ...{ key: row.source_key, naturalKey: row.natural_key, isForced: row.is_forced },
        requestedAt: row.requested_at,
      }));
    });
  }

  private knownIssues(run: RunRecord, sourceKeys: readonly string[]): Promise<KnownIssue[]> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select id, source_key, state, reason ->> 'code' as code from issue where flow_id = $1 and entity = $2 and source_key = any($3) and state <> 'resolved'`,
        [run.flowId, run.entity, sourceKeys],
      )) as { id: string; source_key: string; state: KnownIssue['state']; code: string }[];
      return rows.map((row) => ({ id: row.id, sourceKey: row.source_key, state: row.state, code: row.code }));
    });
  }

  private links(
    run: RunRecord,
    entity: EntityKind,
    keys: { sourceKeys: string[]; naturalKeys: string[] },
  ): Promise<Link[]> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(`${linksBy('source_key', '$3')} union ${linksBy('natural_key', '$4')}`, [
        run.flowId,
        entity,
        keys.sourceKeys,
        keys.naturalKeys,
      ])) as LinkRow[];
      return rows.map((row) => toLink(row, run));
    });
  }

  private async deliveredElsewhere(
    run: RunRecord,
    entity: EntityKind,
    sourceKeys: string[],
  ): Promise<Map<string, TargetMatch>> {
    const { organizationId, flow } = run;
    const flowIds = (flow.relatedFlows ?? []).flatMap((other) => (other.entity === entity ? [other.flowId] : []));
    if (flowIds.length === 0) return new Map();
    const parameters = [flowIds, entity, sourceKeys];
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select source_key, target_key, document from record_link
         where flow_id = any($1) and entity = $2 and source_key = any($3) and state = 'linked' and target_key is not null`,
        parameters,
      )) as { source_key: string; target_key: string; document: RecordDocument | null }[];
      return new Map(
        rows.map(({ source_key: key, target_key: targetKey, document }) => [
          key,
          { targetKey, ...(document && { document }) },
        ]),
      );
    });
  }

  private owners(run: RunRecord, entity: EntityKind, targetKeys: string[]): Promise<Map<string, string>> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select target_key, source_key from record_link
         where organization_id = $4 and flow_id = $1 and entity = $2 and target_key = any($3)
           and (state = 'writing' or hash is null or not starts_with(hash, $5))`,
        [run.flowId, entity, targetKeys, run.organizationId, overHash],
      )) as { target_key: string; source_key: string }[];
      return new Map(rows.map((row) => [row.target_key, row.source_key]));
    });
  }

  private storedKeys(run: RunRecord, naturalKeys: string[]): Promise<Map<string, string>> {
    const { organizationId, flowId, flow, entity } = run;
    const flowIds = [flowId, ...(flow.relatedFlows ?? []).map((other) => other.flowId)];
    const entities = ofArticles.has(entity) ? [...ofArticles] : [entity];
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select natural_key, stored_key from record_link
         where flow_id = any($1) and entity = any($3) and natural_key = any($2) and stored_key is not null order by updated_at`,
        [flowIds, naturalKeys, entities],
      )) as { natural_key: string; stored_key: string }[];
      return new Map(rows.map((row) => [row.natural_key, row.stored_key]));
    });
  }

  /** A code that another article has of its own is never taken for a second one: a shop may have put a SKU back. */
  private async articleCodes({ organizationId, flow, entity }: RunRecord): Promise<Map<string, string>> {
    if (!sellArticles.has(entity)) return new Map();
    const flowIds = (flow.oppositeFlows ?? []).flatMap(({ flowId, entity }) =>
      ofArticles.has(entity) ? [flowId] : [],
    );
    if (flowIds.length === 0) return new Map();
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select natural_key, stored_key from record_link
         where flow_id = any($1) and stored_key is not null and entity = any($2) and not exists (
           select 1 from record_link other where other.flow_id = any($1) and other.natural_key = record_link.stored_key)
         order by updated_at desc limit ${maxArticleCodes}`,
        [flowIds, [...ofArticles]],
      )) as { natural_key: string; stored_key: string }[];
      // Of two articles that had the same code, the one that has it now.
      return new Map(rows.toReversed().map((row) => [row.stored_key, row.natural_key]));
    });
  }

  private storeIntents(run: RunRecord, intents: readonly Intent[]): Promise<void> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      await checkFence(transaction, run);
      await transaction.query(
        `insert into record_link (flow_id, organization_id, last_run_id, state, entity, source_key, natural_key, intent_hash, idempotency_key, target_key, announced)
         select $1, $2, $3, 'writing', intent.* from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::jsonb[]) as intent
         on conflict (flow_id, entity, source_key) do update set state = 'writing', last_run_id = excluded.last_run_id,
           natural_key = excluded.natural_key, intent_hash = excluded.intent_hash, idempotency_key = excluded.idempotency_key,
           target_key = coalesce(excluded.target_key, record_link.target_key),
           announced = coalesce(excluded.announced, record_link.announced), updated_at = now()`,
        [
          run.flowId,
          run.organizationId,
          run.id,
          intents.map((intent) => intent.entity),
          intents.map((intent) => intent.sourceKey),
          intents.map((intent) => intent.naturalKey),
          intents.map((intent) => intent.intentHash),
          intents.map((intent) => intent.idempotencyKey),
          intents.map((intent) => intent.targetKey),
          intents.map(({ effects }) => (effects ? storableJson(effects) : null)),
        ],
      );
    });
  }
}

function selectionOf({ id, entity, kind }: RunRecord): [sql: string, ...parameters: unknown[]] {
  if (kind === 'retry') return [`retry_run_id = $4 and state = 'retrying'`, id];
  return [
    `entity = $4 and state in ('open', 'held')
       and (state = 'held' or (failure_class = any($5) and attempts < ${maxAttempts} and ${isDue}))`,
    entity,
    retriedClasses,
  ];
}

function toLink(row: LinkRow, run: RunRecord): Link {
  return {
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    storedKey: row.stored_key,
    targetKey: row.target_key,
    document: row.document,
    hash: row.hash,
    effects: row.effects,
    announced: row.announced,
    state: row.state,
    intentHash: row.intent_hash,
    idempotencyKey: row.idempotency_key,
    uncounted: row.last_run_id === run.id ? row.uncounted : null,
    isLeftOut: row.is_left_out,
  };
}

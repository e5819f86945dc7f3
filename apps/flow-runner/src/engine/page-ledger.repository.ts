import { Injectable } from '@nestjs/common';
import type { EntityKind } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { RunRecord } from '../run/run.js';
import { changedRows } from '../sql.js';
import type { DeliveryLedger } from './delivery-tools.js';
import type { KnownIssue } from './page-result.js';
import type { Intent, Link } from './record.js';
import { LeaseLost } from './trouble.js';

interface LinkRow {
  source_key: string;
  natural_key: string;
  target_key: string | null;
  hash: string | null;
  state: Link['state'];
  intent_hash: string | null;
  idempotency_key: string | null;
  uncounted: Link['uncounted'];
  is_left_out: boolean;
  last_run_id: string;
}

const linkColumns =
  'source_key, natural_key, target_key, hash, state, intent_hash, idempotency_key, uncounted, is_left_out, last_run_id';

/** One index look-up per key: with `= any(…)` Postgres reads all links of the flow, for every page. */
function linksBy(column: 'source_key' | 'natural_key', keys: string): string {
  return `select link.* from unnest(${keys}::text[]) as wanted (key) cross join lateral (
    select ${linkColumns} from record_link where flow_id = $1 and entity = $2 and ${column} = wanted.key offset 0
  ) as link`;
}

/** What a page reads of the ledger, and the intents: each for a whole page in one statement. */
@Injectable()
export class PageLedger {
  constructor(private readonly database: Database) {}

  /** The ledger as one run sees it. */
  of(run: RunRecord): DeliveryLedger {
    return {
      links: (entity, keys) => this.links(run, entity, keys),
      owners: (entity, targetKeys) => this.owners(run, entity, targetKeys),
      storeIntents: (intents) => this.storeIntents(run, intents),
    };
  }

  /** Issues of these records that are not resolved. */
  knownIssues(run: RunRecord, sourceKeys: readonly string[]): Promise<KnownIssue[]> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select id, source_key, state from issue where flow_id = $1 and entity = $2 and source_key = any($3) and state <> 'resolved'`,
        [run.flowId, run.entity, sourceKeys],
      )) as { id: string; source_key: string; state: KnownIssue['state'] }[];
      return rows.map((row) => ({ id: row.id, sourceKey: row.source_key, state: row.state }));
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

  private owners(run: RunRecord, entity: EntityKind, targetKeys: string[]): Promise<Map<string, string>> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        'select target_key, source_key from record_link where organization_id = $4 and flow_id = $1 and entity = $2 and target_key = any($3)',
        [run.flowId, entity, targetKeys, run.organizationId],
      )) as { target_key: string; source_key: string }[];
      return new Map(rows.map((row) => [row.target_key, row.source_key]));
    });
  }

  private storeIntents(run: RunRecord, intents: readonly Intent[]): Promise<void> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      await checkFence(transaction, run);
      await transaction.query(
        `insert into record_link (flow_id, organization_id, last_run_id, state, is_told, entity, source_key, natural_key, intent_hash, idempotency_key, target_key)
         select $1, $2, $3, 'writing', true, intent.* from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[]) as intent
         on conflict (flow_id, entity, source_key) do update set state = 'writing', last_run_id = excluded.last_run_id,
           natural_key = excluded.natural_key, intent_hash = excluded.intent_hash, idempotency_key = excluded.idempotency_key,
           target_key = coalesce(excluded.target_key, record_link.target_key), updated_at = now()`,
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
        ],
      );
    });
  }
}

function toLink(row: LinkRow, run: RunRecord): Link {
  return {
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    targetKey: row.target_key,
    hash: row.hash,
    state: row.state,
    intentHash: row.intent_hash,
    idempotencyKey: row.idempotency_key,
    uncounted: row.last_run_id === run.id ? row.uncounted : null,
    isLeftOut: row.is_left_out,
  };
}

/** Refuses the transaction of a runner whose run was taken over. Holds the row, so that nobody takes it meanwhile. */
async function checkFence(transaction: EntityManager, run: RunRecord): Promise<void> {
  const rows = await changedRows(
    transaction,
    `update run set fence = fence where id = $1 and fence = $2 and state = 'running' returning id`,
    [run.id, run.fence],
  );
  if (rows.length === 0) throw new LeaseLost();
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { BareCounts } from './sync.ts';

export interface Link {
  source_key: string;
  target_key: string | null;
  hash: string | null;
  state: 'writing' | 'linked';
}

export interface Intent {
  sourceKey: string;
  naturalKey: string;
  hash: string;
}

export interface Written extends Intent {
  targetKey: string;
}

const tables = `
  create table record_link (
    flow_id uuid not null,
    entity text not null,
    source_key text not null,
    natural_key text not null,
    target_key text,
    hash text,
    state text not null,
    intent_hash text,
    idempotency_key uuid,
    updated_at timestamptz not null default now(),
    primary key (flow_id, entity, source_key)
  );
  create index on record_link (flow_id, natural_key);
  create table flow_cursor (flow_id uuid primary key, cursor text not null);
  create table run (id uuid primary key, flow_id uuid not null, read int not null, created int not null, updated int not null, unchanged int not null)`;

/** Links, hashes, intents, counts and the cursor in Postgres. */
export class Ledger {
  private readonly flowId = randomUUID();
  private readonly entity = 'product';

  private readonly pool: pg.Pool;

  private constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  static async open(databaseUrl: string): Promise<Ledger> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    await pool.query(tables);
    return new Ledger(pool);
  }

  async begin(): Promise<string> {
    const runId = randomUUID();
    await this.pool.query('insert into run values ($1, $2, 0, 0, 0, 0)', [runId, this.flowId]);
    return runId;
  }

  async links(sourceKeys: readonly string[]): Promise<Map<string, Link>> {
    const { rows } = await this.pool.query<Link>(
      // One look-up by key each: with "= any" Postgres, which has no statistics yet, reads all links of the flow for every page.
      `select link.* from unnest($3::text[]) as wanted (key) cross join lateral (
         select source_key, target_key, hash, state from record_link
         where flow_id = $1 and entity = $2 and source_key = wanted.key offset 0) as link`,
      [this.flowId, this.entity, sourceKeys],
    );
    return new Map(rows.map((row) => [row.source_key, row]));
  }

  async storeIntents(intents: readonly Intent[]): Promise<void> {
    await this.pool.query(
      `insert into record_link (flow_id, entity, state, source_key, natural_key, intent_hash, idempotency_key)
       select $1, $2, 'writing', intent.* from unnest($3::text[], $4::text[], $5::text[], $6::uuid[]) as intent
       on conflict (flow_id, entity, source_key) do update set state = 'writing', natural_key = excluded.natural_key,
         intent_hash = excluded.intent_hash, idempotency_key = excluded.idempotency_key, updated_at = now()`,
      [
        this.flowId,
        this.entity,
        intents.map((intent) => intent.sourceKey),
        intents.map((intent) => intent.naturalKey),
        intents.map((intent) => intent.hash),
        intents.map(() => randomUUID()),
      ],
    );
  }

  /** Links, counts and cursor in one transaction. */
  async commit(
    runId: string,
    page: { written: readonly Written[]; counts: BareCounts; cursor: string },
  ): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      if (page.written.length > 0) await this.completeLinks(client, page.written);
      const { read, created, updated, unchanged } = page.counts;
      await client.query(
        'update run set read = read + $2, created = created + $3, updated = updated + $4, unchanged = unchanged + $5 where id = $1',
        [runId, read, created, updated, unchanged],
      );
      await client.query(
        'insert into flow_cursor values ($1, $2) on conflict (flow_id) do update set cursor = excluded.cursor',
        [this.flowId, page.cursor],
      );
      await client.query('commit');
    } catch (error: unknown) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  private async completeLinks(client: pg.PoolClient, written: readonly Written[]): Promise<void> {
    await client.query(
      `insert into record_link (flow_id, entity, state, source_key, natural_key, target_key, hash)
       select $1, $2, 'linked', done.* from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as done
       on conflict (flow_id, entity, source_key) do update set state = 'linked', target_key = excluded.target_key, hash = excluded.hash,
         intent_hash = null, idempotency_key = null, updated_at = now()`,
      [
        this.flowId,
        this.entity,
        written.map((each) => each.sourceKey),
        written.map((each) => each.naturalKey),
        written.map((each) => each.targetKey),
        written.map((each) => each.hash),
      ],
    );
  }
}

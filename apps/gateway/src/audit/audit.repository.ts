import { Injectable } from '@nestjs/common';
import type { AuditEntry, AuditFilter } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { genesisOf, link, type ChainHead, type UnchainedEntry } from './audit-chain.js';

/** First key of the advisory locks of chains, one for each organization. */
const chainLock = 7_206_512;

const columns = `position, id, at, action, outcome, detail, actor_kind, actor_id, actor_name, actor_role,
  object_kind, object_id, object_title, address, user_agent, trace_id, previous_hash, hash`;

export type SearchOptions = AuditFilter & { limit: number; before?: string | undefined };

/** Entries of audit logs. The service's login may insert and read them, and nothing else. */
@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Adds entries to the end of the chain; those that are there already, because the answer to an earlier try was lost, stay as they are. */
  async append(organizationId: string, entries: readonly UnchainedEntry[]): Promise<void> {
    await this.database.forOrganization(organizationId, async (transaction) => {
      await transaction.query('select pg_advisory_xact_lock($1, hashtext($2))', [chainLock, organizationId]);
      const known = (await transaction.query('select id from audit_entry where id = any($1)', [
        entries.map(({ id }) => id),
      ])) as { id: string }[];
      const fresh = entries.filter(({ id }) => !known.some((stored) => stored.id === id));
      const linked = link(await headOf(transaction, organizationId), fresh);
      await transaction.query(
        `insert into audit_entry (organization_id, ${columns}) select $1, ${columns}
         from jsonb_populate_recordset(null::audit_entry, $2::jsonb)`,
        [organizationId, JSON.stringify(linked.map(toRow))],
      );
    });
  }

  /** Newest first. */
  search(organizationId: string, { limit, before, ...filter }: SearchOptions): Promise<AuditEntry[]> {
    const { where, values } = conditionsOf(filter);
    return this.read(
      organizationId,
      `where ($1::bigint is null or position < $1) and ${where} order by position desc limit $2`,
      [before ?? null, limit, ...values],
    );
  }

  /** So many at most; more are not counted. */
  async count(organizationId: string, filter: AuditFilter, max: number): Promise<number> {
    const { where, values } = conditionsOf(filter);
    const [row] = await this.database.forOrganization(
      organizationId,
      async (transaction) =>
        (await transaction.query(
          `select count(*)::int as n from (select from audit_entry where position > $1 and ${where} limit $2) as found`,
          [0, max, ...values],
        )) as { n: number }[],
    );
    return row?.n ?? 0;
  }

  /** Oldest first, from after a position on. */
  after(organizationId: string, position: number, limit: number, filter: AuditFilter = {}): Promise<AuditEntry[]> {
    const { where, values } = conditionsOf(filter);
    return this.read(organizationId, `where position > $1 and ${where} order by position limit $2`, [
      position,
      limit,
      ...values,
    ]);
  }

  private async read(organizationId: string, rest: string, values: unknown[]): Promise<AuditEntry[]> {
    const rows = await this.database.forOrganization(
      organizationId,
      async (transaction) =>
        (await transaction.query(`select ${columns} from audit_entry ${rest}`, values)) as AuditRow[],
    );
    return rows.map(toEntry);
  }
}

async function headOf(transaction: EntityManager, organizationId: string): Promise<ChainHead> {
  const [row] = (await transaction.query(
    'select position, hash from audit_entry order by position desc limit 1',
  )) as Pick<AuditRow, 'position' | 'hash'>[];
  return row ? { position: Number(row.position), hash: row.hash } : genesisOf(organizationId);
}

/** From the third parameter on; each is always named, so that Postgres knows its type. */
function conditionsOf({ actorId, action, objectId, outcome, from, to, search }: AuditFilter) {
  const pattern = search ? `%${search.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const where = `($3::text is null or actor_id = $3) and ($4::text is null or action = $4 or split_part(action, '.', 1) = $4)
    and ($5::text is null or object_id = $5) and ($6::text is null or outcome = $6)
    and ($7::timestamptz is null or at >= $7) and ($8::timestamptz is null or at < $8)
    and ($9::text is null or concat_ws(' ', actor_name, actor_id, object_title, object_id, address, trace_id, action) ilike $9)`;
  const values = [actorId, action, objectId, outcome, from, to, pattern];
  return { where, values: values.map((value) => value ?? null) };
}

interface AuditRow {
  position: string;
  id: string;
  at: Date;
  action: string;
  outcome: AuditEntry['outcome'];
  detail: string | null;
  actor_kind: AuditEntry['actor']['kind'];
  actor_id: string | null;
  actor_name: string | null;
  actor_role: AuditEntry['actor']['role'];
  object_kind: string;
  object_id: string | null;
  object_title: string | null;
  address: string | null;
  user_agent: string | null;
  trace_id: string | null;
  previous_hash: string;
  hash: string;
}

function toRow({ actor, object, userAgent, traceId, previousHash, ...same }: AuditEntry) {
  return {
    ...same,
    ...{ actor_kind: actor.kind, actor_id: actor.id, actor_name: actor.name, actor_role: actor.role },
    ...{ object_kind: object.kind, object_id: object.id, object_title: object.title },
    ...{ user_agent: userAgent, trace_id: traceId, previous_hash: previousHash },
  };
}

function toEntry(row: AuditRow): AuditEntry {
  const { id, action, outcome, detail, address, hash } = row;
  return {
    ...{ position: Number(row.position), id, at: row.at.toISOString(), action, outcome, detail },
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, role: row.actor_role },
    object: { kind: row.object_kind, id: row.object_id, title: row.object_title },
    ...{ address, userAgent: row.user_agent, traceId: row.trace_id, previousHash: row.previous_hash, hash },
  };
}

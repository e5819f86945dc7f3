import { Injectable } from '@nestjs/common';
import type { ApiKey, ApiKeyOwner, ApiKeyScope } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { hasSecondFactor } from '../auth/second-factor.repository.js';

/** Whose keys: one person's in an organization, or the organization's own. */
export interface KeyHolder {
  organizationId: string;
  /** Null for the organization itself. */
  userId: string | null;
}

export interface NewApiKey extends KeyHolder {
  createdBy: string;
  name: string;
  start: string;
  hash: string;
  scopes: readonly ApiKeyScope[];
  expiresInDays: number;
}

/** A key as it is found by its hash, with what decides whether it opens anything now. */
export interface StoredKey {
  id: string;
  organizationId: string;
  userId: string | null;
  userName: string | null;
  /** Of the person's membership now; of an organization's key null. */
  memberRole: string | null;
  /** The organization requires a second factor that the person does not have. */
  isSecondFactorMissing: boolean;
  name: string;
  scopes: ApiKeyScope[];
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

interface KeyRow extends Omit<ApiKey, 'owner' | 'createdAt' | 'expiresAt' | 'lastUsedAt'> {
  userId: string | null;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

const isOfHolder = 'organization_id = $1 and user_id is not distinct from $2';
const isNotDeleted =
  'not exists (select 1 from organization_deletion where organization_deletion.organization_id = api_key.organization_id)';
const withMember = `from api_key
  left join "member" on member."organizationId" = api_key.organization_id and member."userId" = api_key.user_id
  left join "user" on "user".id = api_key.user_id
  join "organization" on organization.id = api_key.organization_id`;
/** A key of the organization has no person. */
const isFactorMissing = `(user_id is not null and organization."secondFactorRequired" and not ${hasSecondFactor})`;

/** API keys. The key itself is never stored: it is found by its hash. */
@Injectable()
export class ApiKeyRepository {
  constructor(private readonly database: Database) {}

  /** Newest first, without revoked ones. */
  async list({ organizationId, userId }: KeyHolder): Promise<ApiKey[]> {
    const rows = await this.rows<KeyRow>(
      `${selectKeys} where ${isOfHolder} and revoked_at is null order by created_at desc`,
      [organizationId, userId],
    );
    return rows.map(toApiKey);
  }

  /** Adds a key unless its holder has as many as may be; undefined then. */
  add(key: NewApiKey, max: number): Promise<ApiKey | undefined> {
    return this.database.asSystem(async (transaction) => {
      const { organizationId, userId } = key;
      // One after the other, or two at once would both count what is there before.
      await transaction.query('select 1 from "organization" where id = $1 for update', [organizationId]);
      await transaction.query(
        `delete from api_key where ${isOfHolder} and least(revoked_at, expires_at) < now() - interval '30 days'`,
        [organizationId, userId],
      );
      const [counted] = (await transaction.query(
        `select count(*)::int as n from api_key where ${isOfHolder} and revoked_at is null`,
        [organizationId, userId],
      )) as { n: number }[];
      return (counted?.n ?? 0) >= max ? undefined : insert(transaction, key);
    });
  }

  /** @returns the name of the key; undefined where there is no such key */
  async revoke(id: string, { organizationId, userId }: KeyHolder): Promise<string | undefined> {
    const [revoked] = await this.rows<{ name: string }>(
      `with revoked as (
         update api_key set revoked_at = now() where id = $3 and ${isOfHolder} and revoked_at is null returning name
       ) select name from revoked`,
      [organizationId, userId, id],
    );
    return revoked?.name;
  }

  async find(hash: string): Promise<StoredKey | undefined> {
    const [found] = await this.rows<StoredKey>(
      `select api_key.id, organization_id as "organizationId", user_id as "userId", "user".name as "userName",
         member.role as "memberRole", ${isFactorMissing} as "isSecondFactorMissing", api_key.name, scopes,
         expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
       ${withMember} where hash = $1 and ${isNotDeleted}`,
      [hash],
    );
    return found;
  }

  async noteUse(id: string): Promise<void> {
    await this.rows('update api_key set last_used_at = now() where id = $1', [id]);
  }

  /** Whether the key was not refused before within the hour: a program that goes on with it is written down once an hour. */
  async noteRefusal(id: string): Promise<boolean> {
    const rows = await this.rows(
      `with refused as (
         update api_key set refused_at = now()
         where id = $1 and coalesce(refused_at < now() - interval '1 hour', true) returning id
       ) select id from refused`,
      [id],
    );
    return rows.length === 1;
  }

  /** Those of the keys that still open something, for persons with one of the roles. */
  async filterValid(ids: readonly string[], roles: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.rows<{ id: string }>(
      `select api_key.id ${withMember} where api_key.id = any($1) and revoked_at is null and expires_at > now()
         and (user_id is null or member.role = any($2)) and not ${isFactorMissing} and ${isNotDeleted}`,
      [ids, roles],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private rows<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.database.asSystem(async (transaction) => (await transaction.query(sql, parameters)) as Row[]);
  }
}

const selectKeys = `select id, user_id as "userId", name, start, scopes,
  (select "user".name from "user" where "user".id = created_by) as "madeBy",
  created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt" from api_key`;

async function insert(transaction: EntityManager, key: NewApiKey): Promise<ApiKey> {
  const id = randomUUID();
  const { organizationId, userId, createdBy, name, start, hash, scopes, expiresInDays } = key;
  await transaction.query(
    `insert into api_key (id, organization_id, user_id, created_by, name, start, hash, scopes, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(days => $9))`,
    [id, organizationId, userId, createdBy, name, start, hash, scopes, expiresInDays],
  );
  const [row] = (await transaction.query(`${selectKeys} where id = $1`, [id])) as KeyRow[];
  if (!row) throw new Error('the key was stored but cannot be read');
  return toApiKey(row);
}

function toApiKey({ userId, createdAt, expiresAt, lastUsedAt, ...row }: KeyRow): ApiKey {
  const owner: ApiKeyOwner = userId === null ? 'organization' : 'person';
  return {
    ...{ ...row, owner, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

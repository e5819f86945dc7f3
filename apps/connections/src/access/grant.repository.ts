import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Grant } from './grant.js';

interface GrantRow {
  connection_id: string;
  organization_id: string;
  epoch: number;
  access: string | null;
  refresh_token: string | null;
  obtained_at: Date | null;
  expires_at: Date | null;
  is_lost: boolean;
  lease_until: Date | null;
  intent_at: Date | null;
  retry_at: Date | null;
  failures: number;
}

/** An access as a provider gave it, sealed. */
export interface SealedAccess {
  sealedAccess: string;
  sealedRefreshToken: string | null;
  obtainedAt: Date;
  expiresAt: Date | null;
}

interface Lease {
  connectionId: string;
  epoch: number;
  owner: string;
}

/** Stores grants. Every change after a claim is a compare-and-swap on the epoch; `false` tells that another one was first. */
@Injectable()
export class GrantRepository {
  async find(transaction: EntityManager, connectionId: string): Promise<Grant | undefined> {
    const [row] = (await transaction.query('select * from access_grant where connection_id = $1', [
      connectionId,
    ])) as GrantRow[];
    return row && toGrant(row);
  }

  /** The grant, made empty where there is none. */
  async findOrAdd(transaction: EntityManager, owner: { organizationId: string; connectionId: string }): Promise<Grant> {
    await transaction.query(
      'insert into access_grant (connection_id, organization_id, epoch) values ($1, $2, 0) on conflict (connection_id) do nothing',
      [owner.connectionId, owner.organizationId],
    );
    const grant = await this.find(transaction, owner.connectionId);
    if (!grant) throw new Error('the grant was stored but cannot be read');
    return grant;
  }

  /** Takes the lease and notes the intent; gives the grant as it was before, undefined when someone else holds it. */
  async claim(
    transaction: EntityManager,
    { lease, now, until }: { lease: Lease; now: Date; until: Date },
  ): Promise<Grant | undefined> {
    const [row] = (await transaction.query(
      `select * from access_grant where connection_id = $1 and epoch = $2 and not is_lost
         and (lease_until is null or lease_until <= $3) for update`,
      [lease.connectionId, lease.epoch, now],
    )) as GrantRow[];
    if (!row) return undefined;
    await transaction.query(
      'update access_grant set lease_owner = $2, lease_until = $3, intent_at = coalesce(intent_at, $4) where connection_id = $1',
      [lease.connectionId, lease.owner, until, now],
    );
    return toGrant(row);
  }

  /** Stores what a renewal gave. The epoch alone decides: an answer is newer than the tokens it was got with. */
  async complete(
    transaction: EntityManager,
    { connectionId, epoch }: Omit<Lease, 'owner'>,
    access: SealedAccess,
  ): Promise<boolean> {
    return isChanged(
      await transaction.query(
        `update access_grant set access = $3, refresh_token = coalesce($4, refresh_token), obtained_at = $5, expires_at = $6,
           epoch = epoch + 1, lease_owner = null, lease_until = null, intent_at = null, retry_at = null, failures = 0
         where connection_id = $1 and epoch = $2 returning 1`,
        [connectionId, epoch, access.sealedAccess, access.sealedRefreshToken, access.obtainedAt, access.expiresAt],
      ),
    );
  }

  /** Gives the lease back after a renewal that gave nothing. */
  async release(
    transaction: EntityManager,
    { connectionId, epoch, owner }: Lease,
    outcome: { intentAt: Date | null; retryAt: Date | null; failures: number },
  ): Promise<boolean> {
    return isChanged(
      await transaction.query(
        `update access_grant set lease_owner = null, lease_until = null, intent_at = $4, retry_at = $5, failures = $6
         where connection_id = $1 and epoch = $2 and lease_owner = $3 returning 1`,
        [connectionId, epoch, owner, outcome.intentAt, outcome.retryAt, outcome.failures],
      ),
    );
  }

  /** The provider will not renew it; what it gave before may still be used to its end. */
  async markLost(transaction: EntityManager, { connectionId, epoch, owner }: Lease): Promise<boolean> {
    return isChanged(
      await transaction.query(
        `update access_grant set is_lost = true, refresh_token = null, lease_owner = null, lease_until = null, intent_at = null
         where connection_id = $1 and epoch = $2 and lease_owner = $3 returning 1`,
        [connectionId, epoch, owner],
      ),
    );
  }

  /** What a person just authorised; it replaces everything, a renewal under way included. */
  async replace(
    transaction: EntityManager,
    owner: { organizationId: string; connectionId: string },
    access: SealedAccess,
  ): Promise<void> {
    await this.findOrAdd(transaction, owner);
    await transaction.query(
      `update access_grant set access = $2, refresh_token = $3, obtained_at = $4, expires_at = $5, epoch = epoch + 1, is_lost = false,
         lease_owner = null, lease_until = null, intent_at = null, retry_at = null, failures = 0
       where connection_id = $1`,
      [owner.connectionId, access.sealedAccess, access.sealedRefreshToken, access.obtainedAt, access.expiresAt],
    );
  }

  /** Forgets the tokens; the epoch goes on, so that nobody takes a later access for an earlier one. */
  async drop(transaction: EntityManager, connectionId: string): Promise<void> {
    await transaction.query(
      `update access_grant set access = null, refresh_token = null, obtained_at = null, expires_at = null, epoch = epoch + 1,
         is_lost = false, lease_owner = null, lease_until = null, intent_at = null, retry_at = null, failures = 0
       where connection_id = $1`,
      [connectionId],
    );
  }

  /** Grants of some applications that were renewed last before a time, the oldest first; across organizations. */
  async listIdle(
    transaction: EntityManager,
    { applicationId, before, now, limit }: { applicationId: string; before: Date; now: Date; limit: number },
  ): Promise<Grant[]> {
    const rows = (await transaction.query(
      `select access_grant.* from access_grant join connection on connection.id = connection_id
       where application_id = $1 and refresh_token is not null and not is_lost and obtained_at < $2
         and (lease_until is null or lease_until <= $3) and (retry_at is null or retry_at <= $3)
       order by obtained_at limit $4`,
      [applicationId, before, now, limit],
    )) as GrantRow[];
    return rows.map(toGrant);
  }
}

/** TypeORM answers an `update … returning` with the rows and their number. */
function isChanged(answer: unknown): boolean {
  return Array.isArray(answer) && answer[1] === 1;
}

function toGrant(row: GrantRow): Grant {
  return {
    connectionId: row.connection_id,
    organizationId: row.organization_id,
    epoch: row.epoch,
    sealedAccess: row.access,
    sealedRefreshToken: row.refresh_token,
    obtainedAt: row.obtained_at,
    expiresAt: row.expires_at,
    isLost: row.is_lost,
    leaseUntil: row.lease_until,
    intentAt: row.intent_at,
    retryAt: row.retry_at,
    failures: row.failures,
  };
}

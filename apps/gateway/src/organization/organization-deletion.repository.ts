import { Injectable } from '@nestjs/common';
import type { OrganizationDeletion } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';

/** Longer than all services together may take for one call each. */
const claimSeconds = 300;
/** The audit log may have millions of entries: more than one statement has time for. */
const entriesPerStatement = 10_000;

const deleteEntries = 'select delete_audit_entries($1, $2) as deleted';

/** What is left to do for a deletion. */
export interface DueDeletion {
  id: string;
  organizationId: string;
  done: string[];
  rounds: number;
  roundRows: number;
}

export type DeletionState = Omit<OrganizationDeletion, 'services'> & { done: string[] };

/** What one call of a service did. */
export interface DeletionStep {
  service: string;
  deletedRows: number;
  notRevoked: number;
  isDone: boolean;
}

/** Deletions of organizations, with what is done of each: a gateway that stops leaves them to another. */
@Injectable()
export class OrganizationDeletionRepository {
  constructor(private readonly database: Database) {}

  /** Asked for twice, it is the same deletion. */
  async add(organizationId: string, requestedBy: string): Promise<string> {
    const rows = await this.rows<{ id: string }>(
      `with added as (
         insert into organization_deletion (id, organization_id, requested_by) values ($1, $2, $3) on conflict do nothing returning id
       ) select id from added union all select id from organization_deletion where organization_id = $2`,
      [randomUUID(), organizationId, requestedBy],
    );
    const [row] = rows;
    if (!row) throw new Error('the deletion was stored but cannot be read');
    return row.id;
  }

  async find(id: string): Promise<DeletionState | undefined> {
    const [row] = await this.rows<DeletionRow>('select * from organization_deletion where id = $1', [id]);
    if (!row) return undefined;
    return {
      ...{ id: row.id, done: row.done, rounds: row.rounds, notRevoked: row.not_revoked },
      deletedRows: Number(row.deleted_rows),
      requestedAt: row.requested_at.toISOString(),
      completedAt: row.completed_at?.toISOString() ?? null,
    };
  }

  /** Takes one that is due, so that no other gateway works on it meanwhile. */
  async claim(): Promise<DueDeletion | undefined> {
    const [row] = await this.changed<DeletionRow>(
      `update organization_deletion set claimed_until = now() + make_interval(secs => ${claimSeconds}) where id = (
         select id from organization_deletion
         where completed_at is null and due_at <= now() and (claimed_until is null or claimed_until < now())
         order by due_at limit 1 for update skip locked
       ) returning *`,
      [],
    );
    if (!row) return undefined;
    const { id, organization_id: organizationId, done, rounds, round_rows: roundRows } = row;
    return { id, organizationId, done, rounds, roundRows: Number(roundRows) };
  }

  async addStep(id: string, { service, deletedRows, notRevoked, isDone }: DeletionStep): Promise<void> {
    await this.rows(
      `update organization_deletion set round_rows = round_rows + $2, deleted_rows = deleted_rows + $2,
         not_revoked = not_revoked + $3, done = case when $4 then array_append(done, $5) else done end,
         claimed_until = now() + make_interval(secs => ${claimSeconds})
       where id = $1`,
      [id, deletedRows, notRevoked, isDone, service],
    );
  }

  /** To be gone on with after some seconds. */
  async postpone(id: string, seconds: number): Promise<void> {
    await this.rows(
      'update organization_deletion set claimed_until = null, due_at = now() + make_interval(secs => $2) where id = $1',
      [id, seconds],
    );
  }

  /** Asks every service once more after some seconds: what was under way may have stored something in between. */
  async beginRound(id: string, seconds: number): Promise<void> {
    await this.rows(
      `update organization_deletion set rounds = rounds + 1, round_rows = 0, done = '{}', claimed_until = null,
         due_at = now() + make_interval(secs => $2) where id = $1`,
      [id, seconds],
    );
  }

  /** Deletes the organization, its audit log, memberships and invitations, and the accounts that belong to no other organization. */
  async complete({ id, organizationId }: DueDeletion): Promise<void> {
    await this.deleteAuditLog(organizationId);
    await this.database.asSystem(async (transaction) => {
      const members = (await transaction.query('select "userId" from "member" where "organizationId" = $1', [
        organizationId,
      ])) as { userId: string }[];
      await transaction.query('delete from "organization" where "id" = $1', [organizationId]);
      await transaction.query(deleteEntries, [organizationId, entriesPerStatement]);
      await transaction.query('update "session" set "activeOrganizationId" = null where "activeOrganizationId" = $1', [
        organizationId,
      ]);
      await transaction.query(
        `delete from "user" where "id" = any($1) and not exists (select 1 from "member" where "userId" = "user"."id")`,
        [members.map(({ userId }) => userId)],
      );
      await transaction.query(
        'update organization_deletion set completed_at = now(), claimed_until = null where id = $1',
        [id],
      );
    });
  }

  /** All but a few that come meanwhile. */
  private async deleteAuditLog(organizationId: string): Promise<void> {
    for (let isLast = false; !isLast;) {
      const [row] = await this.rows<{ deleted: number }>(deleteEntries, [organizationId, entriesPerStatement]);
      isLast = (row?.deleted ?? 0) < entriesPerStatement;
    }
  }

  private rows<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.database.asSystem(async (transaction) => (await transaction.query(sql, parameters)) as Row[]);
  }

  private async changed<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    const [rows] = (await this.rows(sql, parameters)) as unknown as [Row[], number];
    return rows;
  }
}

interface DeletionRow {
  id: string;
  organization_id: string;
  requested_at: Date;
  done: string[];
  rounds: number;
  round_rows: string;
  deleted_rows: string;
  not_revoked: number;
  completed_at: Date | null;
}

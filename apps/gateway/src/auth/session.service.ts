import { Inject, Injectable } from '@nestjs/common';
import { AppError, messageContextSchema, roleSchema, type MessageContext, type Role } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { AUTH, type Auth } from './auth.provider.js';

export interface SignedIn {
  sessionId: string;
  user: { id: string; name: string; email: string };
  organization: { id: string; name: string };
  role: Role;
}

/** A session as it was used for an organization. */
export interface SessionRef {
  sessionId: string;
  organizationId: string;
}

/** Of the name in a message. */
const maxNameLength = 200;

const isNotDeleted = `not exists (select 1 from organization_deletion where organization_id = member."organizationId")`;

const ranks: Record<Role, number> = { viewer: 0, operator: 1, admin: 2, owner: 3 };

export function isAtLeast(role: Role, least: Role): boolean {
  return ranks[role] >= ranks[least];
}

/** Who is signed in, and for which organization. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly database: Database,
  ) {}

  async find(request: Request): Promise<SignedIn | undefined> {
    const found = await this.auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
    if (!found) return undefined;
    const { session, user } = found;
    const membership = await this.findMembership(user.id, session.activeOrganizationId ?? undefined);
    // A role that Koppel does not know gives no rights at all.
    const role = roleSchema.safeParse(membership?.role);
    if (!membership || !role.success) return undefined;
    return {
      sessionId: session.id,
      user: { id: user.id, name: user.name, email: user.email },
      organization: { id: membership.id, name: membership.name },
      role: role.data,
    };
  }

  /** @throws AppError `request.unauthenticated` */
  async get(request: Request): Promise<SignedIn> {
    const signedIn = await this.find(request);
    if (!signedIn)
      throw new AppError(
        'request.unauthenticated',
        'You are not signed in, or your session has ended. Sign in and try again.',
      );
    return signedIn;
  }

  /** Those whose session has not ended, and whose person is a member of the organization still, with a role that gives rights. */
  async filterValid<Ref extends SessionRef>(refs: readonly Ref[]): Promise<Set<Ref>> {
    if (refs.length === 0) return new Set();
    const rows = (await this.database.dataSource.query(
      `select session.id as "sessionId", member."organizationId" from "session"
       join "member" on member."userId" = session."userId"
       where session.id = any($1) and session."expiresAt" > now() and member.role = any($2) and ${isNotDeleted}`,
      [refs.map(({ sessionId }) => sessionId), roleSchema.options],
    )) as SessionRef[];
    const valid = new Set(rows.map(keyOf));
    return new Set(refs.filter((ref) => valid.has(keyOf(ref))));
  }

  /** The organization chosen last, else the first that the person became a member of. */
  private async findMembership(
    userId: string,
    activeOrganizationId: string | undefined,
  ): Promise<{ id: string; name: string; role: string } | undefined> {
    const rows = (await this.database.dataSource.query(
      `select organization.id, organization.name, member.role from "member"
       join "organization" on organization.id = member."organizationId"
       where member."userId" = $1 and ${isNotDeleted}
       order by (organization.id = $2) desc nulls last, member."createdAt" limit 1`,
      [userId, activeOrganizationId ?? null],
    )) as { id: string; name: string; role: string }[];
    return rows[0];
  }
}

function keyOf({ sessionId, organizationId }: SessionRef): string {
  return `${sessionId} ${organizationId}`;
}

export function contextOf({ user, organization, role }: SignedIn): MessageContext {
  return messageContextSchema.parse({
    organizationId: organization.id,
    actor: { kind: 'person', userId: user.id, role, name: user.name.slice(0, maxNameLength) },
  });
}

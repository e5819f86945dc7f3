import { Inject, Injectable } from '@nestjs/common';
import { AppError, messageContextSchema, roleSchema, type MessageContext, type Role } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { AUTH, type Auth } from './auth.provider.js';
import { keyIn, refuseKey } from './bearer.handler.js';

export interface SignedIn {
  sessionId: string;
  user: { id: string; name: string; email: string };
  organization: { id: string; name: string };
  role: Role;
  /** All that the person can work in, with the role in each. */
  organizations: Membership[];
}

export interface Membership {
  id: string;
  name: string;
  role: Role;
}

const maxOrganizations = 500;

/** A session as it was used for an organization. */
export interface SessionRef {
  sessionId: string;
  organizationId: string;
}

/** Of the name in a message. */
const maxNameLength = 200;

const isNotDeleted = `not exists (select 1 from organization_deletion where organization_id = member."organizationId")`;

/** Who is signed in, and for which organization. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly database: Database,
  ) {}

  /** A request with an API key is none of a session, whatever cookies come with it. */
  async find(request: Request): Promise<SignedIn | undefined> {
    if (keyIn(request) !== undefined) return undefined;
    const found = await this.auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
    if (!found) return undefined;
    const { session, user } = found;
    const organizations = await this.membershipsOf(user.id);
    const active = organizations.find(({ id }) => id === session.activeOrganizationId) ?? organizations[0];
    if (!active) return undefined;
    return {
      sessionId: session.id,
      user: { id: user.id, name: user.name, email: user.email },
      organization: { id: active.id, name: active.name },
      role: active.role,
      organizations,
    };
  }

  /** @throws AppError `request.unauthenticated`, `request.key_refused` for an API key: it is no session */
  async get(request: Request): Promise<SignedIn> {
    refuseKey(request);
    const signedIn = await this.find(request);
    if (!signedIn)
      throw new AppError(
        'request.unauthenticated',
        'You are not signed in, or your session has ended. Sign in and try again.',
      );
    return signedIn;
  }

  /** The {@link sessionKey} of those whose session has not ended, and whose person is a member of the organization still, with a role that gives rights. */
  async filterValid(refs: readonly SessionRef[]): Promise<Set<string>> {
    if (refs.length === 0) return new Set();
    const rows = (await this.database.dataSource.query(
      `select session.id as "sessionId", member."organizationId" from "session"
       join "member" on member."userId" = session."userId"
       where session.id = any($1) and session."expiresAt" > now() and member.role = any($2) and ${isNotDeleted}`,
      [refs.map(({ sessionId }) => sessionId), roleSchema.options],
    )) as SessionRef[];
    return new Set(rows.map(sessionKey));
  }

  /** In the order in which the person became a member; a role that Koppel does not know gives no rights at all. */
  private async membershipsOf(userId: string): Promise<Membership[]> {
    return (await this.database.dataSource.query(
      `select organization.id, organization.name, member.role from "member"
       join "organization" on organization.id = member."organizationId"
       where member."userId" = $1 and member.role = any($2) and ${isNotDeleted}
       order by member."createdAt" limit ${maxOrganizations}`,
      [userId, roleSchema.options],
    )) as Membership[];
  }
}

/** Tells one use of a session for an organization from another. */
export function sessionKey({ sessionId, organizationId }: SessionRef): string {
  return `${sessionId} ${organizationId}`;
}

export function contextOf({ user, organization, role }: SignedIn): MessageContext {
  return messageContextSchema.parse({
    organizationId: organization.id,
    actor: { kind: 'person', userId: user.id, role, name: user.name.slice(0, maxNameLength) },
  });
}

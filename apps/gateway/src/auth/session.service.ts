import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, messageContextSchema, roleSchema, type MessageContext, type Role } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { AUTH, type Auth } from './auth.provider.js';
import { keyIn, refuseKey } from './bearer.handler.js';
import { isSecondFactorMissing } from './second-factor.repository.js';

export interface SignedIn {
  sessionId: string;
  user: { id: string; name: string; email: string };
  organization: { id: string; name: string };
  role: Role;
  /** The organization requires a second factor that was not shown in this session: nothing of it opens. */
  isSecondFactorMissing: boolean;
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
  private readonly logger = new Logger('Session');

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
    const memberships = await this.membershipsOf(session.id);
    const active = memberships.find(({ id }) => id === session.activeOrganizationId) ?? memberships[0];
    if (!active) return undefined;
    return {
      sessionId: session.id,
      user: { id: user.id, name: user.name, email: user.email },
      organization: { id: active.id, name: active.name },
      role: active.role,
      isSecondFactorMissing: active.isSecondFactorMissing,
      organizations: memberships.map(({ id, name, role }) => ({ id, name, role })),
    };
  }

  /** @throws AppError `request.unauthenticated`, `request.second_factor_required`, `request.key_refused` for an API key: it is no session */
  async get(request: Request): Promise<SignedIn> {
    refuseKey(request);
    const signedIn = await this.find(request);
    if (!signedIn)
      throw new AppError(
        'request.unauthenticated',
        'You are not signed in, or your session has ended. Sign in and try again.',
      );
    if (signedIn.isSecondFactorMissing) {
      const refused = { userId: signedIn.user.id, path: request.path, address: request.ip };
      this.logger.warn(refused, 'a request was refused: no second factor');
      throw new AppError('request.second_factor_required', 'The organization requires a second factor.');
    }
    return signedIn;
  }

  /** Who may act for an organization; undefined for everybody else. */
  async findActing(request: Request): Promise<SignedIn | undefined> {
    const signedIn = await this.find(request);
    return signedIn?.isSecondFactorMissing ? undefined : signedIn;
  }

  /** The {@link sessionKey} of those whose session has not ended, and whose person is a member of the organization still, with a role that gives rights. */
  async filterValid(refs: readonly SessionRef[]): Promise<Set<string>> {
    if (refs.length === 0) return new Set();
    const rows = (await this.database.dataSource.query(
      `select session.id as "sessionId", member."organizationId" from "session"
       join "member" on member."userId" = session."userId" join "user" on "user".id = session."userId"
       join "organization" on organization.id = member."organizationId"
       where not ${isSecondFactorMissing} and session.id = any($1) and session."expiresAt" > now() and member.role = any($2) and ${isNotDeleted}`,
      [refs.map(({ sessionId }) => sessionId), roleSchema.options],
    )) as SessionRef[];
    return new Set(rows.map(sessionKey));
  }

  /** In the order in which the person became a member; a role that Koppel does not know gives no rights at all. */
  async membershipsOf(sessionId: string): Promise<(Membership & { isSecondFactorMissing: boolean })[]> {
    return (await this.database.dataSource.query(
      `select organization.id, organization.name, member.role, ${isSecondFactorMissing} as "isSecondFactorMissing"
       from "session" join "user" on "user".id = session."userId" join "member" on member."userId" = "user".id
       join "organization" on organization.id = member."organizationId"
       where session.id = $1 and member.role = any($2) and ${isNotDeleted}
       order by member."createdAt" limit ${maxOrganizations}`,
      [sessionId, roleSchema.options],
    )) as (Membership & { isSecondFactorMissing: boolean })[];
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

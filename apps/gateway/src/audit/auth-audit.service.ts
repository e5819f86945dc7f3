import { Injectable, Logger } from '@nestjs/common';
import { roleSchema, type AuditAction, type AuditObjectKind } from '@koppel/contracts';
import { createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import type { BetterAuthPlugin } from 'better-auth';
import { Database } from '@koppel/service-kit';
import { CallLimit } from '../api/call-limit.js';
import { bodyOf, clientAddressHeader, codeOf, organizationOf, type AuthContext } from '../auth/auth-context.js';
import { nobody, type AuditAct, type AuditActor, type Origin } from './audit-chain.js';
import { AuditLog } from './audit-log.service.js';

const logger = new Logger('AuthAudit');

type Values = Readonly<Record<string, unknown>>;
/** Entries of one kind that somebody who is not signed in can cause for an account: no entry is ever deleted. */
const maxByNobodyPerMinute = 10;

/**
 * Every call of better-auth that may change something; null where nothing is to be written, or where it is written elsewhere. A
 * test asks for a new one.
 */
export const authActs: Record<string, AuditAction | null> = {
  '/sign-in/email': 'session.opened',
  // With the session that ends: no other hook knows whose it was.
  '/sign-out': null,
  '/change-password': 'password.changed',
  '/request-password-reset': 'password.reset_requested',
  // With the person whose link it was.
  '/reset-password': null,
  '/update-user': 'account.changed',
  '/update-session': 'account.changed',
  '/change-email': 'account.changed',
  '/delete-user': 'account.deleted',
  '/link-social': 'account.changed',
  '/unlink-account': 'account.changed',
  '/revoke-session': 'session.revoked',
  '/revoke-sessions': 'session.revoked',
  '/revoke-other-sessions': 'session.revoked',
  '/two-factor/enable': 'second_factor.prepared',
  '/two-factor/disable': 'second_factor.disabled',
  '/two-factor/generate-backup-codes': 'second_factor.codes_made',
  // With what came of it: a factor that is on from now, or a session.
  '/two-factor/verify-totp': null,
  '/two-factor/verify-backup-code': null,
  // With the name of the passkey, or whose session it opened.
  '/passkey/begin-adding': null,
  '/passkey/finish-adding': null,
  '/passkey/remove': null,
  '/passkey/begin-sign-in': null,
  '/passkey/finish-sign-in': null,
  '/organization/create': 'organization.created',
  '/organization/update': 'organization.changed',
  '/organization/delete': 'organization.deleted',
  '/organization/set-active': 'session.organization_chosen',
  '/organization/invite-member': 'invitation.created',
  '/organization/cancel-invitation': 'invitation.withdrawn',
  '/organization/accept-invitation': 'invitation.accepted',
  '/organization/reject-invitation': 'invitation.rejected',
  '/organization/remove-member': 'member.removed',
  '/organization/update-member-role': 'member.role_changed',
  '/organization/leave': 'member.left',
  '/organization/check-slug': null,
  '/organization/has-permission': null,
  '/two-factor/get-totp-uri': null,
  '/two-factor/send-otp': null,
  '/two-factor/verify-otp': null,
  // Of what Koppel does not use: nobody signs up, there are no other providers, addresses are shown by invitations.
  '/sign-up/email': null,
  '/sign-in/social': null,
  '/refresh-token': null,
  '/get-access-token': null,
  '/send-verification-email': null,
  '/verify-password': null,
};

interface Person {
  id: string;
  name: string;
}

/** What was done with an account, or with `code` why it was refused. */
interface AccountAct {
  action: AuditAction;
  code?: string;
  detail?: string;
  organizationId?: string | undefined;
}

/** Writes what people do with accounts, sessions and memberships into the audit logs of the organizations that it concerns. */
@Injectable()
export class AuthAudit {
  private readonly byNobody = new CallLimit(maxByNobodyPerMinute);

  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
  ) {}

  plugin(): BetterAuthPlugin {
    const handler = createAuthMiddleware((context) => this.safely(() => this.afterCall(context)));
    const afterEnd = (session: { userId: string }, context: { path?: string; headers?: Headers } | null) =>
      context?.path === '/sign-out' ? this.safely(() => this.signedOut(session, context.headers)) : Promise.resolve();
    return {
      id: 'koppel-audit',
      hooks: { after: [{ matcher: ({ path }) => Boolean(path && authActs[path]), handler }] },
      init: () => ({ options: { databaseHooks: { session: { delete: { after: afterEnd } } } } }),
    };
  }

  /** A link of a mail was used to choose a new password. */
  async passwordReset(person: Person, headers: Headers | undefined): Promise<void> {
    await this.safely(() => this.ofPerson(person, { ...actOn('password.reset', person), ...originIn(headers) }));
  }

  /** Whoever runs the gateway made a link for a new password by a command. */
  async passwordLinkMade(email: string): Promise<void> {
    const person = await this.findByEmail(email);
    if (!person) return;
    const actor: AuditActor = { kind: 'command', id: null, name: 'password-link', role: null };
    await this.ofPerson(person, { ...actOn('password.link_made', person), actor });
  }

  /** A code of the second factor or a passkey came, or a passkey was added or removed; with a code where it was refused. */
  async accountAct(userId: string, done: AccountAct, headers: Headers | undefined): Promise<void> {
    const { action, code, detail, organizationId } = done;
    await this.safely(async () => {
      const person = await this.findById(userId);
      const outcome = code === undefined ? 'done' : 'refused';
      const act = { outcome, detail: code ?? detail ?? null, ...originIn(headers) } as const;
      if (person) await this.ofPerson(person, { ...actOn(action, person), ...act }, organizationId);
    });
  }

  /** A passkey of this person opened no session. */
  signInRefused(userId: string, code: string, headers: Headers | undefined): void {
    void this.safely(async () => {
      const person = await this.findById(userId);
      if (person) await this.refusedSignIn(person, { outcome: 'refused', detail: code, ...originIn(headers) });
    });
  }

  /** Whoever runs the gateway took a second factor away by a command. */
  async secondFactorRemoved(email: string): Promise<void> {
    const person = await this.findByEmail(email);
    if (!person) return;
    const actor: AuditActor = { kind: 'command', id: null, name: 'second-factor-off', role: null };
    await this.ofPerson(person, { ...actOn('second_factor.removed', person), actor });
  }

  private async afterCall(context: AuthContext): Promise<void> {
    const action = authActs[context.path];
    if (!action || context.method === 'GET') return;
    if (context.path === '/sign-in/email') return this.signedIn(context);
    if (context.path === '/request-password-reset') return this.asksForReset(context);
    const { session, newSession } = context.context;
    const user = (newSession ?? session ?? (await getSessionFromCtx(context).catch(() => null)))?.user;
    if (!user) return;
    if (context.path.startsWith('/organization/')) await this.inOrganization(context, user, action);
    else await this.ofPerson(user, { ...actOn(action, user), ...outcomeOf(context), ...originIn(context.headers) });
  }

  private async signedIn(context: AuthContext): Promise<void> {
    const { newSession, returned } = context.context;
    const origin = originIn(context.headers);
    if (!isAPIError(returned)) {
      if (!newSession) return;
      const { user, session } = newSession;
      return this.ofPerson(user, { ...actOn('session.opened', user), ...origin }, organizationOf(session));
    }
    const person = await this.findByEmail(bodyOf(context)['email']);
    // Not waited for: how long a refusal takes would tell whether there is such an account.
    if (person) void this.safely(() => this.refusedSignIn(person, { ...outcomeOf(context), ...origin }));
  }

  private async refusedSignIn(person: Person, how: Pick<AuditAct, 'outcome' | 'detail'> & Origin): Promise<void> {
    if (!this.byNobody.admit(`session.refused ${person.id}`)) return;
    await this.ofPerson(person, { ...actOn('session.refused', person), ...how, actor: nobody });
  }

  private asksForReset(context: AuthContext): void {
    // Asked by a command, not by somebody on the web.
    if (!context.request) return;
    const { email } = bodyOf(context);
    const asked = { actor: nobody, ...originIn(context.headers) };
    // Not waited for, as above.
    void this.safely(async () => {
      const person = await this.findByEmail(email);
      if (!person || !this.byNobody.admit(`password.reset_requested ${person.id}`)) return;
      await this.ofPerson(person, { ...actOn('password.reset_requested', person), ...asked });
    });
  }

  private async signedOut({ userId }: { userId: string }, headers: Headers | undefined): Promise<void> {
    const person = await this.findById(userId);
    if (person) await this.ofPerson(person, { ...actOn('session.ended', person), ...originIn(headers) });
  }

  /** In every organization in which the person works, or in one of them. */
  private async ofPerson(person: Person, act: AuditAct, only?: string): Promise<void> {
    const rows = await this.rows<{ organizationId: string; role: string }>(
      `select "organizationId", "role" from "member" where "userId" = $1 and ($2::text is null or "organizationId" = $2)`,
      [person.id, only ?? null],
    );
    const by = (role: string): AuditActor =>
      act.actor.kind === 'person' ? { ...act.actor, role: roleSchema.safeParse(role).data ?? null } : act.actor;
    await Promise.all(
      rows.map(({ organizationId, role }) => this.log.record(organizationId, { ...act, actor: by(role) })),
    );
  }

  /** Which organization is taken from the request alone where the person is a member of it: nobody writes into the log of others. */
  private async inOrganization(context: AuthContext, user: Person, action: AuditAction): Promise<void> {
    const { returned, session } = context.context;
    const isDone = !isAPIError(returned);
    const answer = isDone ? (Object(returned) as Values) : {};
    const inner = Object(answer['invitation'] ?? answer['member'] ?? answer) as Values;
    const isOrganization = context.path === '/organization/create' || context.path === '/organization/set-active';
    const answered = isOrganization ? answer['id'] : inner['organizationId'];
    const candidates = [answered, bodyOf(context)['organizationId'], session?.session['activeOrganizationId']];
    const organizationId = await this.firstOf(candidates, user.id, isDone ? answered : undefined);
    if (!organizationId) return;
    const [role] = await this.rolesOf(user.id, organizationId);
    await this.log.record(organizationId, {
      ...{ action, ...outcomeOf(context, inner['role']) },
      actor: { kind: 'person', id: user.id, name: user.name, role: role ?? null },
      object: await this.objectOf(action, inner, user, organizationId),
      ...originIn(context.headers),
    });
  }

  private async firstOf(candidates: unknown[], userId: string, trusted: unknown): Promise<string | undefined> {
    for (const id of candidates) {
      if (typeof id !== 'string') continue;
      if (id === trusted || (await this.rolesOf(userId, id)).length > 0) return id;
    }
    return undefined;
  }

  private async rolesOf(userId: string, organizationId: string) {
    const rows = await this.rows<{ role: string }>(
      `select "role" from "member" where "userId" = $1 and "organizationId" = $2`,
      [userId, organizationId],
    );
    return rows.map(({ role }) => roleSchema.safeParse(role).data ?? null);
  }

  private async objectOf(action: AuditAction, inner: Values, user: Person, organizationId: string) {
    const kind = action.split('.')[0] as 'session' | 'organization' | 'invitation' | 'member';
    if (kind === 'session') return object('account', user.id, user.name);
    if (kind === 'organization') return object(kind, organizationId, inner['name']);
    if (kind === 'invitation') return object(kind, inner['id'] ?? inner['invitationId'], inner['email']);
    const userId = inner['userId'];
    return object(kind, userId, (await this.findById(userId))?.name);
  }

  private async findById(userId: unknown): Promise<Person | undefined> {
    return (await this.rows<Person>(`select "id", "name" from "user" where "id" = $1`, [userId ?? null]))[0];
  }

  private async findByEmail(email: unknown): Promise<Person | undefined> {
    if (typeof email !== 'string') return undefined;
    const sql = `select "id", "name" from "user" where "email" = $1`;
    return (await this.rows<Person>(sql, [email.toLowerCase()]))[0];
  }

  private rows<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    return this.database.dataSource.query(sql, values);
  }

  /** What better-auth did is done: its answer does not depend on this. */
  private async safely(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => logger.error({ err: error }, 'an act was not written into the audit log'));
  }
}

function object(kind: AuditObjectKind, id: unknown, title: unknown): AuditAct['object'] {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return { kind, id: text(id), title: text(title) };
}

function actOn(action: AuditAction, { id, name }: Person): AuditAct {
  return {
    ...{ action, outcome: 'done', actor: { kind: 'person', id, name, role: null } },
    ...{ object: object('account', id, name), address: null, userAgent: null },
  };
}

function outcomeOf({ context }: AuthContext, role?: unknown): Pick<AuditAct, 'outcome' | 'detail'> {
  const { returned } = context;
  if (!isAPIError(returned)) return { outcome: 'done', detail: roleSchema.safeParse(role).data ?? null };
  return { outcome: 'refused', detail: codeOf(returned) };
}

function originIn(headers: Headers | undefined): Origin {
  return { address: headers?.get(clientAddressHeader) ?? null, userAgent: headers?.get('user-agent') ?? null };
}

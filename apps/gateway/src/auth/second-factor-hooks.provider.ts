import { Logger } from '@nestjs/common';
import { APIError, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { AuthAudit } from '../audit/auth-audit.service.js';
import { CallLimit } from '../api/call-limit.js';
import { addressOf, bodyOf, codeOf, organizationOf, type AuthContext, type HookContext } from './auth-context.js';
import type { SecondFactorRepository } from './second-factor.repository.js';
import { stepOfCode } from './totp.js';

const logger = new Logger('Auth');

const maxPasswordsPerMinute = 5;
const totpPath = '/two-factor/verify-totp';
/** How a person comes to work in an organization, goes to another one, or leaves. */
const openWithout = ['set-active', 'list', 'create', 'leave', 'accept-invitation', 'reject-invitation'].map(
  (name) => `/organization/${name}`,
);
const secondSteps = [totpPath, '/two-factor/verify-backup-code'];

export function isOfSecondFactor(path: string): boolean {
  return path.startsWith('/two-factor/');
}

/** A code is shown, to sign in or to switch the factor on. */
export function isSecondStep(path: string): boolean {
  return secondSteps.includes(path);
}

/** What better-auth leaves open about its second factor. */
export class SecondFactorHooks {
  /** Calls that switched a factor on. */
  private readonly switchingOn = new WeakSet<object>();
  private readonly passwordAttempts = new CallLimit(maxPasswordsPerMinute);

  /** @param onChange tells the person */
  constructor(
    private readonly factors: SecondFactorRepository,
    private readonly audit: AuthAudit,
    private readonly onChange: (user: { email: string }, isOn: boolean) => Promise<void>,
  ) {}

  /** @throws APIError for too many attempts, for a code that was used, and where a passkey must open the session first */
  async before(context: AuthContext) {
    const session = await getSessionFromCtx(context).catch(() => null);
    if (session && (await this.factors.isPasskeyNeeded(session.session.id)))
      await this.refuse(context, session.user.id, 'PASSKEY_FIRST');
    if (!isSecondStep(context.path)) {
      if (session) await this.countPassword(context, session.user.id);
      return undefined;
    }
    const userId = session?.user.id ?? (await userOfSecondStep(context));
    // Nobody tries codes at leisure with a session that they found.
    if (session?.user['twoFactorEnabled']) await this.refuse(context, userId, 'TWO_FACTOR_ALREADY_SHOWN');
    if (userId !== null) await this.requireFresh(context, userId);
    // No browser is trusted for a month, and no recovery code is spent without a session for it.
    return { context: { body: { ...bodyOf(context), trustDevice: false, disableSession: false } } };
  }

  /** @throws APIError where the organization that is meant requires a second factor that was not shown */
  async beforeOrganization(context: AuthContext): Promise<void> {
    const session = openWithout.includes(context.path) ? null : await getSessionFromCtx(context).catch(() => null);
    if (!session) return;
    const given = [bodyOf(context), { ...context.query }] as Record<string, unknown>[];
    const named = (name: string) => given.map((values) => values[name]);
    const isMissing = await this.factors.isMissing(session.session.id, {
      ids: [session.session['activeOrganizationId'], ...named('organizationId')].filter(isText),
      slugs: named('organizationSlug').filter(isText),
      invitationIds: named('invitationId').filter(isText),
    });
    if (!isMissing) return;
    const refused = { userId: session.user.id, path: context.path, address: addressOf(context) };
    logger.warn(refused, 'a change of accounts was refused: no second factor');
    const message = 'This organization requires a second factor. Set it up first.';
    throw new APIError('FORBIDDEN', { code: 'SECOND_FACTOR_REQUIRED', message });
  }

  async afterStep(context: AuthContext): Promise<void> {
    const { returned, newSession } = context.context;
    const fields = { path: context.path, address: addressOf(context) };
    if (isAPIError(returned)) {
      const session = await getSessionFromCtx(context).catch(() => null);
      const userId = session?.user.id ?? (await userOfSecondStep(context));
      const code = codeOf(returned);
      logger.warn({ ...fields, userId, code }, 'a second factor was refused');
      if (userId !== null)
        await this.audit.accountAct(userId, { action: 'second_factor.refused', code }, context.headers);
    } else if (newSession) {
      await this.factors.endAttempts(newSession.user.id);
      const session = { userId: newSession.user.id, sessionId: newSession.session.id };
      logger.log({ ...fields, ...session }, 'a second factor was shown');
      const action = this.switchingOn.has(context.context) ? 'second_factor.enabled' : 'session.opened';
      const organizationId = action === 'session.opened' ? organizationOf(newSession.session) : undefined;
      await this.audit.accountAct(newSession.user.id, { action, organizationId }, context.headers);
    }
  }

  /** A person was updated: a session from before the factor was on opens nothing any more, and the person learns by mail of both. */
  async afterUpdate(user: { id: string; email: string }, context: HookContext): Promise<void> {
    const isOn = context?.path === totpPath;
    if (!isOn && context?.path !== '/two-factor/disable') return;
    if (isOn) {
      this.switchingOn.add(context.context);
      // better-auth begins the session that goes on after this.
      await context.context.internalAdapter.deleteUserSessions(user.id);
    }
    await this.onChange(user, isOn);
  }

  private async countPassword(context: AuthContext, userId: string): Promise<void> {
    try {
      this.passwordAttempts.count(userId);
    } catch {
      await this.refuse(context, userId, 'TOO_MANY_PASSWORDS');
    }
  }

  private async requireFresh(context: AuthContext, userId: string): Promise<void> {
    const data = await this.factors.findSecret(userId);
    if (data === undefined) return;
    if (!(await this.factors.beginAttempt(userId))) await this.refuse(context, userId, 'ACCOUNT_TEMPORARILY_LOCKED');
    const { code } = bodyOf(context);
    if (context.path !== totpPath || typeof code !== 'string') return;
    const { secretConfig: key } = context.context;
    const secret = await symmetricDecrypt({ key, data }).catch(() => this.refuse(context, userId, 'SECRET_UNREADABLE'));
    const step = stepOfCode(secret, code);
    if (step !== undefined && !(await this.factors.useStep(userId, step)))
      await this.refuse(context, userId, 'CODE_USED');
  }

  /** The hooks after a call do not run for what is refused before it. */
  private async refuse(context: AuthContext, userId: string | null, code: keyof typeof refusals): Promise<never> {
    const [status, message] = refusals[code];
    logger.warn({ userId, code, path: context.path, address: addressOf(context) }, 'a second factor was refused');
    if (userId !== null)
      await this.audit.accountAct(userId, { action: 'second_factor.refused', code }, context.headers);
    throw new APIError(status, { code, message });
  }
}

const refusals = {
  PASSKEY_FIRST: ['FORBIDDEN', 'Sign in by your passkey before you change how you sign in.'],
  TWO_FACTOR_ALREADY_SHOWN: ['BAD_REQUEST', 'You are signed in already. Reload the page.'],
  TOO_MANY_PASSWORDS: ['TOO_MANY_REQUESTS', 'There were too many attempts. Wait a minute and try again.'],
  ACCOUNT_TEMPORARILY_LOCKED: [
    'TOO_MANY_REQUESTS',
    'Too many wrong codes. Wait a quarter of an hour and sign in again.',
  ],
  SECRET_UNREADABLE: ['CONFLICT', 'The second factor cannot be read any more. Ask who runs Koppel to switch it off.'],
  CODE_USED: ['UNAUTHORIZED', 'This code was used already. Wait for the next one.'],
} as const;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whose code it should be, by the cookie that the first step gave. */
async function userOfSecondStep(context: AuthContext): Promise<string | null> {
  const { name } = context.context.createAuthCookie('two_factor');
  const step = await context.getSignedCookie(name, context.context.secret);
  const found = step ? await context.context.internalAdapter.findVerificationValue(step) : null;
  return found?.value ?? null;
}

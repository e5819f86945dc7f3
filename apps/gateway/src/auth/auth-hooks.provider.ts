import { Logger } from '@nestjs/common';
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { addressOf, bodyOf, codeOf, isPlain, type AuthContext } from './auth-context.js';
import { requireStorableValues } from './auth-values.js';
import { isEasyToGuess } from './password-rules.js';
import { isOfSecondFactor, isSecondStep, type SecondFactorHooks } from './second-factor-hooks.provider.js';

const logger = new Logger('Auth');

/** Before a call of better-auth: what it leaves to whoever embeds it. */
export function beforeAuth(secondFactor: SecondFactorHooks) {
  return createAuthMiddleware(async (context) => {
    requireStorableValues(context);
    if (context.path === '/change-password') return beforePasswordChange(context);
    if (context.path === '/reset-password') requireGoodPassword(bodyOf(context)['newPassword']);
    if (context.path === '/revoke-session') return byToken(context);
    if (isOfSecondFactor(context.path)) return secondFactor.before(context);
    if (context.path.startsWith('/organization/')) await secondFactor.beforeOrganization(context);
    return undefined;
  });
}

/** After a call of better-auth: writes down what touches security, and takes tokens out of the answer. */
export function afterAuth(secondFactor: SecondFactorHooks) {
  return createAuthMiddleware(async (context) => {
    const { path } = context;
    if (path === '/sign-in/email') await logSignIn(context);
    if (isSecondStep(path)) await secondFactor.afterStep(context);
    if (path === '/change-password') await keepSession(context);
    if (isChange(context)) await logChange(context);
    const { returned } = context.context;
    // It would list the members, also to whom the organization opens nothing.
    if (path === '/organization/set-active' && isPlain(returned)) return { id: returned['id'] };
    return withoutTokens(returned);
  });
}

/** For better-auth: logs the end of each session, whatever ended it. */
export const sessionHooks = {
  delete: {
    after: (session: { id: string; userId: string }, context: { path?: string } | null): Promise<void> => {
      logger.log({ userId: session.userId, sessionId: session.id, path: context?.path }, 'a session ended');
      return Promise.resolve();
    },
  },
};

/** A new password ends every other session: whoever knew the old one may have one. */
async function beforePasswordChange(context: AuthContext) {
  const body = bodyOf(context);
  const session = await getSessionFromCtx(context);
  if (!session) return undefined;
  const { name, email } = session.user;
  requireGoodPassword(body['newPassword'], [name, email]);
  return { context: { body: { ...body, revokeOtherSessions: true } } };
}

function requireGoodPassword(password: unknown, words: readonly string[] = []): void {
  if (typeof password !== 'string' || !isEasyToGuess(password, words)) return;
  const message =
    'This password is easy to guess. Use words that belong together for you alone, or a password manager.';
  throw new APIError('BAD_REQUEST', { code: 'PASSWORD_TOO_EASY', message });
}

/** People name a session by its id; its token is for its cookie alone. */
async function byToken(context: AuthContext) {
  const { id } = bodyOf(context);
  const session = typeof id === 'string' ? await getSessionFromCtx(context) : null;
  if (!session) return undefined;
  const own = await context.context.internalAdapter.listSessions(session.user.id);
  const token = own.find((one) => one.id === id)?.token;
  if (token === undefined)
    throw new APIError('BAD_REQUEST', { code: 'SESSION_NOT_FOUND', message: 'You have no session with this id.' });
  return { context: { body: { token } } };
}

/** The session that a new password begins stays in the organization of the one before, and is opened by what opened that one. */
async function keepSession({ context }: AuthContext): Promise<void> {
  const before = context.session?.session ?? {};
  const token = context.newSession?.session.token;
  const kept = ['activeOrganizationId', 'passkeyId'].flatMap((name) => {
    const value: unknown = Reflect.get(before, name);
    return typeof value === 'string' ? [[name, value]] : [];
  });
  if (kept.length === 0 || token === undefined) return;
  await context.internalAdapter.updateSession(token, Object.fromEntries(kept) as Record<string, string>);
}

function isChange({ path, method }: AuthContext): boolean {
  if (path === '/change-password') return true;
  if (path.startsWith('/organization/')) return method !== 'GET';
  return isOfSecondFactor(path) && !isSecondStep(path);
}

async function logSignIn(context: AuthContext): Promise<void> {
  const { returned, newSession, internalAdapter } = context.context;
  const address = addressOf(context);
  if (!isAPIError(returned)) {
    const session = newSession && { userId: newSession.user.id, sessionId: newSession.session.id };
    if (newSession?.user['twoFactorEnabled']) {
      logger.log({ userId: newSession.user.id, address }, 'a person is asked for the second factor');
      return;
    }
    logger.log({ ...session, address }, 'a person signed in');
    return;
  }
  const { email } = bodyOf(context);
  // What was typed is not written down: people type passwords into the wrong field.
  const found = typeof email === 'string' ? await internalAdapter.findUserByEmail(email.toLowerCase()) : null;
  logger.warn({ userId: found?.user.id ?? null, address, code: codeOf(returned) }, 'signing in was refused');
}

async function logChange(context: AuthContext): Promise<void> {
  const { returned, session, newSession } = context.context;
  const userId = (newSession ?? session ?? (await getSessionFromCtx(context).catch(() => null)))?.user.id ?? null;
  const fields = { userId, path: context.path, address: addressOf(context) };
  if (isAPIError(returned)) logger.warn({ ...fields, code: codeOf(returned) }, 'a change of accounts was refused');
  else logger.log(fields, 'accounts were changed');
}

/** A session's token is for its cookie, which no script can read. Undefined leaves an answer as it is. */
function withoutTokens(answer: unknown): object | undefined {
  return isPlain(answer) || Array.isArray(answer) ? (strip(answer) as object) : undefined;
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (!isPlain(value)) return value;
  const named = Object.entries(value).filter(([name]) => name !== 'token');
  return Object.fromEntries(named.map(([name, inner]) => [name, strip(inner)]));
}

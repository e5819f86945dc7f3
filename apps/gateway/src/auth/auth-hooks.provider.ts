import { Logger } from '@nestjs/common';
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { isEasyToGuess } from './password-rules.js';

const logger = new Logger('Auth');

/** Header by which the sign-in limit tells clients apart; the gateway overwrites what a client sends. */
export const clientAddressHeader = 'x-koppel-client-address';

type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Before a call of better-auth: what it leaves to whoever embeds it. */
export const beforeAuth = createAuthMiddleware(async (context) => {
  if (context.path === '/change-password') return beforePasswordChange(context);
  if (context.path === '/reset-password') requireGoodPassword(bodyOf(context)['newPassword']);
  if (context.path === '/revoke-session') return byToken(context);
  return undefined;
});

/** After a call of better-auth: writes down what touches security, and takes tokens out of the answer. */
export const afterAuth = createAuthMiddleware(async (context) => {
  const { path } = context;
  if (path === '/sign-in/email') await logSignIn(context);
  if (path === '/change-password') await keepOrganization(context);
  if (path === '/change-password' || (path.startsWith('/organization/') && context.method !== 'GET'))
    await logChange(context);
  return withoutTokens(context.context.returned);
});

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

/** The session that a new password begins stays in the organization of the one before. */
async function keepOrganization({ context }: AuthContext): Promise<void> {
  const organization: unknown = context.session?.session['activeOrganizationId'];
  const token = context.newSession?.session.token;
  if (typeof organization !== 'string' || token === undefined) return;
  await context.internalAdapter.updateSession(token, { activeOrganizationId: organization });
}

async function logSignIn(context: AuthContext): Promise<void> {
  const { returned, newSession, internalAdapter } = context.context;
  const address = addressOf(context);
  if (!isAPIError(returned)) {
    const session = newSession && { userId: newSession.user.id, sessionId: newSession.session.id };
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

function bodyOf({ body }: AuthContext): Record<string, unknown> {
  return isPlain(body) ? body : {};
}

function addressOf({ headers }: AuthContext): string | undefined {
  return headers?.get(clientAddressHeader) ?? undefined;
}

function codeOf({ body, status }: APIError): string {
  return body?.code ?? String(status);
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

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

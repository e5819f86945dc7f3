import { operationAddresses, type OperationId, type Role, roles } from '@koppel/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { parseReply, send } from '../api/call.js';
import { ProblemError, unreachable } from '../api/problem.js';
import type { Session } from '../api/reply-schemas.js';
import { language } from '../i18n/language.js';
import { texts } from '../api/texts.js';

export type { Session } from '../api/reply-schemas.js';

const FRESH_MS = 5 * 60_000;

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions<Session | null, ProblemError>({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const body = await send({ url: '/api/v1/session', signal });
    // The sign-in page comes without what only the signed-in need.
    return body === null ? null : parseReply(async () => (await import('../api/reply-schemas.js')).sessionSchema, body);
  },
  staleTime: FRESH_MS,
});

async function post(path: string, body: object): Promise<Response> {
  try {
    return await fetch(`/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(body),
    });
  } catch (error: unknown) {
    throw unreachable(error);
  }
}

/**
 * Opens a session by e-mail and password, or the way to the second factor where the account has one.
 *
 * @throws ProblemError with `request.unauthenticated` for a wrong pair.
 */
export async function signIn(credentials: { email: string; password: string }): Promise<'signed-in' | 'second-factor'> {
  const response = await post('/sign-in/email', credentials);
  if (response.ok) {
    const body = (await response.json().catch(() => null)) as { twoFactorRedirect?: unknown } | null;
    return body?.twoFactorRedirect === true ? 'second-factor' : 'signed-in';
  }
  const { status } = response;
  if (status === 429) throw new ProblemError({ code: 'request.forbidden', status, ...texts.tooManyAttempts });
  if (status >= 500) throw new ProblemError({ code: 'service.unavailable', status, ...texts.signInUnavailable });
  throw new ProblemError({ code: 'request.unauthenticated', status, ...texts.wrongCredentials });
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  const response = await post('/sign-out', {});
  if (!response.ok) {
    throw new ProblemError({ code: 'service.unavailable', status: response.status, ...texts.signOutFailed });
  }
}

/**
 * Works in another organization from now on; the page must be loaded again.
 *
 * @throws ProblemError
 */
export async function switchOrganization(organizationId: string): Promise<void> {
  const response = await post('/organization/set-active', { organizationId });
  if (!response.ok) throw new ProblemError({ code: 'request.invalid', status: response.status, ...texts.switchFailed });
}

/** Whether a role may call an operation; the server decides, this only hides what it would refuse. */
export function isAllowed(role: Role, operationId: OperationId): boolean {
  return roles.indexOf(role) <= roles.indexOf(operationAddresses[operationId].role);
}

export function useIsAllowed(): (operationId: OperationId) => boolean {
  const { data: session } = useQuery(sessionQuery);
  return (operationId) => Boolean(session && isAllowed(session.role, operationId));
}

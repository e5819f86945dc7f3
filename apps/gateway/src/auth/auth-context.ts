import type { BetterAuthOptions } from 'better-auth';
import type { APIError, createAuthMiddleware } from 'better-auth/api';

/** Header by which the sign-in limit tells clients apart; the gateway overwrites what a client sends. */
export const clientAddressHeader = 'x-koppel-client-address';

/** A call of better-auth, as its hooks see it. */
export type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** A call of better-auth, as its hooks on tables see it; null outside of one. */
export type HookContext = Parameters<
  NonNullable<NonNullable<NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['user']>['update']>['after']>
>[1];

export function bodyOf({ body }: AuthContext): Record<string, unknown> {
  return isPlain(body) ? body : {};
}

export function addressOf({ headers }: AuthContext): string | undefined {
  return headers?.get(clientAddressHeader) ?? undefined;
}

/** The organization that a session works in. */
export function organizationOf(session: Record<string, unknown>): string | undefined {
  const active = session['activeOrganizationId'];
  return typeof active === 'string' ? active : undefined;
}

/** Of the context of better-auth, within a call and outside of one. */
interface Passwords {
  internalAdapter: Pick<AuthContext['context']['internalAdapter'], 'findCredentialAccount'>;
  password: Pick<AuthContext['context']['password'], 'verify'>;
}

/** Whether it is the password of the person. */
export async function isPasswordOf(
  { internalAdapter, password: hasher }: Passwords,
  userId: string,
  password: string,
): Promise<boolean> {
  const hash = (await internalAdapter.findCredentialAccount(userId))?.password;
  return hash ? hasher.verify({ hash, password }) : false;
}

export function codeOf({ body, status }: InstanceType<typeof APIError>): string {
  return body?.code ?? String(status);
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

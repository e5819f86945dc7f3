import type { Role } from '@koppel/contracts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { parseReply } from '../api/call.js';
import { ProblemError, unreachable } from '../api/problem.js';
import { language } from '../i18n/language.js';
import { texts } from './texts.js';

export type { Device, Member, NewSecondFactor, Passkey, PendingInvitation } from './account-schemas.js';

/** Calls of the accounts (`/api/auth`), which refuse in words of their own. */
async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'accept-language': language };
  const response = await fetch(`/api/auth${path}`, { ...init, headers }).catch((error: unknown) => {
    throw unreachable(error);
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusal(response.status, body);
  return body;
}

function refusal(status: number, body: unknown): ProblemError {
  const { code } = (body ?? {}) as { code?: unknown };
  const known = texts.refusals[code as keyof typeof texts.refusals];
  const detail = known ?? texts.refused;
  if (code === 'SECOND_FACTOR_REQUIRED')
    return new ProblemError({ code: 'request.second_factor_required', status, title: texts.title, detail });
  if (status === 401 && known === undefined)
    return new ProblemError({ code: 'request.unauthenticated', status, title: texts.title, detail });
  if (status === 429 && known === undefined)
    return new ProblemError({ code: 'request.too_many', status, title: texts.title, detail: texts.tooMany });
  return new ProblemError({ code: 'request.invalid', status, title: texts.title, detail });
}

type Schemas = typeof import('./account-schemas.js');

/** Reads by a schema that is loaded with the answer: the sign-in page needs none of them. */
async function read<Schema extends z.ZodType>(path: string, pick: (schemas: Schemas) => Schema, init?: RequestInit) {
  const body = await ask(path, init);
  return parseReply(async () => pick(await import('./account-schemas.js')), body);
}

/** @throws ProblemError with words for a person */
export function post(path: string, body: object = {}): Promise<unknown> {
  return ask(path, posting(body));
}

function posting(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body) };
}

/** The people of the organization. */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async () =>
    (await read('/organization/list-members?limit=500', ({ membersSchema }) => membersSchema)).members,
});

/** Invitations that can still be accepted. */
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: async () => {
    const now = new Date().toISOString();
    const all = await read('/organization/list-invitations', ({ invitationsSchema }) => invitationsSchema);
    return all.filter(({ status, expiresAt }) => status === 'pending' && expiresAt > now);
  },
});

/** Where the person is signed in, and which of these this is. */
export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: async () => {
    const [devices, current] = await Promise.all([
      read('/list-sessions', ({ devicesSchema }) => devicesSchema),
      read('/get-session', ({ currentSessionSchema }) => currentSessionSchema),
    ]);
    return { devices, currentId: current.session.id };
  },
});

/** Whether the person has an app for codes, and whether a passkey opened the session. */
export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: async () => {
    const { user, session } = await read('/get-session', ({ secondFactorSchema }) => secondFactorSchema);
    return { hasApp: user.twoFactorEnabled, isByPasskey: typeof session.passkeyId === 'string' };
  },
});

/** The person's passkeys, in the order in which they were added. */
export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: () => read('/passkey/list', ({ passkeysSchema }) => passkeysSchema),
});
export const removePasskey = (input: { id: string; password: string }) => post('/passkey/remove', input);

/** A secret for an app and recovery codes; they count once a code of the app was shown. */
export const prepareSecondFactor = (password: string) =>
  read('/two-factor/enable', ({ newSecondFactorSchema }) => newSecondFactorSchema, posting({ password }));
export const makeRecoveryCodes = (password: string) =>
  read('/two-factor/generate-backup-codes', ({ recoveryCodesSchema }) => recoveryCodesSchema, posting({ password }));
export const showCode = (code: string) => post('/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') });
export const showRecoveryCode = (code: string) => post('/two-factor/verify-backup-code', { code: code.trim() });
export const endSecondFactor = (password: string) => post('/two-factor/disable', { password });

export const changeRole = (memberId: string, role: Role) =>
  post('/organization/update-member-role', { memberId, role });
export const removeMember = (memberIdOrEmail: string) => post('/organization/remove-member', { memberIdOrEmail });
export const invite = (input: { email: string; role: Role; resend?: boolean }) =>
  post('/organization/invite-member', input);
export const withdrawInvitation = (invitationId: string) => post('/organization/cancel-invitation', { invitationId });
export const acceptInvitation = (invitationId: string) => post('/organization/accept-invitation', { invitationId });
export const requestPassword = (email: string) => post('/request-password-reset', { email });
export const choosePassword = (input: { token: string; newPassword: string }) => post('/reset-password', input);
export const changePassword = (input: { currentPassword: string; newPassword: string }) =>
  post('/change-password', input);
export const updatePerson = (person: { name?: string; language?: string }) => post('/update-user', person);
export const endSession = (id: string) => post('/revoke-session', { id });
export const endOtherSessions = () => post('/revoke-other-sessions');

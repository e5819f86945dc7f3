import { type Role, roleSchema } from '@koppel/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ProblemError, unexpectedReply, unreachable } from '../api/problem.js';
import { language } from '../i18n/language.js';
import { texts } from './texts.js';

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
  const { code } = z.object({ code: z.string().optional() }).catch({}).parse(body);
  const detail = texts.refusals[code as keyof typeof texts.refusals] ?? texts.refused;
  if (status === 401) return new ProblemError({ code: 'request.unauthenticated', status, title: texts.title, detail });
  if (status === 429)
    return new ProblemError({ code: 'request.too_many', status, title: texts.title, detail: texts.tooMany });
  return new ProblemError({ code: 'request.invalid', status, title: texts.title, detail });
}

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await ask(path));
  if (!parsed.success) throw unexpectedReply(parsed.error);
  return parsed.data;
}

/** @throws ProblemError with words for a person */
export function post(path: string, body: object = {}): Promise<unknown> {
  return ask(path, { method: 'POST', body: JSON.stringify(body) });
}

const memberSchema = z.object({
  id: z.string(),
  userId: z.string(),
  role: roleSchema,
  user: z.object({ name: z.string(), email: z.string() }),
});
export type Member = z.infer<typeof memberSchema>;

/** The people of the organization. */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async () =>
    (await read('/organization/list-members?limit=500', z.object({ members: z.array(memberSchema) }))).members,
});

const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  status: z.string(),
  expiresAt: z.string(),
  mailedAt: z.string().nullish(),
});
export type PendingInvitation = z.infer<typeof invitationSchema>;

/** Invitations that can still be accepted. */
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: async () => {
    const now = new Date().toISOString();
    const all = await read('/organization/list-invitations', z.array(invitationSchema));
    return all.filter(({ status, expiresAt }) => status === 'pending' && expiresAt > now);
  },
});

const deviceSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
});
export type Device = z.infer<typeof deviceSchema>;

/** Where the person is signed in, and which of these this is. */
export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: async () => {
    const [devices, current] = await Promise.all([
      read('/list-sessions', z.array(deviceSchema)),
      read('/get-session', z.object({ session: z.object({ id: z.string() }) })),
    ]);
    return { devices, currentId: current.session.id };
  },
});

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

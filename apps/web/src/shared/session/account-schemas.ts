import { roleSchema } from '@koppel/contracts';
import { z } from 'zod';

const memberSchema = z.object({
  id: z.string(),
  userId: z.string(),
  role: roleSchema,
  user: z.object({ name: z.string(), email: z.string() }),
});
export type Member = z.infer<typeof memberSchema>;
export const membersSchema = z.object({ members: z.array(memberSchema) });

const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  status: z.string(),
  expiresAt: z.string(),
  mailedAt: z.string().nullish(),
});
export type PendingInvitation = z.infer<typeof invitationSchema>;
export const invitationsSchema = z.array(invitationSchema);

const deviceSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
});
export type Device = z.infer<typeof deviceSchema>;
export const devicesSchema = z.array(deviceSchema);
export const currentSessionSchema = z.object({ session: z.object({ id: z.string() }) });
export const secondFactorSchema = z.object({
  user: z.object({ twoFactorEnabled: z.boolean() }),
  session: z.object({ passkeyId: z.string().nullish() }),
});
const passkeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;
export const passkeysSchema = z.array(passkeySchema);
export const newSecondFactorSchema = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
export type NewSecondFactor = z.infer<typeof newSecondFactorSchema>;
export const recoveryCodesSchema = z.object({ backupCodes: z.array(z.string()) });

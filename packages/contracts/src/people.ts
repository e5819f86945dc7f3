import { z } from 'zod';
import { roleSchema } from './context.js';
import { userIdSchema } from './ids.js';
import { defineContract } from './message.js';
import { instantSchema } from './values.js';
import { languages } from './vocabulary.js';

/** What an invitation shows to whoever has its link. */
export const invitationSchema = z.object({
  email: z.email().meta({ examples: ['els@example.nl'] }),
  organization: z.string().meta({ examples: ['Fietsenmaker Jansen'] }),
  inviter: z.string().meta({ examples: ['Jan Jansen'] }),
  role: roleSchema,
  expiresAt: instantSchema,
  hasAccount: z.boolean().describe('The address has an account already: sign in to accept'),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** How a person without an account accepts an invitation: the account is made with it. */
export const acceptanceSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({ examples: ['Els de Boer'] }),
  password: z
    .string()
    .max(128)
    .meta({ examples: ['four words in a row'] }),
  language: z.enum(languages).default('en'),
  token: z
    .string()
    .max(200)
    .optional()
    .describe('Of the link in the mail; without it nobody has shown whose the address is'),
});

/** Somebody who works in an organization, as whoever sends mails needs it. */
export const memberSchema = z.object({
  userId: userIdSchema,
  email: z.email(),
  /** It was shown that the address is theirs; nothing is mailed to others. */
  isVerified: z.boolean(),
  language: z.enum(languages),
  role: roleSchema,
});
export type Member = z.infer<typeof memberSchema>;

/** Who works in an organization. For services only: addresses are kept by the gateway and nowhere else. At most 500, the oldest members first. */
export const memberList = defineContract({
  subject: 'gateway.v1.member.list',
  request: z.object({}),
  reply: z.object({ organization: z.string(), items: z.array(memberSchema) }),
  errors: [],
});

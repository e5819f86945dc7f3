import { z } from 'zod';
import { roleSchema } from './context.js';
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

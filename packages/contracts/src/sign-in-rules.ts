import { z } from 'zod';
import { defineOperation } from './message.js';

/** What an organization asks of its members before they act in it. */
export const signInRulesSchema = z.object({
  isSecondFactorRequired: z
    .boolean()
    .describe(
      'Members without a second factor are refused until they have set one up (an app or a passkey); so are their API keys',
    ),
  membersWithoutSecondFactor: z
    .number()
    .int()
    .nonnegative()
    .meta({ examples: [2] }),
});
export type SignInRules = z.infer<typeof signInRulesSchema>;

export const signInRulesGet = defineOperation({
  id: 'getSignInRules',
  http: { method: 'GET', path: '/sign-in-rules', role: 'admin', needsSession: true },
  tag: 'Organization',
  summary: 'What the organization asks of its members at sign-in',
  subject: 'gateway.v1.sign_in_rules.get',
  request: z.object({}),
  reply: signInRulesSchema,
  errors: [],
});
export const signInRulesChange = defineOperation({
  id: 'changeSignInRules',
  http: { method: 'PATCH', path: '/sign-in-rules', role: 'admin', needsSession: true },
  tag: 'Organization',
  summary: 'Require a second factor of all members, or no longer',
  description:
    'Whoever requires it must have one, and a passkey must have opened the session where it is that. Keys of the organization are not affected.',
  subject: 'gateway.v1.sign_in_rules.change',
  request: z.object({
    isSecondFactorRequired: z.boolean(),
    password: z
      .string()
      .max(128)
      .meta({ description: 'Yours, once more', examples: ['four words in a row'] }),
  }),
  reply: signInRulesSchema,
  errors: ['request.conflict'],
});

import { z } from 'zod';
import { defineContract } from './message.js';
import { reasonSchema } from './reason.js';
import { languages } from './vocabulary.js';

const action = z.object({ label: reasonSchema, url: z.url() });

/** What a mail says; rendered in the language of whom it goes to. */
export const mailSchema = z.object({
  subject: reasonSchema,
  /** One paragraph each. */
  paragraphs: z.array(reasonSchema).min(1).max(20),
  /** Several matters, each with a link of its own. */
  sections: z
    .array(z.object({ text: reasonSchema, action }))
    .max(20)
    .optional(),
  /** The one thing that the mail asks for, as a button. */
  action: action.optional(),
});
export type Mail = z.infer<typeof mailSchema>;

/**
 * Sends one mail now and says whether the mail server took it. The address in `action` may be secret: it is neither stored nor logged.
 * Where the operator chose to send no mail, `isSent` is false and the caller shows another way.
 */
export const mailSend = defineContract({
  subject: 'notifications.v1.mail.send',
  scope: 'system',
  request: mailSchema.extend({ to: z.email().max(320), language: z.enum(languages) }),
  reply: z.object({ isSent: z.boolean() }),
  errors: ['mail.not_sent'],
});

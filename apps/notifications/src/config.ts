import { baseConfigSchema, databaseConfigSchema } from '@koppel/service-kit';
import { keyRingSchema } from '@koppel/vault';
import { z } from 'zod';

/** Environment of the notifications service. */
export const configSchema = baseConfigSchema
  .extend(databaseConfigSchema.shape)
  .extend({
    /** `k2:<base64 of 32 bytes>,k1:…`: the first key encrypts, the others still decrypt. Not the ring of connections. */
    KOPPEL_KEY_RING: keyRingSchema,
    /** Lets webhooks call private, loopback and plain http addresses. */
    KOPPEL_ALLOW_PRIVATE_ADDRESSES: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true'),
    /** `smtp://user:password@host:587` or `smtps://…:465`; `none`: no mail is sent, and invitations are passed on by their link. No default. */
    SMTP_URL: z.union([z.literal('none'), z.url({ protocol: /^smtps?$/ })], 'an smtp:// or smtps:// address, or none'),
    /** Whom mails come from, `Koppel <koppel@example.com>`. */
    MAIL_FROM: z.string().min(3).optional(),
  })
  .refine(({ SMTP_URL: server, MAIL_FROM: from }) => server === 'none' || from !== undefined, {
    path: ['MAIL_FROM'],
    message: 'needed where mail is sent',
  });
export type Config = z.output<typeof configSchema>;

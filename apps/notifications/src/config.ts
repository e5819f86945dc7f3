import { baseConfigSchema, databaseConfigSchema } from '@koppel/service-kit';
import { keyRingSchema } from '@koppel/vault';
import { z } from 'zod';

/** Environment of the notifications service. */
export const configSchema = baseConfigSchema.extend(databaseConfigSchema.shape).extend({
  /** `k2:<base64 of 32 bytes>,k1:…`: the first key encrypts, the others still decrypt. Not the ring of connections. */
  KOPPEL_KEY_RING: keyRingSchema,
  /** Lets webhooks call private, loopback and plain http addresses. */
  KOPPEL_ALLOW_PRIVATE_ADDRESSES: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});
export type Config = z.output<typeof configSchema>;

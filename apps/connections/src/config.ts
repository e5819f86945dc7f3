import { baseConfigSchema, databaseConfigSchema } from '@koppel/service-kit';
import { z } from 'zod';
import { keyRingSchema } from '@koppel/vault';

const hostsSchema = z.record(
  z.string(),
  z.url().transform((url) => url.replace(/\/$/, '')),
);

/** Environment of the connections service. */
export const configSchema = baseConfigSchema.extend(databaseConfigSchema.shape).extend({
  /** `k2:<base64 of 32 bytes>,k1:…`: the first key encrypts, the others still decrypt. */
  KOPPEL_KEY_RING: keyRingSchema,
  /** JSON of application id → address, for sandboxes: `{"exact-online":"http://localhost:8201"}`. */
  KOPPEL_APPLICATION_HOSTS: z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        return hostsSchema.parse(JSON.parse(text));
      } catch {
        context.addIssue(
          'must be JSON of application ids and their addresses, such as {"exact-online":"http://localhost:8201"}',
        );
        return z.NEVER;
      }
    }),
  /** Connections of an organization; their list must fit into one message of 1 MB. */
  MAX_CONNECTIONS: z.coerce.number().int().min(1).max(1_000).default(200),
  /** Lets connectors call private, loopback and plain http addresses. */
  KOPPEL_ALLOW_PRIVATE_ADDRESSES: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
  /** For sandboxes: an application may post its keys to this Koppel also at an address that is not public, and over plain http. */
  KOPPEL_ALLOW_LOCAL_KEY_APPROVAL: z.stringbool().default(false),
});
export type Config = z.output<typeof configSchema>;

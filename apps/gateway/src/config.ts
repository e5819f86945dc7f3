import { minPasswordLength } from '@koppel/contracts';
import { baseConfigSchema, databaseConfigSchema } from '@koppel/service-kit';
import { z } from 'zod';
import { authSecretsSchema } from './auth/auth-secrets.js';
import { isEasyToGuess } from './auth/password-rules.js';

export const gatewayConfigSchema = baseConfigSchema.extend(databaseConfigSchema.shape).extend({
  /**
   * At least 32 random characters: signs session cookies and encrypts second factors. While it is replaced: `2:<new>,1:<old>`; the
   * first one signs and encrypts, the others are still accepted. Without a number it is number 1.
   */
  BETTER_AUTH_SECRET: authSecretsSchema,
  CONNECTIONS_URL: z.url().default('http://127.0.0.1:8101'),
  FLOW_RUNNER_URL: z.url().default('http://127.0.0.1:8104'),
  /** Folder of the built web app; absent: the gateway serves only the API. */
  WEB_DIST: z.string().optional(),
  /** Whoever sends it as a bearer token reads `/metrics`; absent: only direct calls from private addresses do. */
  METRICS_TOKEN: z.string().min(16, 'at least 16 random characters').optional(),
  /**
   * Proxies whose word about the client's address is taken: addresses, networks, or Express' names for them
   * (`loopback`, `linklocal`, `uniquelocal`), with commas between; absent: nobody's.
   */
  TRUSTED_PROXIES: z.string().optional(),
  /** The first account, made once while there is none. */
  KOPPEL_FIRST_ACCOUNT_EMAIL: z.email().optional(),
  KOPPEL_FIRST_ACCOUNT_PASSWORD: z
    .string()
    .min(minPasswordLength, `at least ${minPasswordLength} characters`)
    .refine((password) => !isEasyToGuess(password), 'is easy to guess')
    .optional(),
  /** Calls of the API in a minute; each replica counts for itself. */
  API_CALLS_PER_SESSION: z.coerce.number().int().min(1).default(1_200),
  /** As above for an API key. */
  API_CALLS_PER_KEY: z.coerce.number().int().min(1).default(600),
  /** As above for an address, signed in or not; an office may share one. */
  API_CALLS_PER_ADDRESS: z.coerce.number().int().min(1).default(6_000),
  /** Posts of keys that a person approved at an application, in a minute from an address. */
  KEY_POSTS_PER_ADDRESS: z.coerce.number().int().min(1).default(60),
  /** Pages that listen to events at once. */
  EVENT_STREAMS_PER_PERSON: z.coerce.number().int().min(1).default(20),
  EVENT_STREAMS_PER_ORGANIZATION: z.coerce.number().int().min(1).default(100),
});
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;

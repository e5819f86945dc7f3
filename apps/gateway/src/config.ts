import { baseConfigSchema, databaseConfigSchema } from '@koppel/service-kit';
import { z } from 'zod';

export const gatewayConfigSchema = baseConfigSchema.extend(databaseConfigSchema.shape).extend({
  /** Signs the session cookies. */
  BETTER_AUTH_SECRET: z.string().min(32, 'at least 32 random characters'),
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
  KOPPEL_FIRST_ACCOUNT_PASSWORD: z.string().min(12, 'at least 12 characters').optional(),
});
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;

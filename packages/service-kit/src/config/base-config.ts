import { z } from 'zod';

/** The first one signs, each is accepted. */
export type InternalKeys = readonly [current: string, ...older: string[]];

/** Environment that every service understands. A service extends it with its own variables. */
export const baseConfigSchema = z.object({
  /** Port of the service's own HTTP server (probes, metrics, and its pages where it has any). */
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().default('127.0.0.1'),
  /** One address, or those of a cluster with commas between; `tls://` encrypts. */
  NATS_URL: z.string().min(1).default('nats://127.0.0.1:4222'),
  /** Servers of a NATS cluster that keep each stream. */
  NATS_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  NATS_USER: z.string().min(1).optional(),
  NATS_PASSWORD: z.string().min(1).optional(),
  /** The authority that the broker's certificate is checked against, where it is no public one. */
  NATS_CA_FILE: z.string().min(1).optional(),
  /** The service's own certificate and its key, where the broker asks for one. */
  NATS_CERTIFICATE_FILE: z.string().min(1).optional(),
  NATS_KEY_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /**
   * Base64 of 32 bytes: signs what the gateway tells the services behind it about the person, and the addresses of hooks. While
   * it is replaced: the new key, a comma, and the old one, which is still accepted.
   */
  KOPPEL_INTERNAL_KEY: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => key.length >= 40), 'base64 of 32 random bytes')
    .transform(([current = '', ...older]): InternalKeys => [current, ...older]),
  /** Where people reach Koppel, without a slash at its end. */
  KOPPEL_PUBLIC_URL: z
    .url()
    .transform((url) => url.replace(/\/$/, ''))
    .default('http://localhost:8080'),
  /** Where traces go: OTLP over HTTP, such as `http://collector:4318`. Absent: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** Which share of the traces is kept, 0 to 1; the same for every service. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});
export type BaseConfig = z.infer<typeof baseConfigSchema>;

/** For services that keep data. */
export const databaseConfigSchema = z.object({
  /** Logs in as `koppel_<service>`. */
  DATABASE_URL: z.string().min(1),
  /** Logs in as `koppel_<service>_system`, for work across organizations. */
  DATABASE_SYSTEM_URL: z.string().min(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
});
export type DatabaseConfig = z.infer<typeof databaseConfigSchema>;

/** For `migrate`, which creates schemas and logins; no service knows it. */
export const migrateConfigSchema = z.object({
  DATABASE_ADMIN_URL: z.string().min(1),
  /** The service's own two; their logins get these passwords. Absent: whoever runs Postgres does that. */
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_SYSTEM_URL: z.string().min(1).optional(),
});

/**
 * Reads the environment by a schema; an empty variable counts as not set.
 *
 * @throws Error naming every variable that is missing or wrong; values are not repeated, they may be secret.
 */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv = process.env,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${problems.join('\n')}\nSet these variables and start again.`);
}

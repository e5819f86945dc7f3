import type { MessageContext, SystemContext } from '@koppel/contracts';
import { messageContextSchema } from '@koppel/contracts';
import { randomBytes } from 'node:crypto';
import type { BaseConfig } from '../config/base-config.js';

/** A signed-in person of an organization. */
export function aPerson(
  overrides: { organizationId?: string; userId?: string; role?: string; name?: string } = {},
): MessageContext {
  const { organizationId = 'org-1', userId = 'user-1', role = 'owner', name } = overrides;
  return messageContextSchema.parse({ organizationId, actor: { kind: 'person', userId, role, name } });
}

/** A service on its own account, across organizations. */
export function aSystem(name = 'test'): SystemContext {
  return { organizationId: null, actor: { kind: 'service', name } };
}

/** Environment of a service under test: a free port, the NATS server that the test run started. */
export function testConfig(): BaseConfig {
  const { NATS_URL } = process.env;
  if (!NATS_URL) throw new Error('NATS_URL is not set: run these tests as the Jest project "integration" or "e2e"');
  return {
    PORT: 0,
    HOST: '127.0.0.1',
    NATS_URL,
    NATS_STREAM_REPLICAS: 1,
    LOG_LEVEL: 'silent',
    KOPPEL_INTERNAL_KEY: [randomBytes(32).toString('base64')],
    KOPPEL_PUBLIC_URL: 'http://localhost:8080',
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    OTEL_TRACES_SAMPLER_ARG: 1,
  };
}

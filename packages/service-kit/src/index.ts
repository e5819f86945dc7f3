export { Background } from './background/background.js';
export { backoffMs, withJitter, type BackoffOptions } from './background/backoff.js';
export { CLOCK, systemClock, type Clock } from './background/clock.js';
export { ConsumerLoop, type ConsumerOptions } from './background/consumer.js';
export { DeadlineExceeded, withDeadline, type DeadlineOptions } from './background/deadline.js';
export { Interval, type IntervalOptions } from './background/interval.js';
export {
  baseConfigSchema,
  databaseConfigSchema,
  migrateConfigSchema,
  readConfig,
  type BaseConfig,
  type DatabaseConfig,
  type InternalKeys,
} from './config/base-config.js';
export { Outbox, type NewEvent } from './events/outbox.js';
export { OutboxPublisher } from './events/outbox-publisher.js';
export { Liveness, type LoopWatch } from './health/liveness.js';
export { ReadinessCheck } from './health/readiness.js';
export { languageOf } from './identity/language.js';
export { identityHeader, signIdentity, verifyIdentity, type Identity } from './identity/identity.js';
export { Answers, parseRequest } from './messaging/answers.decorator.js';
export { organizationContext, systemContext } from './messaging/contexts.js';
export { ContractClient, type CallOptions } from './messaging/contract-client.js';
export { Nats } from './messaging/nats-connection.js';
export { ServiceKitModule, type ServiceKitOptions } from './service-kit.module.js';
export { runService, startService, type StartOptions } from './start-service.js';
export { Database, storageIn, type StorageOptions } from './storage/database.js';
export { deleteOrganizationRows, type DeletedRows } from './storage/organization-rows.js';
export { cursorPart, keyset, type Keyset } from './storage/keyset.js';
export { isTransientDatabaseError } from './storage/transient-error.js';
export { awaitSchema, migrate, type MigrateOptions } from './storage/migrate.js';
export { createLogger, loggingOptions } from './telemetry/logging.js';
export { observeApplicationCall } from './telemetry/application-calls.js';
export { addLogContext, withLogContext } from './telemetry/log-context.js';
export { Counter, exposeMetrics, Gauge, Histogram, metricsRegistry } from './telemetry/metrics.js';
export { StateMetrics } from './telemetry/state-metrics.js';
export { countEventStream } from './telemetry/observe-http.js';
export { SpanKind } from '@opentelemetry/api';
export { currentTraceHeaders, currentTraceparent, inSpan, linksTo, noteOnSpan } from './telemetry/tracing.js';
export { SERVICE_CONFIG, SERVICE_NAME } from './tokens.js';
export { escapeHtml } from './html.js';

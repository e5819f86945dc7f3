import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Background } from './background/background.js';
import { CLOCK, systemClock, type Clock } from './background/clock.js';
import type { BaseConfig } from './config/base-config.js';
import { Outbox } from './events/outbox.js';
import { OutboxMetrics } from './events/outbox-metrics.js';
import { OutboxPublisher } from './events/outbox-publisher.js';
import { HealthController, SHOWN_READINESS, type ShownReadiness } from './health/health.controller.js';
import { Liveness } from './health/liveness.js';
import { ReadinessCheck } from './health/readiness.js';
import { ContractClient } from './messaging/contract-client.js';
import { Nats } from './messaging/nats-connection.js';
import { Database, type StorageOptions } from './storage/database.js';
import { loggingOptions } from './telemetry/logging.js';
import { StateMetrics } from './telemetry/state-metrics.js';
import { SERVICE_CONFIG, SERVICE_NAME } from './tokens.js';

export interface ServiceKitOptions {
  name: string;
  config: BaseConfig;
  /** Absent: the service keeps no data. */
  storage?: StorageOptions;
  /** Whether the service's migrations make an outbox. Default true. */
  hasOutbox?: boolean;
  /** What `/readyz` shows. Default: whether this process can do its work; the gateway shows that of all services. */
  readiness?: Type<ShownReadiness>;
  /** Default: the system's; tests inject a fake one. */
  clock?: Clock;
  /** Where log lines go; default: standard output. Tests read them here. */
  logStream?: { write(line: string): void };
}

/** What every service starts with: configuration, logging, health, metrics, messages, storage and the outbox. */
@Module({})
export class ServiceKitModule {
  static forRoot({
    name,
    config,
    storage,
    hasOutbox = true,
    readiness,
    clock = systemClock,
    logStream,
  }: ServiceKitOptions): DynamicModule {
    const stored: Provider[] = storage ? [{ provide: Database, useFactory: () => Database.connect(storage) }] : [];
    const outbox: Provider[] = storage && hasOutbox ? [Outbox, OutboxPublisher, OutboxMetrics] : [];
    const providers: Provider[] = [
      { provide: SERVICE_CONFIG, useValue: config },
      { provide: SERVICE_NAME, useValue: name },
      { provide: CLOCK, useValue: clock },
      Nats,
      ContractClient,
      Background,
      ReadinessCheck,
      readiness
        ? { provide: SHOWN_READINESS, useClass: readiness }
        : { provide: SHOWN_READINESS, useExisting: ReadinessCheck },
      Liveness,
      StateMetrics,
      ...stored,
      ...outbox,
    ];
    // `wrapSerializers` would hand our serializer an object that is no error any more.
    const logging = {
      ...loggingOptions(name, config.LOG_LEVEL),
      ...{ autoLogging: false, quietReqLogger: true, wrapSerializers: false },
    };
    return {
      module: ServiceKitModule,
      global: true,
      imports: [LoggerModule.forRoot({ pinoHttp: logStream ? [logging, logStream] : logging })],
      controllers: [HealthController],
      providers,
      exports: providers,
    };
  }
}

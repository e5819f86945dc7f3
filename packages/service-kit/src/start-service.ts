import { NestFactory } from '@nestjs/core';
import { Transport, type MicroserviceOptions } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import type { BaseConfig } from './config/base-config.js';
import { HttpErrors } from './health/http-errors.filter.js';
import { ReadinessCheck } from './health/readiness.js';
import { natsOptions } from './messaging/nats-options.js';
import { metricsRegistry } from './telemetry/metrics.js';
import { observeHttp } from './telemetry/observe-http.js';
import { startTracing } from './telemetry/tracing.js';

const drainLimitMs = 25_000;

export interface StartOptions {
  name: string;
  config: BaseConfig;
  module: object;
  /** Before the server listens: body parsers, static files, proxies. */
  prepare?(app: NestExpressApplication): Promise<void> | void;
}

/** Creates a service, connects it to NATS and listens. Tests use it too; a process uses {@link runService}. */
export async function startService({ name, config, module, prepare }: StartOptions): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module as never, {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.useGlobalFilters(new HttpErrors());
  app.use(observeHttp());
  app.flushLogs();
  app.connectMicroservice<MicroserviceOptions>({
    transport: Transport.NATS,
    options: { ...natsOptions(config, name), queue: name, gracefulShutdown: true, gracePeriod: 50 },
  });
  await prepare?.(app);
  await app.startAllMicroservices();
  await app.listen(config.PORT, config.HOST);
  return app;
}

/** Runs a service as a process: traces, signals, an orderly end within 25 s. */
export async function runService(options: StartOptions): Promise<void> {
  const { name: serviceName, config } = options;
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = config;
  const stopTracing = startTracing({ serviceName, endpoint, share });
  metricsRegistry.setDefaultLabels({ service: serviceName });
  const app = await startService(options);
  const logger = app.get(Logger);
  logger.log(`${options.name} listens on port ${options.config.PORT}`);
  let isStopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    logger.log(`${options.name} stops on ${signal}`);
    app.get(ReadinessCheck).stop();
    setTimeout(() => process.exit(1), drainLimitMs).unref();
    await app.close();
    await stopTracing();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { readinessSubject, type ServiceName } from '@koppel/contracts';
import type { Response } from 'express';
import { Nats } from '../messaging/nats-connection.js';
import { exposeMetrics, metricsRegistry } from '../telemetry/metrics.js';
import { SERVICE_NAME } from '../tokens.js';
import { Liveness } from './liveness.js';
import { ReadinessCheck } from './readiness.js';

/** Probes and metrics of a service behind the gateway, which has its own `/readyz` over all of them. */
@Controller()
export class HealthController implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: ReadinessCheck,
    private readonly liveness: Liveness,
    private readonly nats: Nats,
    @Inject(SERVICE_NAME) private readonly serviceName: string,
  ) {}

  @Get('livez')
  live(@Res() response: Response): void {
    const liveness = this.liveness.check();
    response.status(liveness.status === 'alive' ? 200 : 503).json(liveness);
  }

  @Get('readyz')
  async ready(@Res() response: Response): Promise<void> {
    const readiness = await this.readiness.check();
    response.status(readiness.status === 'ready' ? 200 : 503).json(readiness);
  }

  @Get('metrics')
  @Header('Content-Type', metricsRegistry.contentType)
  metrics(): Promise<string> {
    return exposeMetrics();
  }

  /** The gateway asks over NATS, so it needs to know no service's address. */
  async onApplicationBootstrap(): Promise<void> {
    const connection = await this.nats.connection();
    connection.subscribe(readinessSubject(this.serviceName as ServiceName), {
      queue: this.serviceName,
      callback: (error, message) => {
        if (!error) void this.readiness.check().then((readiness) => message.respond(JSON.stringify(readiness)));
      },
    });
  }
}

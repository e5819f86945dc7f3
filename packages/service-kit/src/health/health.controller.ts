import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { readinessSubject, type Readiness, type ServiceName } from '@koppel/contracts';
import type { Response } from 'express';
import { Nats } from '../messaging/nats-connection.js';
import { exposeMetrics, metricsRegistry } from '../telemetry/metrics.js';
import { SERVICE_NAME } from '../tokens.js';
import { Liveness } from './liveness.js';
import { ReadinessCheck } from './readiness.js';

/** Injection token of {@link ShownReadiness}. */
export const SHOWN_READINESS = Symbol('SHOWN_READINESS');

/** What `/readyz` shows. */
export interface ShownReadiness {
  check(): Promise<Readiness>;
}

/** Probes and metrics of a service. */
@Controller()
export class HealthController implements OnApplicationBootstrap {
  constructor(
    @Inject(SHOWN_READINESS) private readonly shown: ShownReadiness,
    private readonly own: ReadinessCheck,
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
    const readiness = await this.shown.check();
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
        if (!error) void this.own.check().then((readiness) => message.respond(JSON.stringify(readiness)));
      },
    });
  }
}

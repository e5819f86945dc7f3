import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { exposeMetrics, Liveness, metricsRegistry } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import type { GatewayConfig } from '../config.js';
import { GATEWAY_CONFIG } from '../tokens.js';
import { mayReadMetrics } from './metrics-access.js';
import { SystemReadiness } from './system-readiness.service.js';

const metricsRefused =
  'Metrics are not public. Call from a private address without a proxy, or send METRICS_TOKEN as a bearer token.\n';

@Controller()
export class ReadinessController {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly system: SystemReadiness,
    private readonly liveness: Liveness,
  ) {}

  @Get('livez')
  live(@Res() response: Response): void {
    const liveness = this.liveness.check();
    response.status(liveness.status === 'alive' ? 200 : 503).json(liveness);
  }

  @Get('readyz')
  async ready(@Res() response: Response): Promise<void> {
    const readiness = await this.system.check();
    response.status(readiness.status === 'ready' ? 200 : 503).json(readiness);
  }

  @Get('metrics')
  async metrics(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!mayReadMetrics(request, this.config.METRICS_TOKEN)) {
      response.status(403).type('text/plain').send(metricsRefused);
      return;
    }
    response.set('Content-Type', metricsRegistry.contentType).send(await exposeMetrics());
  }
}

import { Controller, Get, Header, Res } from '@nestjs/common';
import { metricsRegistry } from '@koppel/service-kit';
import type { Response } from 'express';
import { SystemReadiness } from './system-readiness.service.js';

@Controller()
export class ReadinessController {
  constructor(private readonly system: SystemReadiness) {}

  @Get('livez')
  live(): { status: 'alive' } {
    return { status: 'alive' };
  }

  @Get('readyz')
  async ready(@Res() response: Response): Promise<void> {
    const readiness = await this.system.check();
    response.status(readiness.status === 'ready' ? 200 : 503).json(readiness);
  }

  @Get('metrics')
  @Header('Content-Type', metricsRegistry.contentType)
  metrics(): Promise<string> {
    return metricsRegistry.metrics();
  }
}

import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { RunLeaseRepository } from '../run/run-lease.repository.js';
import { RunPool } from './run-pool.service.js';

/** Finds runs that nobody works on: the broker lost their message, their runner died, or their pause is over. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Sweeper');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly leases: RunLeaseRepository,
    private readonly pool: RunPool,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined));
    }, this.config.RUN_SWEEP_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    try {
      const { free } = this.pool;
      if (free <= 0) return;
      const due = await this.leases.due({ limit: free, queuedForMs: this.config.RUN_SWEEP_MS });
      for (const ref of due) if (this.pool.free > 0) await this.pool.take(ref);
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'the runs could not be swept; trying again soon');
    }
  }
}

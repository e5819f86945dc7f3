import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@koppel/service-kit';
import { unusedForDays } from './draft.js';
import { DraftRepository } from './draft.repository.js';

const hourMs = 3_600_000;

/** Ends drafts that nobody used for a month. Every replica does; to delete twice does no harm. */
@Injectable()
export class DraftExpiry implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('DraftExpiry');
  private timer: NodeJS.Timeout | undefined;
  private expiring: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly drafts: DraftRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.tick();
    this.timer = setInterval(() => this.tick(), hourMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.expiring;
  }

  async expire(now = new Date()): Promise<void> {
    const since = new Date(now.getTime() - unusedForDays * 24 * hourMs);
    await this.database.asSystem((transaction) => this.drafts.removeUnusedSince(transaction, since));
  }

  private tick(): void {
    this.expiring = this.expire().catch((error: unknown) =>
      this.logger.warn({ err: error }, 'unused drafts could not be deleted; trying again in an hour'),
    );
  }
}

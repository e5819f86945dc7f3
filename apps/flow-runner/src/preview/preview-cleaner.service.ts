import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PreviewRepository } from './preview.repository.js';

const everyMs = 10 * 60_000;

/** Deletes previews after a day. */
@Injectable()
export class PreviewCleaner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('PreviewCleaner');
  private timer: NodeJS.Timeout | undefined;
  private cleaning: Promise<void> | undefined;
  private isStopping = false;

  constructor(private readonly previews: PreviewRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.clean(), everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.cleaning;
  }

  clean(): Promise<void> {
    this.cleaning ??= this.deleteOld().finally(() => (this.cleaning = undefined));
    return this.cleaning;
  }

  private async deleteOld(): Promise<void> {
    try {
      while (!this.isStopping && (await this.previews.deleteOld()));
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'old previews could not be deleted; trying again later');
    }
  }
}

import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { changedRows } from '../sql.js';

const perBatch = 1_000;

/** Forgets payloads that are older than the operator wants to keep them; what became of the records stays. */
@Injectable()
export class RecordCleaner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('RecordCleaner');
  private timer: NodeJS.Timeout | undefined;
  private cleaning: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly database: Database,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.cleaning ??= this.clean().finally(() => (this.cleaning = undefined));
    }, this.config.RECORD_CLEAN_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.cleaning;
  }

  private async clean(): Promise<void> {
    try {
      while (!this.isStopping && (await this.cleanBatch()) === perBatch);
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'old payloads could not be removed; trying again later');
    }
  }

  /** Rows that another replica cleans just now are passed over. */
  private async cleanBatch(): Promise<number> {
    const rows = await this.database.asSystem((transaction) =>
      changedRows(
        transaction,
        `update record_attempt set payloads = null where id in (
           select id from record_attempt where payloads is not null and at < now() - make_interval(days => $1)
           order by at limit $2 for update skip locked
         ) returning id`,
        [this.config.RECORD_PAYLOAD_DAYS, perBatch],
      ),
    );
    return rows.length;
  }
}

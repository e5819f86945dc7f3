import { Module } from '@nestjs/common';
import { AccessCacheService } from './access-cache.service.js';
import { BudgetModule } from '../budget/budget.module.js';
import { PreviewModule } from '../preview/preview.module.js';
import { RunModule } from '../run/run.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { FlowOpener } from './flow-opener.service.js';
import { RunExecutor } from './run-executor.service.js';
import { RunPool } from './run-pool.service.js';
import { RunQueueService } from './run-queue.service.js';

/** What claims runs and executes them. */
@Module({
  imports: [BudgetModule, RunModule, SyncModule, PreviewModule],
  providers: [AccessCacheService, FlowOpener, RunExecutor, RunPool, RunQueueService],
  exports: [AccessCacheService, FlowOpener],
})
export class WorkerModule {}

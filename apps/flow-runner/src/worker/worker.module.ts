import { Module } from '@nestjs/common';
import { Accesses } from '../access/accesses.service.js';
import { BudgetRepository } from '../budget/budget.repository.js';
import { Budgets } from '../budget/budgets.service.js';
import { PreviewModule } from '../preview/preview.module.js';
import { RunModule } from '../run/run.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { FlowOpener } from './flow-opener.service.js';
import { RunExecutor } from './run-executor.service.js';
import { RunPool } from './run-pool.service.js';
import { RunQueueService } from './run-queue.service.js';

/** What claims runs and executes them. */
@Module({
  imports: [RunModule, SyncModule, PreviewModule],
  providers: [Accesses, BudgetRepository, Budgets, FlowOpener, RunExecutor, RunPool, RunQueueService],
})
export class WorkerModule {}

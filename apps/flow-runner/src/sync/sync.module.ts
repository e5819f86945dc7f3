import { Module } from '@nestjs/common';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { CheckpointRepository } from './checkpoint.repository.js';
import { DeletionRepository } from './deletion.repository.js';
import { LedgerRepository } from './ledger.repository.js';
import { SyncExecutor } from './sync.executor.js';

/** The ledger of a flow, and the executor of runs that deliver. */
@Module({
  imports: [ScheduleModule],
  providers: [CheckpointRepository, DeletionRepository, LedgerRepository, SyncExecutor],
  exports: [DeletionRepository, LedgerRepository, SyncExecutor],
})
export class SyncModule {}

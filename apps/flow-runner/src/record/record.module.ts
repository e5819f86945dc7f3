import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RunModule } from '../run/run.module.js';
import { RecordActionRepository } from './record-action.repository.js';
import { RecordActionService } from './record-action.service.js';
import { RecordSearchRepository } from './record-search.repository.js';
import { RecordController } from './record.controller.js';
import { RecordRepository } from './record.repository.js';
import { RecordService } from './record.service.js';

/** Records, their attempts and their links. */
@Module({
  imports: [FlowModule, RunModule],
  controllers: [RecordController],
  providers: [RecordRepository, RecordActionRepository, RecordSearchRepository, RecordService, RecordActionService],
  exports: [RecordActionRepository],
})
export class RecordModule {}

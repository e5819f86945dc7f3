import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RunModule } from '../run/run.module.js';
import { RecordSearchRepository } from './record-search.repository.js';
import { RecordController } from './record.controller.js';
import { RecordRepository } from './record.repository.js';
import { RecordService } from './record.service.js';

/** Records, their attempts and their links. */
@Module({
  imports: [FlowModule, RunModule],
  controllers: [RecordController],
  providers: [RecordRepository, RecordSearchRepository, RecordService],
})
export class RecordModule {}

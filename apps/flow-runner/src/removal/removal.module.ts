import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RunModule } from '../run/run.module.js';
import { RemovedFlowRepository } from './removed-flow.repository.js';
import { RemovedFlowService } from './removed-flow.service.js';

/** What happens to the runs and the ledger of removed flows. */
@Module({
  imports: [FlowModule, RunModule],
  providers: [RemovedFlowRepository, RemovedFlowService],
})
export class RemovalModule {}

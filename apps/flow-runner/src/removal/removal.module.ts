import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RunModule } from '../run/run.module.js';
import { DeletedOrganizationRepository } from './deleted-organization.repository.js';
import { OrganizationController } from './organization.controller.js';
import { RemovedFlowRepository } from './removed-flow.repository.js';
import { RemovedFlowService } from './removed-flow.service.js';

/** What happens to the runs and the ledger of removed flows and deleted organizations. */
@Module({
  imports: [FlowModule, RunModule],
  controllers: [OrganizationController],
  providers: [DeletedOrganizationRepository, RemovedFlowRepository, RemovedFlowService],
  exports: [DeletedOrganizationRepository],
})
export class RemovalModule {}

import { Module } from '@nestjs/common';
import { BudgetModule } from '../budget/budget.module.js';
import { FlowModule } from '../flow/flow.module.js';
import { RunController } from './run.controller.js';
import { RunLeaseRepository } from './run-lease.repository.js';
import { RunRepository } from './run.repository.js';
import { RunService } from './run.service.js';

/** Runs: starting, claiming, ending, and their logs. */
@Module({
  imports: [BudgetModule, FlowModule],
  controllers: [RunController],
  providers: [RunLeaseRepository, RunRepository, RunService],
  exports: [RunLeaseRepository, RunRepository, RunService],
})
export class RunModule {}

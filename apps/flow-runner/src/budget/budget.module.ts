import { Module } from '@nestjs/common';
import { BudgetController } from './budget.controller.js';
import { BudgetRepository } from './budget.repository.js';
import { BudgetService } from './budget.service.js';

/** What accounts at applications may still be called: one number for runs, connection tests and log-ins. */
@Module({
  controllers: [BudgetController],
  providers: [BudgetRepository, BudgetService],
  exports: [BudgetRepository, BudgetService],
})
export class BudgetModule {}

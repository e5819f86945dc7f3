import { Controller } from '@nestjs/common';
import { budgetChange, budgetList, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { BudgetRepository } from './budget.repository.js';

@Controller()
export class BudgetController {
  constructor(private readonly budgets: BudgetRepository) {}

  @Answers(budgetList)
  async list(
    _request: ParsedRequestOf<typeof budgetList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof budgetList>> {
    return { items: await this.budgets.list(organizationId) };
  }

  @Answers(budgetChange)
  change(
    { connectionId, applicationId, account, limits, change }: ParsedRequestOf<typeof budgetChange>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof budgetChange>> {
    return this.budgets.change({ organizationId, application: applicationId, account }, connectionId, {
      limits,
      change,
    });
  }
}

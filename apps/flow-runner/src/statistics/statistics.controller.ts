import { Controller } from '@nestjs/common';
import { budgetList, statisticsGet, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { BudgetUseRepository } from '../budget/budget-use.repository.js';
import { StatisticsRepository } from './statistics.repository.js';
import { mustBeTimeZone } from './time-zone.js';

@Controller()
export class StatisticsController {
  constructor(
    private readonly statistics: StatisticsRepository,
    private readonly budgets: BudgetUseRepository,
  ) {}

  @Answers(statisticsGet)
  async get(
    request: ParsedRequestOf<typeof statisticsGet>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof statisticsGet>> {
    mustBeTimeZone(request.timeZone);
    return { days: await this.statistics.days(organizationId, request) };
  }

  @Answers(budgetList)
  async listBudgets(
    _request: ParsedRequestOf<typeof budgetList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof budgetList>> {
    return { items: await this.budgets.list(organizationId) };
  }
}

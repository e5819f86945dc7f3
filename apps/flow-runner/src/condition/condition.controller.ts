import { Controller } from '@nestjs/common';
import { flowConditionList, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { ConditionRepository } from './condition.repository.js';

@Controller()
export class ConditionController {
  constructor(private readonly conditions: ConditionRepository) {}

  @Answers(flowConditionList)
  async list(
    _request: ParsedRequestOf<typeof flowConditionList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof flowConditionList>> {
    return { items: await this.conditions.list(organizationId) };
  }
}

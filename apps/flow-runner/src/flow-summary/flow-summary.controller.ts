import { Controller } from '@nestjs/common';
import { flowSummaryList, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { FlowSummaryRepository } from './flow-summary.repository.js';

@Controller()
export class FlowSummaryController {
  constructor(private readonly summaries: FlowSummaryRepository) {}

  @Answers(flowSummaryList)
  async list(
    { flowIds }: ParsedRequestOf<typeof flowSummaryList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof flowSummaryList>> {
    return { items: await this.summaries.list(context.organizationId, flowIds) };
  }
}

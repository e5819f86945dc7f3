import { Controller } from '@nestjs/common';
import {
  flowCheck,
  flowGet,
  flowUpdate,
  flowVersionList,
  enabledFlowList,
  scheduledFlowList,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { CurrentSettings } from '../offer/current-settings.service.js';
import { FlowService } from './flow.service.js';

@Controller()
export class FlowController {
  constructor(
    private readonly flows: FlowService,
    private readonly current: CurrentSettings,
  ) {}

  @Answers(flowGet)
  async get({ flowId }: ParsedRequestOf<typeof flowGet>, context: MessageContext): Promise<ReplyOf<typeof flowGet>> {
    return this.current.ofFlow(await this.flows.get(flowId, context), context);
  }

  @Answers(flowCheck)
  check({ flowId }: ParsedRequestOf<typeof flowCheck>, context: MessageContext): Promise<ReplyOf<typeof flowCheck>> {
    return this.flows.check(flowId, context);
  }

  @Answers(flowUpdate)
  update(
    { flowId, ...change }: ParsedRequestOf<typeof flowUpdate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof flowUpdate>> {
    return this.flows.update(flowId, change, context);
  }

  @Answers(flowVersionList)
  listVersions(
    request: ParsedRequestOf<typeof flowVersionList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof flowVersionList>> {
    return this.flows.listVersions(request, context);
  }

  @Answers(scheduledFlowList)
  listScheduled(page: ParsedRequestOf<typeof scheduledFlowList>): Promise<ReplyOf<typeof scheduledFlowList>> {
    return this.flows.listScheduled(page);
  }

  @Answers(enabledFlowList)
  listEnabled(page: ParsedRequestOf<typeof enabledFlowList>): Promise<ReplyOf<typeof enabledFlowList>> {
    return this.flows.listEnabled(page);
  }
}

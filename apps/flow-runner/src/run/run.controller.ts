import { Controller } from '@nestjs/common';
import {
  runCancel,
  runGet,
  runList,
  runLogList,
  runStart,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { RunService } from './run.service.js';

@Controller()
export class RunController {
  constructor(private readonly runs: RunService) {}

  @Answers(runStart)
  start(request: ParsedRequestOf<typeof runStart>, context: MessageContext): Promise<ReplyOf<typeof runStart>> {
    return this.runs.start(request, context);
  }

  @Answers(runGet)
  get({ runId }: ParsedRequestOf<typeof runGet>, context: MessageContext): Promise<ReplyOf<typeof runGet>> {
    return this.runs.get(runId, context);
  }

  @Answers(runList)
  list(request: ParsedRequestOf<typeof runList>, context: MessageContext): Promise<ReplyOf<typeof runList>> {
    return this.runs.list(request, context);
  }

  @Answers(runLogList)
  log(request: ParsedRequestOf<typeof runLogList>, context: MessageContext): Promise<ReplyOf<typeof runLogList>> {
    return this.runs.log(request, context);
  }

  @Answers(runCancel)
  cancel({ runId }: ParsedRequestOf<typeof runCancel>, context: MessageContext): Promise<ReplyOf<typeof runCancel>> {
    return this.runs.cancel(runId, context);
  }
}

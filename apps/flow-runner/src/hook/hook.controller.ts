import { All, Controller, Inject, Req, Res } from '@nestjs/common';
import {
  flowHookGet,
  flowIdSchema,
  type FlowId,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers, SERVICE_CONFIG } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import type { FlowRunnerConfig } from '../config.js';
import { RunStarter } from '../run/run-starter.service.js';
import { ScheduleRepository } from '../schedule/schedule.repository.js';
import { Scheduler } from '../schedule/scheduler.service.js';
import { hookToken, organizationOfToken } from './hook-token.js';

/** The addresses that applications call when something changed. What they send is not looked at: the run reads the source itself. */
@Controller()
export class HookController {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly starter: RunStarter,
    private readonly schedules: ScheduleRepository,
    private readonly scheduler: Scheduler,
  ) {}

  @Answers(flowHookGet)
  async get(
    { flowId }: ParsedRequestOf<typeof flowHookGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof flowHookGet>> {
    await this.starter.flow(flowId, context);
    const token = hookToken(this.config.KOPPEL_INTERNAL_KEY, context.organizationId, flowId);
    return { url: `${this.config.KOPPEL_PUBLIC_URL}/hooks/flows/${flowId}/${token}` };
  }

  @All('hooks/flows/:flowId/:token')
  async call(@Req() request: Request<{ flowId: string; token: string }>, @Res() response: Response): Promise<void> {
    const { flowId, token } = request.params;
    const parsed = flowIdSchema.safeParse(flowId);
    const organizationId = parsed.success && organizationOfToken(this.config.KOPPEL_INTERNAL_KEY, flowId, token);
    if (!parsed.success || !organizationId) {
      response.status(404).type('text/plain').send('There is no such hook. Copy its address from the flow again.\n');
      return;
    }
    // Providers try out an address by calling it with nothing; they only want to see that it answers.
    if (await hasBody(request)) await this.want(parsed.data, organizationId);
    response.status(200).type('text/plain').send('');
  }

  private async want(flowId: FlowId, organizationId: string): Promise<void> {
    await this.schedules.want({ flowId, organizationId });
    this.scheduler.tick();
  }
}

const mostBytesLookedAt = 64 * 1024;

async function hasBody(request: Request): Promise<boolean> {
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > mostBytesLookedAt) break;
  }
  return bytes > 0;
}

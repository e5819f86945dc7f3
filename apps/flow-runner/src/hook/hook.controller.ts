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
import { FlowService } from '../flow/flow.service.js';
import { DeletedOrganizationRepository } from '../removal/deleted-organization.repository.js';
import { ScheduleRepository } from '../schedule/schedule.repository.js';
import { SchedulerService } from '../schedule/scheduler.service.js';
import { hookToken, organizationOfToken } from './hook-token.js';

/** The addresses that applications call when something changed. What they send is ignored: the run reads the source itself. */
@Controller()
export class HookController {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly flows: FlowService,
    private readonly schedules: ScheduleRepository,
    private readonly scheduler: SchedulerService,
    private readonly deleted: DeletedOrganizationRepository,
  ) {}

  @Answers(flowHookGet)
  async get(
    { flowId }: ParsedRequestOf<typeof flowHookGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof flowHookGet>> {
    await this.flows.get(flowId, context);
    const token = hookToken(this.config.KOPPEL_INTERNAL_KEY, context.organizationId, flowId);
    return { url: `${this.config.KOPPEL_PUBLIC_URL}/hooks/flows/${flowId}/${token}` };
  }

  @All('hooks/flows/:flowId/:token')
  async call(@Req() request: Request<{ flowId: string; token: string }>, @Res() response: Response): Promise<void> {
    const { flowId, token } = request.params;
    const parsed = flowIdSchema.safeParse(flowId);
    const organizationId = parsed.success && organizationOfToken(this.config.KOPPEL_INTERNAL_KEY, flowId, token);
    if (!parsed.success || !organizationId || (await this.deleted.isDeleted(organizationId))) {
      response.status(404).type('text/plain').send('There is no such hook. Copy its address from the flow again.\n');
      return;
    }
    // Providers test an address by calling it without a body; they only check that it answers.
    if (await hasBody(request)) await this.requestRun(parsed.data, organizationId);
    response.status(200).type('text/plain').send('');
  }

  private async requestRun(flowId: FlowId, organizationId: string): Promise<void> {
    await this.schedules.request({ flowId, organizationId });
    this.scheduler.tick();
  }
}

const maxBytesRead = 64 * 1024;

async function hasBody(request: Request): Promise<boolean> {
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytesRead) break;
  }
  return bytes > 0;
}

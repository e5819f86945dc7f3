import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppError, flowGet, messageContextSchema } from '@koppel/contracts';
import { ContractClient, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { RemovedFlowRepository, type FlowPlace } from './removed-flow.repository.js';

const flowsAtOnce = 20;
const beforeFirst = '00000000-0000-0000-0000-000000000000';

/** Forgets what removed flows left behind, some time after their removal. A flow's id is never given twice. */
@Injectable()
export class RemovedFlowCleaner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('RemovedFlowCleaner');
  private timer: NodeJS.Timeout | undefined;
  private cleaning: Promise<void> | undefined;
  private isStopping = false;
  private lookedUntil = beforeFirst;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly client: ContractClient,
    private readonly flows: RemovedFlowRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.cleaning ??= this.clean().finally(() => (this.cleaning = undefined));
    }, this.config.RECORD_CLEAN_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.cleaning;
  }

  private async clean(): Promise<void> {
    try {
      await this.noticeRemoved();
      for (const flow of await this.flows.due(this.config.REMOVED_FLOW_DAYS, flowsAtOnce)) {
        if (this.isStopping) return;
        if (await this.isRemoved(flow)) await this.forget(flow);
        else await this.flows.withdraw(flow);
      }
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'what removed flows left behind could not be deleted; trying again later');
    }
  }

  /** The event of a removal may be lost: some of the flows that long did nothing are asked for each time. */
  private async noticeRemoved(): Promise<void> {
    const place = { after: this.lookedUntil, limit: flowsAtOnce };
    const idle = await this.flows.idle(this.config.REMOVED_FLOW_DAYS, place);
    for (const flow of idle) {
      if (this.isStopping) return;
      if (await this.isRemoved(flow)) await this.flows.note(flow);
    }
    this.lookedUntil = idle.at(-1)?.flowId ?? beforeFirst;
  }

  private async forget(flow: FlowPlace): Promise<void> {
    while (!this.isStopping && (await this.flows.forgetSome(flow)));
  }

  private async isRemoved({ flowId, organizationId }: FlowPlace): Promise<boolean> {
    const actor = { kind: 'service', name: 'flow-runner' };
    try {
      await this.client.call(flowGet, { flowId }, messageContextSchema.parse({ organizationId, actor }));
      return false;
    } catch (error: unknown) {
      if (error instanceof AppError && error.code === 'flow.not_found') return true;
      throw error;
    }
  }
}

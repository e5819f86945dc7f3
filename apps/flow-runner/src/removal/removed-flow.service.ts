import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Msg } from '@nats-io/transport-node';
import { AppError, eventData, eventSchema, type RunId } from '@koppel/contracts';
import { Database, Nats, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { FlowService, serviceContext, type FlowRef } from '../flow/flow.service.js';
import { RunRepository } from '../run/run.repository.js';
import { RunService } from '../run/run.service.js';
import { RemovedFlowRepository } from './removed-flow.repository.js';

const flowChanged = eventSchema('settings.v1.flow.changed', eventData['settings.v1.flow.changed']);
const flowsAtOnce = 20;
const beforeFirst = '00000000-0000-0000-0000-000000000000';

/** Cancels the run of a flow that was removed, and deletes some time later what the flow left behind. A flow's id is never given twice. */
@Injectable()
export class RemovedFlowService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('RemovedFlowService');
  private timer: NodeJS.Timeout | undefined;
  private cleaning: Promise<void> | undefined;
  private isStopping = false;
  private checkedUntil = beforeFirst;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly nats: Nats,
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly runService: RunService,
    private readonly flows: FlowService,
    private readonly removed: RemovedFlowRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timer = setInterval(() => {
      this.cleaning ??= this.clean().finally(() => (this.cleaning = undefined));
    }, this.config.RECORD_CLEAN_MS);
    const connection = await this.nats.connection();
    connection.subscribe('settings.v1.flow.changed', {
      queue: 'flow-runner',
      callback: (error, message) => {
        if (!error) void this.follow(message);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.cleaning;
  }

  private async follow(message: Msg): Promise<void> {
    const event = flowChanged.safeParse(jsonOf(message));
    if (!event.success)
      return this.logger.warn('an event of a changed flow cannot be read; removals are noticed later');
    const { organizationid: organizationId, data } = event.data;
    const { flowId, isRemoved } = data;
    if (!isRemoved) return;
    try {
      await this.removed.add({ flowId, organizationId });
      const active = await this.database.forOrganization(organizationId, (transaction) =>
        this.runs.activeOf(transaction, flowId),
      );
      for (const runId of active) await this.cancel(runId, organizationId);
    } catch (error: unknown) {
      this.logger.warn({ err: error, flowId, organizationId }, 'the run of a removed flow could not be cancelled');
    }
  }

  private async cancel(runId: RunId, organizationId: string): Promise<void> {
    try {
      await this.runService.cancel(runId, serviceContext(organizationId));
      this.logger.log({ runId, organizationId }, 'a run was cancelled because its flow was removed');
    } catch (error: unknown) {
      if (!(error instanceof AppError && error.code === 'run.not_cancellable')) throw error;
    }
  }

  private async clean(): Promise<void> {
    try {
      await this.findRemoved();
      for (const flow of await this.removed.due(this.config.REMOVED_FLOW_DAYS, flowsAtOnce)) {
        if (this.isStopping) return;
        if (!(await this.isRemoved(flow))) await this.removed.withdraw(flow);
        else while (!this.isStopping && (await this.removed.deleteSome(flow)));
      }
    } catch (error: unknown) {
      this.logger.warn({ err: error }, 'what removed flows left behind could not be deleted; trying again later');
    }
  }

  /** The event of a removal may be lost: each time some of the flows that were idle for long are looked up. */
  private async findRemoved(): Promise<void> {
    const page = { after: this.checkedUntil, limit: flowsAtOnce };
    const idle = await this.removed.idle(this.config.REMOVED_FLOW_DAYS, page);
    for (const flow of idle) {
      if (this.isStopping) return;
      if (await this.isRemoved(flow)) await this.removed.add(flow);
    }
    this.checkedUntil = idle.at(-1)?.flowId ?? beforeFirst;
  }

  private async isRemoved({ flowId, organizationId }: FlowRef): Promise<boolean> {
    return (await this.flows.find(flowId, serviceContext(organizationId))) === undefined;
  }
}

function jsonOf(message: Msg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

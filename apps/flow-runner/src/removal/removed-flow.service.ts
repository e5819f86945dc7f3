import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Msg } from '@nats-io/transport-node';
import { AppError, eventData, eventSchema, type RunId } from '@koppel/contracts';
import { Background, Database, Nats, organizationContext, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { FlowService, type FlowRef } from '../flow/flow.service.js';
import { RunRepository } from '../run/run.repository.js';
import { RunService } from '../run/run.service.js';
import { RemovedFlowRepository } from './removed-flow.repository.js';

const flowChanged = eventSchema('settings.v1.flow.changed', eventData['settings.v1.flow.changed']);
const flowsAtOnce = 20;
const beforeFirst = '00000000-0000-0000-0000-000000000000';

/** Cancels the run of a flow that was removed, and deletes later what the flow left behind. No id is given to two flows. */
@Injectable()
export class RemovedFlowService implements OnApplicationBootstrap {
  private readonly logger = new Logger('RemovedFlowService');
  private checkedUntil = beforeFirst;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly background: Background,
    private readonly nats: Nats,
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly runService: RunService,
    private readonly flows: FlowService,
    private readonly removed: RemovedFlowRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.background.interval({
      name: 'removed flows',
      everyMs: this.config.RECORD_CLEAN_MS,
      work: (signal) => this.clean(signal),
    });
    const connection = await this.nats.connection();
    connection.subscribe('settings.v1.flow.changed', {
      queue: 'flow-runner',
      callback: (error, message) => {
        if (!error) void this.follow(message);
      },
    });
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
      await this.runService.cancel(runId, organizationContext('flow-runner', organizationId));
      this.logger.log({ runId, organizationId }, 'a run was cancelled because its flow was removed');
    } catch (error: unknown) {
      if (!(error instanceof AppError && error.code === 'run.not_cancellable')) throw error;
    }
  }

  private async clean(signal: AbortSignal): Promise<void> {
    await this.findRemoved(signal);
    for (const flow of await this.removed.due(this.config.REMOVED_FLOW_DAYS, flowsAtOnce)) {
      if (signal.aborted) return;
      if (!(await this.isRemoved(flow))) await this.removed.withdraw(flow);
      else while (!signal.aborted && (await this.removed.deleteSome(flow)));
    }
  }

  /** The event of a removal may be lost: each time some of the flows that were idle for long are looked up. */
  private async findRemoved(signal: AbortSignal): Promise<void> {
    const page = { after: this.checkedUntil, limit: flowsAtOnce };
    const idle = await this.removed.idle(this.config.REMOVED_FLOW_DAYS, page);
    for (const flow of idle) {
      if (signal.aborted) return;
      if (await this.isRemoved(flow)) await this.removed.add(flow);
    }
    this.checkedUntil = idle.at(-1)?.flowId ?? beforeFirst;
  }

  private async isRemoved({ flowId, organizationId }: FlowRef): Promise<boolean> {
    return (await this.flows.find(flowId, organizationContext('flow-runner', organizationId))) === undefined;
  }
}

function jsonOf(message: Msg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

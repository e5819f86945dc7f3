import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Msg } from '@nats-io/transport-node';
import { AppError, eventData, eventSchema, messageContextSchema, type RunId } from '@koppel/contracts';
import { Database, Nats } from '@koppel/service-kit';
import { RunService } from '../run/run.service.js';
import { RemovedFlowRepository } from './removed-flow.repository.js';

const flowChanged = eventSchema('settings.v1.flow.changed', eventData['settings.v1.flow.changed']);

/** Ends the run of a flow that was removed: nobody wants its records any more, and one day what is known of them goes. */
@Injectable()
export class RemovedFlows implements OnApplicationBootstrap {
  private readonly logger = new Logger('RemovedFlows');

  constructor(
    private readonly nats: Nats,
    private readonly database: Database,
    private readonly runs: RunService,
    private readonly flows: RemovedFlowRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
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
      await this.flows.note({ flowId, organizationId });
      for (const runId of await this.listActiveRuns(organizationId, flowId)) await this.cancel(runId, organizationId);
    } catch (error: unknown) {
      this.logger.warn({ err: error, flowId, organizationId }, 'the run of a removed flow could not be cancelled');
    }
  }

  private async cancel(runId: RunId, organizationId: string): Promise<void> {
    const actor = { kind: 'service', name: 'flow-runner' };
    try {
      await this.runs.cancel(runId, messageContextSchema.parse({ organizationId, actor }));
      this.logger.log({ runId, organizationId }, 'a run was cancelled because its flow was removed');
    } catch (error: unknown) {
      if (!(error instanceof AppError && error.code === 'run.not_cancellable')) throw error;
    }
  }

  private async listActiveRuns(organizationId: string, flowId: string): Promise<RunId[]> {
    const runs = (await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query(`select id from any_run where flow_id = $1 and state in ('queued', 'running', 'waiting')`, [
        flowId,
      ]),
    )) as { id: RunId }[];
    return runs.map(({ id }) => id);
  }
}

function jsonOf(message: Msg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

import { Injectable } from '@nestjs/common';
import { AppError, connectionGet, flowGet, type Flow, type FlowId, type MessageContext } from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';

/** Asks the other services for what a new run needs. */
@Injectable()
export class RunStarter {
  constructor(private readonly client: ContractClient) {}

  flow(flowId: FlowId, context: MessageContext): Promise<Flow> {
    return this.client.call(flowGet, { flowId }, context);
  }

  /**
   * The flow, fit to be run.
   *
   * @throws AppError `connection.needs_attention` when a person must mend one of its connections first
   */
  async runnableFlow(flowId: FlowId, context: MessageContext): Promise<Flow> {
    const flow = await this.flow(flowId, context);
    const connections = await Promise.all(
      [flow.sourceConnectionId, flow.targetConnectionId].map((connectionId) =>
        this.client.call(connectionGet, { connectionId }, context),
      ),
    );
    const broken = connections.find(({ state }) => state === 'needs_attention');
    if (!broken) return flow;
    throw new AppError(
      'connection.needs_attention',
      `The connection "${broken.displayTitle}" needs attention, so the flow was not started. ${broken.reason ?? 'Open the connection and mend it'} Then run the flow again.`,
      { details: { connectionId: broken.id } },
    );
  }
}

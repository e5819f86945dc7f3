import { Injectable } from '@nestjs/common';
import {
  AppError,
  connectionGet,
  flowGet,
  type Connection,
  type ConnectionId,
  type Flow,
  type FlowId,
  type MessageContext,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import { reason } from '../reasons.js';

/** What is known of a flow beyond the ledger; `unknown` while the services that know do not answer. */
export type FlowFacts =
  | { state: 'unknown' }
  | { state: 'removed' }
  | { state: 'known'; isEnabled: boolean; brokenConnection: { displayTitle: string } | null };

export interface FlowRef {
  flowId: FlowId;
  organizationId: string;
}

/** Flows and their connections, as the other services know them. */
@Injectable()
export class FlowService {
  constructor(private readonly client: ContractClient) {}

  /** @throws AppError `flow.not_found` */
  get(flowId: FlowId, context: MessageContext): Promise<Flow> {
    return this.client.call(flowGet, { flowId }, context);
  }

  /** Undefined: the flow was removed. */
  async find(flowId: FlowId, context: MessageContext): Promise<Flow | undefined> {
    try {
      return await this.get(flowId, context);
    } catch (error: unknown) {
      if (isCode(error, 'flow.not_found')) return undefined;
      throw error;
    }
  }

  /**
   * A flow that can be run.
   *
   * @throws AppError `connection.needs_attention` when a person must correct one of its connections first
   */
  async getRunnable(flowId: FlowId, context: MessageContext): Promise<Flow> {
    const flow = await this.get(flowId, context);
    const broken = (await this.connections(flow, context)).find(({ state }) => state === 'needs_attention');
    if (!broken) return flow;
    const { id: connectionId, displayTitle: connection } = broken;
    throw new AppError('connection.needs_attention', `The connection "${connection}" needs attention.`, {
      details: { connectionId, connection },
      reason: broken.reason ?? reason('flows.connection_needs_attention', { connection }),
    });
  }

  connection(connectionId: ConnectionId, context: MessageContext): Promise<Connection> {
    return this.client.call(connectionGet, { connectionId }, context);
  }

  /** What keeps a flow from running. A flow or connection that was removed is an answer too. */
  async facts(flowId: FlowId, context: MessageContext): Promise<FlowFacts> {
    try {
      const flow = await this.find(flowId, context);
      if (!flow) return { state: 'removed' };
      const connections = await this.connections(flow, context, { skipsMissing: true });
      const broken = connections.find(({ state }) => state === 'needs_attention');
      return { state: 'known', isEnabled: flow.isEnabled, brokenConnection: broken ?? null };
    } catch (error: unknown) {
      if (isCode(error, 'service.unavailable')) return { state: 'unknown' };
      throw error;
    }
  }

  private async connections(
    { sourceConnectionId, targetConnectionId }: Flow,
    context: MessageContext,
    options: { skipsMissing?: boolean } = {},
  ): Promise<Connection[]> {
    const found = await Promise.all(
      [sourceConnectionId, targetConnectionId].map((connectionId) =>
        this.connection(connectionId, context).catch((error: unknown) => {
          if (options.skipsMissing && isCode(error, 'connection.not_found')) return undefined;
          throw error;
        }),
      ),
    );
    return found.filter((connection) => connection !== undefined);
  }
}

function isCode(error: unknown, code: AppError['code']): boolean {
  return error instanceof AppError && error.code === code;
}

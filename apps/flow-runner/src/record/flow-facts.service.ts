import { Injectable } from '@nestjs/common';
import {
  AppError,
  connectionGet,
  flowGet,
  type Connection,
  type Flow,
  type FlowId,
  type MessageContext,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import type { FlowFacts } from './explain.js';

/** Asks the other services what keeps a flow from running. A flow or connection that is gone is an answer too. */
@Injectable()
export class FlowFactsService {
  constructor(private readonly client: ContractClient) {}

  async of(flowId: FlowId, context: MessageContext): Promise<FlowFacts> {
    try {
      const flow = await this.client.call(flowGet, { flowId }, context);
      const broken = (await this.connections(flow, context)).find(({ state }) => state === 'needs_attention');
      const { isEnabled } = flow;
      const brokenConnection = broken ? { displayTitle: broken.displayTitle, reason: broken.reason } : null;
      return { state: 'known', isEnabled, brokenConnection };
    } catch (error: unknown) {
      if (isCode(error, 'flow.not_found')) return { state: 'removed' };
      if (isCode(error, 'service.unavailable')) return { state: 'unknown' };
      throw error;
    }
  }

  private async connections(flow: Flow, context: MessageContext): Promise<Connection[]> {
    const found = await Promise.all(
      [flow.sourceConnectionId, flow.targetConnectionId].map((connectionId) =>
        this.client.call(connectionGet, { connectionId }, context).catch((error: unknown) => {
          if (isCode(error, 'connection.not_found')) return undefined;
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

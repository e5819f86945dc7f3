import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ConnectionId,
  type Flow,
  type FlowDefinition,
  type FlowId,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
  type flowVersionList,
  type scheduledFlowList,
} from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import { authorOf } from '../author.js';
import { Offer } from '../offer/offer.service.js';
import { changeFlow, type FlowChange } from './flow.js';
import { FlowRepository } from './flow.repository.js';

@Injectable()
export class FlowService {
  constructor(
    private readonly database: Database,
    private readonly flows: FlowRepository,
    private readonly offer: Offer,
    private readonly outbox: Outbox,
  ) {}

  get(flowId: FlowId, { organizationId }: MessageContext): Promise<Flow> {
    return this.database.forOrganization(organizationId, async (transaction) =>
      found(await this.flows.find(transaction, flowId)),
    );
  }

  /** The definition is asked for before the transaction: no database connection is held during a remote call. */
  async update(flowId: FlowId, change: FlowChange, context: MessageContext): Promise<Flow> {
    const definition = await this.definitionOf(await this.get(flowId, context), context);
    const updated = await this.database.forOrganization(context.organizationId, async (transaction) => {
      const before = found(await this.flows.findForChange(transaction, flowId));
      const onceKnown = await this.flows.listSettingNames(transaction, flowId);
      const flow = changeFlow(before, change, { definition, onceKnown });
      await this.flows.save(transaction, flow, authorOf(context));
      const data = { flowId, integrationId: flow.integrationId, isRemoved: false };
      await this.outbox.addEvents(transaction, context.organizationId, [
        { type: 'settings.v1.flow.changed', subject: flowId, data },
      ]);
      return flow;
    });
    this.outbox.nudge();
    return updated;
  }

  listVersions(
    request: ParsedRequestOf<typeof flowVersionList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof flowVersionList>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      found(await this.flows.find(transaction, request.flowId));
      return this.flows.listVersions(transaction, request);
    });
  }

  async listScheduled(page: { after?: FlowId; limit: number }): Promise<ReplyOf<typeof scheduledFlowList>> {
    const items = await this.database.asSystem((transaction) => this.flows.listScheduled(transaction, page));
    return { items, next: items.length === page.limit ? (items.at(-1)?.flowId ?? null) : null };
  }

  private async definitionOf(flow: Flow, context: MessageContext): Promise<FlowDefinition> {
    const pair: [ConnectionId, ConnectionId] = [flow.sourceConnectionId, flow.targetConnectionId];
    const { packages } = await this.offer.forConnections(pair, context);
    const definition = packages.find(({ id }) => id === flow.packageId)?.flows.find(({ key }) => key === flow.key);
    if (definition) return definition;
    throw new AppError(
      'flow_definition.not_found',
      `"${flow.title}" is no longer offered for these applications, so it cannot be changed. Remove its package.`,
    );
  }
}

function found(flow: Flow | undefined): Flow {
  if (!flow)
    throw new AppError(
      'flow.not_found',
      'There is no such flow. It may have been removed with its package; reload the page.',
    );
  return flow;
}

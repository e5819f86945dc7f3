import { Injectable } from '@nestjs/common';
import { flowIdSchema, type Flow, type Integration, type MessageContext } from '@koppel/contracts';
import { Outbox } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { authorOf } from '../author.js';
import { distinctDefaults } from '../flow/distinct-settings.js';
import { createFlow } from '../flow/flow.js';
import { FlowRepository } from '../flow/flow.repository.js';
import type { OfferForChange } from '../offer/offer.service.js';
import type { FlowsChange, IntegrationCore } from './integration.js';

/** New flows fire by this zone's clock until a person chooses another. */
const defaultTimeZone = 'Europe/Amsterdam';

/** The flows of an integration, made and removed with the event that tells of it. */
@Injectable()
export class IntegrationFlows {
  constructor(
    private readonly flows: FlowRepository,
    private readonly outbox: Outbox,
  ) {}

  async withFlows(transaction: EntityManager, integration: IntegrationCore): Promise<Integration> {
    return { ...integration, flows: await this.flows.listOfIntegrations(transaction, [integration.id]) };
  }

  async withFlowsOfEach(transaction: EntityManager, integrations: readonly IntegrationCore[]): Promise<Integration[]> {
    const ids = integrations.map(({ id }) => id);
    const flows = await this.flows.listOfIntegrations(transaction, ids);
    return integrations.map((integration) => ({
      ...integration,
      flows: flows.filter(({ integrationId }) => integrationId === integration.id),
    }));
  }

  /** Removes what is gone before it makes what is new: a flow may have moved to another package under the same key. */
  async change(
    transaction: EntityManager,
    {
      integration,
      change,
      offered,
      context,
    }: {
      integration: IntegrationCore;
      change: FlowsChange;
      offered: OfferForChange;
      context: MessageContext;
    },
  ): Promise<void> {
    await this.remove(transaction, change.removed, context);
    if (change.added.length > 0) await this.flows.lockNewFlows(transaction, context.organizationId);
    const added: Flow[] = [];
    for (const { packageId, definition } of change.added) {
      const flow = createFlow({
        id: flowIdSchema.parse(randomUUID()),
        integrationId: integration.id,
        packageId,
        definition,
        connectionByApplication: offered.connectionByApplication,
        timeZone: defaultTimeZone,
      });
      const connectionIds = offered.connectionsToAccountOf(flow.targetConnectionId);
      const siblings = await this.flows.listSiblings(transaction, flow, connectionIds);
      added.push({ ...flow, settings: distinctDefaults(definition, siblings) });
    }
    for (const flow of added) await this.flows.save(transaction, flow, authorOf(context));
    await this.tellChanged(transaction, context, { flows: added, isRemoved: false });
  }

  async remove(transaction: EntityManager, flows: readonly Flow[], context: MessageContext): Promise<void> {
    await this.flows.remove(
      transaction,
      flows.map(({ id }) => id),
    );
    await this.tellChanged(transaction, context, { flows, isRemoved: true });
  }

  private tellChanged(
    transaction: EntityManager,
    { organizationId }: MessageContext,
    { flows, isRemoved }: { flows: readonly Flow[]; isRemoved: boolean },
  ): Promise<void> {
    return this.outbox.addEvents(
      transaction,
      organizationId,
      flows.map(({ id, integrationId }) => ({
        type: 'settings.v1.flow.changed',
        subject: id,
        data: { flowId: id, integrationId, isRemoved },
      })),
    );
  }
}

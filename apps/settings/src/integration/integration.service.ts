import { Injectable } from '@nestjs/common';
import {
  AppError,
  flowIdSchema,
  integrationIdSchema,
  type ConnectionId,
  type Flow,
  type Integration,
  type IntegrationId,
  type MessageContext,
  type ParsedRequestOf,
  type integrationCreate,
  type integrationUpdate,
} from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { createFlow } from '../flow/flow.js';
import { FlowRepository } from '../flow/flow.repository.js';
import { nameOf } from '../flow/flow.service.js';
import { Offer, type OfferedPackages } from '../offer.js';
import { changePackages, type IntegrationCore, type PackageChange } from './integration.js';
import { IntegrationRepository } from './integration.repository.js';

/** New flows fire by this zone's clock until a person chooses another. */
const defaultTimeZone = 'Europe/Amsterdam';

@Injectable()
export class IntegrationService {
  constructor(
    private readonly database: Database,
    private readonly integrations: IntegrationRepository,
    private readonly flows: FlowRepository,
    private readonly offer: Offer,
    private readonly outbox: Outbox,
  ) {}

  async create(request: ParsedRequestOf<typeof integrationCreate>, context: MessageContext): Promise<Integration> {
    const offered = await this.offer.forConnections(request.connectionIds, context);
    const now = new Date().toISOString();
    const integration: IntegrationCore = {
      id: integrationIdSchema.parse(randomUUID()),
      title: request.title,
      connectionIds: request.connectionIds,
      packageIds: [...new Set(request.packageIds)],
      createdAt: now,
      updatedAt: now,
    };
    const change = changePackages(integration.packageIds, [], offered.packages);
    return this.write(context, async (transaction) => {
      await this.integrations.save(transaction, integration, context.organizationId);
      await this.applyPackages(transaction, { integration, change, offered, context });
      return this.withFlows(transaction, integration);
    });
  }

  list(connectionId: ConnectionId | undefined, { organizationId }: MessageContext): Promise<Integration[]> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const integrations = await this.integrations.list(transaction, connectionId);
      const flows = await this.flows.listOfIntegrations(
        transaction,
        integrations.map(({ id }) => id),
      );
      return integrations.map((integration) => ({
        ...integration,
        flows: flows.filter((flow) => flow.integrationId === integration.id),
      }));
    });
  }

  get(integrationId: IntegrationId, { organizationId }: MessageContext): Promise<Integration> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      return this.withFlows(transaction, found(await this.integrations.find(transaction, integrationId)));
    });
  }

  async update(
    { integrationId, ...change }: ParsedRequestOf<typeof integrationUpdate>,
    context: MessageContext,
  ): Promise<Integration> {
    const before = await this.get(integrationId, context);
    const offered = change.packageIds ? await this.offer.forConnections(before.connectionIds, context) : undefined;
    return this.write(context, async (transaction) => {
      const core = found(await this.integrations.find(transaction, integrationId));
      const packageIds = [...new Set(change.packageIds ?? core.packageIds)];
      const integration = {
        ...core,
        title: change.title ?? core.title,
        packageIds,
        updatedAt: new Date().toISOString(),
      };
      await this.integrations.save(transaction, integration, context.organizationId);
      if (offered) {
        const flows = await this.flows.listOfIntegrations(transaction, [integrationId]);
        await this.applyPackages(transaction, {
          integration,
          change: changePackages(packageIds, flows, offered.packages),
          offered,
          context,
        });
      }
      return this.withFlows(transaction, integration);
    });
  }

  async remove(integrationId: IntegrationId, context: MessageContext): Promise<void> {
    await this.write(context, async (transaction) => {
      found(await this.integrations.find(transaction, integrationId));
      const flows = await this.flows.listOfIntegrations(transaction, [integrationId]);
      await this.tellChanged(transaction, context, { flows, isRemoved: true });
      await this.integrations.remove(transaction, integrationId);
    });
  }

  private async applyPackages(
    transaction: EntityManager,
    {
      integration,
      change,
      offered,
      context,
    }: { integration: IntegrationCore; change: PackageChange; offered: OfferedPackages; context: MessageContext },
  ): Promise<void> {
    const author = { organizationId: context.organizationId, changedBy: nameOf(context), changedAt: new Date() };
    const added = change.added.flatMap(({ id: packageId, flows }) =>
      flows.map((definition) =>
        createFlow({
          id: flowIdSchema.parse(randomUUID()),
          integrationId: integration.id,
          packageId,
          definition,
          connectionByApplication: offered.connectionByApplication,
          timeZone: defaultTimeZone,
        }),
      ),
    );
    for (const flow of added) await this.flows.save(transaction, flow, author);
    await this.flows.remove(
      transaction,
      change.removedFlows.map(({ id }) => id),
    );
    await this.tellChanged(transaction, context, { flows: change.removedFlows, isRemoved: true });
    await this.tellChanged(transaction, context, { flows: added, isRemoved: false });
  }

  private tellChanged(
    transaction: EntityManager,
    { organizationId }: MessageContext,
    { flows, isRemoved }: { flows: Flow[]; isRemoved: boolean },
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

  private async withFlows(transaction: EntityManager, integration: IntegrationCore): Promise<Integration> {
    return { ...integration, flows: await this.flows.listOfIntegrations(transaction, [integration.id]) };
  }

  private async write<T>(
    { organizationId }: MessageContext,
    work: (transaction: EntityManager) => Promise<T>,
  ): Promise<T> {
    const result = await this.database.forOrganization(organizationId, work);
    this.outbox.nudge();
    return result;
  }
}

function found(integration: IntegrationCore | undefined): IntegrationCore {
  if (!integration)
    throw new AppError(
      'integration.not_found',
      'There is no such integration. It may have been deleted; go back to the list.',
    );
  return integration;
}

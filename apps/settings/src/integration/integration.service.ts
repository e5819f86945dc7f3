import { Injectable } from '@nestjs/common';
import {
  integrationIdSchema,
  type Integration,
  type IntegrationId,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
  type integrationCreate,
  type integrationList,
  type integrationUpdate,
} from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Offer } from '../offer/offer.service.js';
import { changePackages, foundIntegration, type IntegrationCore } from './integration.js';
import { IntegrationFlows } from './integration-flows.service.js';
import { IntegrationRepository, integrationsByCreation } from './integration.repository.js';

@Injectable()
export class IntegrationService {
  constructor(
    private readonly database: Database,
    private readonly integrations: IntegrationRepository,
    private readonly flows: IntegrationFlows,
    private readonly offer: Offer,
    private readonly outbox: Outbox,
  ) {}

  async create(request: ParsedRequestOf<typeof integrationCreate>, context: MessageContext): Promise<Integration> {
    const offered = await this.offer.forChange(request.connectionIds, context);
    const now = new Date().toISOString();
    const integration: IntegrationCore = {
      id: integrationIdSchema.parse(randomUUID()),
      title: request.title,
      connectionIds: request.connectionIds,
      packageIds: [...new Set(request.packageIds)],
      createdAt: now,
      updatedAt: now,
    };
    return this.write(context, async (transaction) => {
      await this.integrations.save(transaction, integration, context.organizationId);
      await this.flows.change(transaction, {
        integration,
        change: changePackages(integration.packageIds, [], offered.packages),
        offered,
        context,
      });
      return this.flows.withFlows(transaction, integration);
    });
  }

  list(
    request: ParsedRequestOf<typeof integrationList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof integrationList>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = await this.flows.withFlowsOfEach(transaction, await this.integrations.list(transaction, request));
      return integrationsByCreation.page(rows, request.limit, {
        toItem: (row) => row,
        cursorOf: ({ createdAt, id }) => [createdAt, id],
      });
    });
  }

  get(integrationId: IntegrationId, { organizationId }: MessageContext): Promise<Integration> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      return this.flows.withFlows(
        transaction,
        foundIntegration(await this.integrations.find(transaction, integrationId)),
      );
    });
  }

  async update(
    { integrationId, ...change }: ParsedRequestOf<typeof integrationUpdate>,
    context: MessageContext,
  ): Promise<Integration> {
    const before = await this.get(integrationId, context);
    const offered = change.packageIds ? await this.offer.forChange(before.connectionIds, context) : undefined;
    return this.write(context, async (transaction) => {
      const core = foundIntegration(await this.integrations.findForChange(transaction, integrationId));
      const packageIds = [...new Set(change.packageIds ?? core.packageIds)];
      const integration = {
        ...core,
        title: change.title ?? core.title,
        packageIds,
        updatedAt: new Date().toISOString(),
      };
      await this.integrations.save(transaction, integration, context.organizationId);
      if (offered) {
        const { flows } = await this.flows.withFlows(transaction, core);
        await this.flows.change(transaction, {
          integration,
          change: changePackages(packageIds, flows, offered.packages),
          offered,
          context,
        });
      }
      return this.flows.withFlows(transaction, integration);
    });
  }

  async remove(integrationId: IntegrationId, context: MessageContext): Promise<void> {
    await this.write(context, async (transaction) => {
      const core = foundIntegration(await this.integrations.findForChange(transaction, integrationId));
      const { flows } = await this.flows.withFlows(transaction, core);
      await this.flows.remove(transaction, flows, context);
      await this.integrations.remove(transaction, integrationId);
    });
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

import { Injectable } from '@nestjs/common';
import type { Integration, IntegrationId, MessageContext, PackageUpdate } from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import { foundIntegration } from '../integration/integration.js';
import { IntegrationFlows } from '../integration/integration-flows.service.js';
import { IntegrationRepository } from '../integration/integration.repository.js';
import { Offer } from '../offer/offer.service.js';
import { changeOfPackage, packageUpdates } from './package-update.js';

/** Takes over what a newer catalog changed in packages that were chosen before. */
@Injectable()
export class PackageUpdateService {
  constructor(
    private readonly database: Database,
    private readonly integrations: IntegrationRepository,
    private readonly flows: IntegrationFlows,
    private readonly offer: Offer,
    private readonly outbox: Outbox,
  ) {}

  async list(integrationId: IntegrationId, context: MessageContext): Promise<PackageUpdate[]> {
    const integration = await this.find(integrationId, context);
    const { packages } = await this.offer.forConnections(integration.connectionIds, context);
    return packageUpdates(integration, packages);
  }

  async apply(
    { integrationId, packageId }: { integrationId: IntegrationId; packageId: string },
    context: MessageContext,
  ): Promise<Integration> {
    const before = await this.find(integrationId, context);
    const offered = await this.offer.forChange(before.connectionIds, context);
    const updated = await this.database.forOrganization(context.organizationId, async (transaction) => {
      const core = foundIntegration(await this.integrations.findForChange(transaction, integrationId));
      const change = changeOfPackage(packageId, await this.flows.withFlows(transaction, core), offered.packages);
      const isOffered = offered.packages.some(({ id }) => id === packageId);
      const integration = {
        ...core,
        packageIds: core.packageIds.filter((id) => id !== packageId || isOffered),
        updatedAt: new Date().toISOString(),
      };
      await this.integrations.save(transaction, integration, context.organizationId);
      await this.flows.change(transaction, { integration, change, offered, context });
      return this.flows.withFlows(transaction, integration);
    });
    this.outbox.nudge();
    return updated;
  }

  private find(integrationId: IntegrationId, { organizationId }: MessageContext): Promise<Integration> {
    return this.database.forOrganization(organizationId, async (transaction) =>
      this.flows.withFlows(transaction, foundIntegration(await this.integrations.find(transaction, integrationId))),
    );
  }
}

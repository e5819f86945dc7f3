import { Injectable, Logger } from '@nestjs/common';
import type { Flow, Integration, MessageContext, Package } from '@koppel/contracts';
import { withoutObsolete } from '../flow/settings.js';
import { Offer } from './offer.service.js';

/** The catalog changes only when Koppel is updated; a page asks for many flows at once. */
const rememberMs = 10_000;
const rememberedPairs = 1_000;

/**
 * Leaves out of what people see the settings that the catalog knows no more. Services get a flow as it is stored: a run
 * must not wait for the catalog, and connectors pass over what they do not know.
 */
@Injectable()
export class CurrentSettings {
  private readonly logger = new Logger('CurrentSettings');
  private readonly offered = new Map<string, { packages: Promise<Package[] | undefined>; until: number }>();

  constructor(private readonly offer: Offer) {}

  async ofFlow(flow: Flow, context: MessageContext): Promise<Flow> {
    const isBare = Object.keys(flow.settings).length === 0;
    if (isBare || context.actor.kind === 'service') return flow;
    const packages = await this.packagesFor(flow, context);
    const definition = packages?.find(({ id }) => id === flow.packageId)?.flows.find(({ key }) => key === flow.key);
    return definition ? { ...flow, settings: withoutObsolete(flow.settings, definition) } : flow;
  }

  async ofIntegration(integration: Integration, context: MessageContext): Promise<Integration> {
    return { ...integration, flows: await Promise.all(integration.flows.map((flow) => this.ofFlow(flow, context))) };
  }

  private packagesFor(
    { sourceConnectionId, targetConnectionId }: Flow,
    context: MessageContext,
  ): Promise<Package[] | undefined> {
    const key = `${context.organizationId} ${sourceConnectionId} ${targetConnectionId}`;
    const known = this.offered.get(key);
    if (known && known.until > Date.now()) return known.packages;
    const packages = this.offer.forConnections([sourceConnectionId, targetConnectionId], context).then(
      (offered) => offered.packages,
      (error: unknown) => {
        this.offered.delete(key);
        this.logger.debug({ err: error }, 'the catalog could not be asked; settings are shown as they are stored');
        return undefined;
      },
    );
    if (this.offered.size >= rememberedPairs) this.offered.clear();
    this.offered.set(key, { packages, until: Date.now() + rememberMs });
    return packages;
  }
}

import { Injectable } from '@nestjs/common';
import {
  AppError,
  connectionGet,
  packageList,
  type ConnectionId,
  type MessageContext,
  type Package,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';

export interface OfferedPackages {
  packages: Package[];
  /** Which connection stands for which application. */
  connectionByApplication: Record<string, ConnectionId>;
}

/** What the catalog offers for two connections. */
@Injectable()
export class Offer {
  constructor(private readonly client: ContractClient) {}

  /** @throws AppError `connection.not_found`, `integration.connections_unsuitable` */
  async forConnections(
    [one, other]: readonly [ConnectionId, ConnectionId],
    context: MessageContext,
  ): Promise<OfferedPackages> {
    const [first, second] = await Promise.all([
      this.client.call(connectionGet, { connectionId: one }, context),
      this.client.call(connectionGet, { connectionId: other }, context),
    ]);
    const { items } = await this.client.call(
      packageList,
      { applicationIds: [first.applicationId, second.applicationId] },
      context,
    );
    if (items.length === 0) {
      throw new AppError(
        'integration.connections_unsuitable',
        `"${first.displayTitle}" and "${second.displayTitle}" have nothing to exchange. Choose an accounting and a webshop.`,
      );
    }
    return {
      packages: items,
      connectionByApplication: { [first.applicationId]: first.id, [second.applicationId]: second.id },
    };
  }
}

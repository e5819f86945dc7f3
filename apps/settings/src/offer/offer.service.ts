import { Injectable } from '@nestjs/common';
import {
  AppError,
  connectionGet,
  connectionList,
  packageList,
  type Connection,
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

/** What is offered, and who else could write where its flows write. */
export interface OfferForChange extends OfferedPackages {
  /** All connections of the organization to the account of a connection, itself too. */
  connectionsToAccountOf(connectionId: ConnectionId): ConnectionId[];
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

  /** For making or changing flows. @throws AppError as `forConnections` */
  async forChange(
    connectionIds: readonly [ConnectionId, ConnectionId],
    context: MessageContext,
  ): Promise<OfferForChange> {
    const [offered, { items }] = await Promise.all([
      this.forConnections(connectionIds, context),
      this.client.call(connectionList, {}, context),
    ]);
    return {
      ...offered,
      connectionsToAccountOf: (connectionId) => {
        const own = items.find(({ id }) => id === connectionId);
        const isSame = ({ id, applicationId, account }: Connection) =>
          id === connectionId ||
          (account !== undefined && account === own?.account && applicationId === own.applicationId);
        return items.filter(isSame).map(({ id }) => id);
      },
    };
  }
}

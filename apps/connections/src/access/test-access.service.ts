import { Injectable } from '@nestjs/common';
import type { Connector } from '@koppel/connector-sdk';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { notAuthorized } from './access.errors.js';
import { GrantRepository } from './grant.repository.js';

/** Makes the access of a connection ready to be tested. */
@Injectable()
export class TestAccess {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
  ) {}

  /** @throws AppError `connection.not_authorized` for a connection that nobody authorised yet. */
  async prepare(connection: Connection, connector: Connector): Promise<void> {
    await this.connections.transaction(connection.organizationId, async (transaction) => {
      const grant = await this.grants.find(transaction, connection.id);
      if (connector.authentication.kind === 'oauth2' && !grant?.sealedAccess)
        throw notAuthorized(connection, connector.name);
      // A log-in that was refused is tried again: the test is how a person finds out whether it works now.
      if (connector.authentication.kind === 'session' && grant?.isLost)
        await this.grants.drop(transaction, connection.id);
    });
  }
}

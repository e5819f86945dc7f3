import { Injectable } from '@nestjs/common';
import { ConnectorFailure, type AccessProvider, type Connector } from '@koppel/connector-sdk';
import { AppError } from '@koppel/contracts';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { notAuthorized } from './access.errors.js';
import { AccessService } from './access.service.js';
import { GrantRepository } from './grant.repository.js';

/** Access for a connection test. */
@Injectable()
export class TestAccess {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly access: AccessService,
  ) {}

  /** @throws AppError `connection.not_authorized` for a connection that nobody authorised yet. */
  async prepare(connection: Connection, connector: Connector): Promise<void> {
    await this.connections.transaction(connection.organizationId, async (transaction) => {
      const grant = await this.grants.find(transaction, connection.id);
      if (connector.authorization.kind === 'oauth2' && !grant?.sealedAccess)
        throw notAuthorized(connection, connector.name);
      // A log-in that was refused is tried again: the test is how a person finds out whether it works now.
      if (connector.authorization.kind === 'session' && grant?.isLost)
        await this.grants.drop(transaction, connection.id);
    });
  }

  providerOf({ organizationId, id: connectionId }: Connection, connector: Connector): AccessProvider {
    const get = async (refusedEpoch?: number) => {
      try {
        return await this.access.get({ organizationId, connectionId, refusedEpoch, isTest: true });
      } catch (error: unknown) {
        throw toFailure(error, connector.name);
      }
    };
    return { current: () => get(), renew: (refusedEpoch) => get(refusedEpoch) };
  }
}

/** Connectors know only their own kind of failure. */
function toFailure(cause: unknown, application: string): unknown {
  if (!(cause instanceof AppError)) return cause;
  if (cause.code === 'connection.application_down')
    return new ConnectorFailure('application_down', cause.message, { cause });
  if (cause.code === 'connection.needs_attention') {
    return new ConnectorFailure(
      'permission',
      `${application} refuses the access of this connection. ${cause.message}`,
      { cause },
    );
  }
  return cause;
}

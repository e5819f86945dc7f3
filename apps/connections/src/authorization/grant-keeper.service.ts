import { Injectable } from '@nestjs/common';
import type { OAuth2Authentication, Secrets } from '@koppel/connector-sdk';
import { connectionIdSchema, type ConnectionId, type Reason } from '@koppel/contracts';
import { accessOf } from '../access/access-issuer.service.js';
import { AccessSeal } from '../access/access-seal.service.js';
import { GrantRepository } from '../access/grant.repository.js';
import type { TokenAnswer } from '../access/token-endpoint.service.js';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import type { Attempt } from './attempt.js';
import { stateInvalid } from './attempts.service.js';

/** Stores what an authorisation brought. */
@Injectable()
export class GrantKeeper {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly seal: AccessSeal,
  ) {}

  read(organizationId: string, connectionId: ConnectionId): Promise<Connection> {
    return this.connections.read(organizationId, connectionId);
  }

  openSecrets(connection: Connection): Promise<Secrets> {
    return this.seal.openSecrets(connection);
  }

  /** @throws AppError `authorization.state_invalid` when the connection was changed in the meantime. */
  async keep(attempt: Attempt, authentication: OAuth2Authentication, answer: TokenAnswer): Promise<void> {
    const connectionId = connectionIdSchema.parse(attempt.connectionId);
    const connection = await this.connections.read(attempt.organizationId, connectionId);
    const { organizationId } = connection;
    const access = await this.seal.seal(connection, accessOf(authentication, answer));
    await this.connections.transaction(organizationId, async (transaction) => {
      const locked = await this.connections.lock(transaction, connectionId);
      if (locked.credentialsVersion !== attempt.credentialsVersion) throw stateInvalid('edited');
      await this.grants.replace(transaction, { organizationId, connectionId }, access);
      await this.connections.happen(transaction, connectionId, { type: 'granted' });
    });
  }

  async refuse({ organizationId, connectionId }: Attempt, why: { reason: Reason; advice?: Reason }): Promise<void> {
    await this.connections.transaction(organizationId, (transaction) =>
      this.connections.happen(transaction, connectionIdSchema.parse(connectionId), { type: 'grant_refused', ...why }),
    );
  }
}

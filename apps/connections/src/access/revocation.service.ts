import { Injectable, Logger } from '@nestjs/common';
import { Applications } from '../applications/applications.js';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import { AccessSeal } from './access-seal.service.js';
import type { Grant } from './grant.js';
import { GrantRepository } from './grant.repository.js';
import { TokenEndpointService } from './token-endpoint.service.js';

const budgetMs = 5_000;

/** Gives grants back to the applications that gave them. */
@Injectable()
export class RevocationService {
  private readonly logger = new Logger('RevocationService');

  constructor(
    private readonly applications: Applications,
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly seal: AccessSeal,
    private readonly endpoint: TokenEndpointService,
  ) {}

  /**
   * Takes back what was granted by log-in to the connections of an organization, and forgets it. Each application is asked
   * once. Ends early after some seconds; asked again it goes on.
   */
  async revokeAll(organizationId: string): Promise<{ isDone: boolean; notRevoked: number }> {
    const endsAtMs = performance.now() + budgetMs;
    let notRevoked = 0;
    for (const connection of await this.connections.list(organizationId, undefined)) {
      const grant = await this.connections.transaction(organizationId, (transaction) =>
        this.grants.find(transaction, connection.id),
      );
      if (!grant || (grant.sealedAccess === null && grant.sealedRefreshToken === null)) continue;
      if (performance.now() > endsAtMs) return { isDone: false, notRevoked };
      if (!(await this.revoke(connection, grant))) notRevoked += 1;
      await this.connections.transaction(organizationId, (transaction) => this.grants.drop(transaction, connection.id));
    }
    return { isDone: true, notRevoked };
  }

  /** False: it works at the application until it ends by itself. */
  private async revoke(connection: Connection, grant: Grant): Promise<boolean> {
    const { id: connectionId, organizationId, applicationId, fields } = connection;
    const connector = this.applications.find(applicationId);
    if (connector?.authentication.kind !== 'oauth2') return true;
    const { authentication } = connector;
    const revokeUrl = authentication.revokeUrl?.(fields, this.applications.hostOf(applicationId));
    try {
      const { secrets, refreshToken } = await this.seal.openForRenewal(connection, grant);
      if (revokeUrl === undefined || refreshToken === null) return false;
      await this.endpoint.revoke({
        ...{ application: connector.name, revokeUrl, token: refreshToken },
        clientAuthentication: authentication.clientAuthentication,
        clientId: String(fields[authentication.clientIdField] ?? ''),
        clientSecret: secrets[authentication.clientSecretField] ?? '',
      });
      return true;
    } catch (error: unknown) {
      this.logger.warn({ err: error, connectionId, organizationId }, 'an application did not take its grant back');
      return false;
    }
  }
}

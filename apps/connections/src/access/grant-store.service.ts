import { Injectable } from '@nestjs/common';
import type { Connection } from '../connection/connection.js';
import { ConnectionRepository } from '../connection/connection.repository.js';
import type { Grant, RenewalRules } from './grant.js';
import { GrantRepository } from './grant.repository.js';
import { Renewal } from './renewal.service.js';

/** A connection's grant as it stands now, and its renewal. */
@Injectable()
export class GrantStore {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly renewal: Renewal,
  ) {}

  /** Both in one transaction, so that they belong together. */
  read({ id, organizationId }: Connection): Promise<{ connection: Connection; grant: Grant }> {
    return this.connections.transaction(organizationId, async (transaction) => ({
      connection: await this.connections.get(transaction, id),
      grant:
        (await this.grants.find(transaction, id)) ??
        (await this.grants.findOrAdd(transaction, { organizationId, connectionId: id })),
    }));
  }

  renew(connection: Connection, grant: Grant, rules: RenewalRules): Promise<boolean> {
    return this.renewal.renew(connection, grant, rules);
  }
}

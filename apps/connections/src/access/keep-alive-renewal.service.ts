import { Injectable } from '@nestjs/common';
import type { ConnectionId } from '@koppel/contracts';
import { ConnectionRepository } from '../connection/connection.repository.js';
import type { RenewalRules } from './grant.js';
import { GrantStore } from './grant-store.service.js';

/** Renews one unused grant, and says in the connection's state when that does not work. */
@Injectable()
export class KeepAliveRenewal {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly store: GrantStore,
  ) {}

  async renew(due: {
    application: string;
    organizationId: string;
    connectionId: ConnectionId;
    rules: RenewalRules;
    diesAt: Date;
  }): Promise<void> {
    const { organizationId, connectionId } = due;
    const connection = await this.connections.read(organizationId, connectionId);
    const { grant } = await this.store.read(connection);
    await this.store.renew(connection, grant, due.rules);
    const { grant: now } = await this.store.read(connection);
    if (now.epoch > grant.epoch || now.isLost || now.failures === 0) return;
    const reason =
      `${due.application} did not renew Koppel's access, which ends on ${due.diesAt.toISOString().slice(0, 10)} when it stays unused. ` +
      `Koppel goes on trying; if this still stands here in a day, check that ${due.application} can be reached.`;
    await this.connections.transaction(organizationId, (transaction) =>
      this.connections.happen(transaction, connectionId, { type: 'renewal_troubled', reason }),
    );
  }
}

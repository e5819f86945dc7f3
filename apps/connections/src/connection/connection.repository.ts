import { Injectable } from '@nestjs/common';
import type { Fields } from '@koppel/connector-sdk';
import { AppError, type ApplicationId, type ConnectionId } from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import { isDeepStrictEqual } from 'node:util';
import { In, type EntityManager } from 'typeorm';
import { after, type Connection, type Happening } from './connection.js';
import { ConnectionEntity, ConnectionSecretEntity } from './connection.entity.js';

export type NewConnection = Pick<
  Connection,
  'id' | 'organizationId' | 'applicationId' | 'displayTitle' | 'fields' | 'sealedSecrets'
>;

/** Stores connections; every change of their state leaves as an event of the same transaction. */
@Injectable()
export class ConnectionRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** One transaction of one organization; afterwards its events leave. */
  async transaction<T>(organizationId: string, work: (transaction: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.database.forOrganization(organizationId, work);
    this.outbox.nudge();
    return result;
  }

  /** @throws AppError `connection.not_found` */
  async get(transaction: EntityManager, id: ConnectionId): Promise<Connection> {
    const entity = await transaction.findOneBy(ConnectionEntity, { id });
    if (!entity) throw connectionNotFound(id);
    const secrets = await transaction.findBy(ConnectionSecretEntity, { connectionId: id });
    return toConnection(entity, secrets);
  }

  /** Reads in a transaction of its own. @throws AppError `connection.not_found` */
  read(organizationId: string, id: ConnectionId): Promise<Connection> {
    return this.database.forOrganization(organizationId, (transaction) => this.get(transaction, id));
  }

  list(organizationId: string, applicationId: ApplicationId | undefined): Promise<Connection[]> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const entities = await transaction.find(ConnectionEntity, {
        where: applicationId === undefined ? {} : { applicationId },
        order: { createdAt: 'ASC', id: 'ASC' },
      });
      const secrets = await transaction.findBy(ConnectionSecretEntity, {
        connectionId: In(entities.map(({ id }) => id)),
      });
      return entities.map((entity) =>
        toConnection(
          entity,
          secrets.filter(({ connectionId }) => connectionId === entity.id),
        ),
      );
    });
  }

  /** How many the organization of the transaction has; until the transaction ends, nobody else adds one. */
  async countLocked(transaction: EntityManager, organizationId: string): Promise<number> {
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('connections ' || $1, 0))`, [
      organizationId,
    ]);
    return transaction.count(ConnectionEntity);
  }

  async add(transaction: EntityManager, connection: NewConnection): Promise<Connection> {
    const { sealedSecrets, ...columns } = connection;
    await transaction.insert(ConnectionEntity, { ...columns, state: 'draft', credentialsVersion: 1 });
    await this.storeSecrets(transaction, connection);
    const stored = await this.get(transaction, connection.id);
    await this.tell(transaction, stored);
    return { ...stored, sealedSecrets };
  }

  /** Locks the row, so that two changes at once come one after the other. */
  async lock(transaction: EntityManager, id: ConnectionId): Promise<Connection> {
    const entity = await transaction.findOne(ConnectionEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!entity) throw connectionNotFound(id);
    return this.get(transaction, id);
  }

  async save(transaction: EntityManager, connection: Connection): Promise<Connection> {
    const { id, displayTitle, state, reason, advice, fields, credentialsVersion, way, testedAt } = connection;
    await transaction.save(ConnectionEntity, {
      ...{ id, displayTitle, state, reason, advice, fields, credentialsVersion, way, testedAt },
    });
    await this.storeSecrets(transaction, connection);
    await this.tell(transaction, connection);
    return this.get(transaction, id);
  }

  /** Applies what happened; stores and tells only what it changed. */
  async happen(transaction: EntityManager, id: ConnectionId, happening: Happening): Promise<Connection> {
    const before = await this.lock(transaction, id);
    const now = after(before, happening);
    return isSameState(before, now) ? before : this.save(transaction, now);
  }

  async remove(transaction: EntityManager, id: ConnectionId): Promise<void> {
    await transaction.delete(ConnectionEntity, { id });
  }

  private async storeSecrets(
    transaction: EntityManager,
    { id: connectionId, organizationId, sealedSecrets }: NewConnection,
  ): Promise<void> {
    await transaction.delete(ConnectionSecretEntity, { connectionId });
    const rows = Object.entries(sealedSecrets).map(([name, sealed]) => ({
      connectionId,
      organizationId,
      name,
      sealed,
    }));
    if (rows.length > 0) await transaction.insert(ConnectionSecretEntity, rows);
  }

  private async tell(transaction: EntityManager, { id, organizationId, state, reason }: Connection): Promise<void> {
    await this.outbox.addEvents(transaction, organizationId, [
      { type: 'connections.v1.connection.changed', subject: id, data: { connectionId: id, state, reason } },
    ]);
  }
}

function isSameState(before: Connection, now: Connection): boolean {
  const shown = ({ state, reason, advice, testedAt }: Connection) => ({ state, reason, advice, testedAt });
  return isDeepStrictEqual(shown(before), shown(now));
}

function toConnection(entity: ConnectionEntity, secrets: ConnectionSecretEntity[]): Connection {
  return {
    ...entity,
    fields: entity.fields as Fields,
    sealedSecrets: Object.fromEntries(secrets.map(({ name, sealed }) => [name, sealed])),
  };
}

export function connectionNotFound(connectionId: string): AppError {
  return new AppError(
    'connection.not_found',
    'There is no such connection in your organization; it may have been deleted. Go back to the list of connections.',
    { details: { connectionId } },
  );
}

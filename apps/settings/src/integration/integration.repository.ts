import { Injectable } from '@nestjs/common';
import { integrationSchema, type ConnectionId, type IntegrationId } from '@koppel/contracts';
import type { EntityManager } from 'typeorm';
import type { IntegrationCore } from './integration.js';
import { IntegrationRow } from './integration.entity.js';

const coreSchema = integrationSchema.omit({ flows: true });

@Injectable()
export class IntegrationRepository {
  async find(transaction: EntityManager, id: IntegrationId): Promise<IntegrationCore | undefined> {
    const row = await transaction.findOneBy(IntegrationRow, { id });
    return row ? toIntegration(row) : undefined;
  }

  /** Holds the row until the transaction ends: two changes of its packages follow each other. */
  async findForChange(transaction: EntityManager, id: IntegrationId): Promise<IntegrationCore | undefined> {
    const row = await transaction.findOne(IntegrationRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row ? toIntegration(row) : undefined;
  }

  async list(transaction: EntityManager, connectionId: ConnectionId | undefined): Promise<IntegrationCore[]> {
    const where = connectionId ? [{ firstConnectionId: connectionId }, { secondConnectionId: connectionId }] : {};
    const rows = await transaction.find(IntegrationRow, { where, order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(toIntegration);
  }

  async save(transaction: EntityManager, integration: IntegrationCore, organizationId: string): Promise<void> {
    const [firstConnectionId, secondConnectionId] = integration.connectionIds;
    const { id, title, packageIds, createdAt, updatedAt } = integration;
    const row = { id, organizationId, title, firstConnectionId, secondConnectionId, packageIds, createdAt, updatedAt };
    await transaction.upsert(IntegrationRow, row, ['id']);
  }

  async remove(transaction: EntityManager, id: IntegrationId): Promise<void> {
    await transaction.delete(IntegrationRow, { id });
  }
}

function toIntegration(row: IntegrationRow): IntegrationCore {
  return coreSchema.parse({
    ...row,
    connectionIds: [row.firstConnectionId, row.secondConnectionId],
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });
}

import { Injectable } from '@nestjs/common';
import { integrationSchema, type IntegrationId, type ParsedRequestOf, type integrationList } from '@koppel/contracts';
import { cursorPart, keyset } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { IntegrationCore } from './integration.js';
import { IntegrationRow } from './integration.entity.js';

/** The cursor of a list of integrations. */
export const integrationsByCreation = keyset(cursorPart.instant, cursorPart.uuid);

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

  /** One more than `limit` where there is a next page. */
  async list(
    transaction: EntityManager,
    { connectionId, limit, after }: ParsedRequestOf<typeof integrationList>,
  ): Promise<IntegrationCore[]> {
    const [createdAt, id] = integrationsByCreation.decode(after) ?? [];
    const query = transaction
      .createQueryBuilder(IntegrationRow, 'one')
      .orderBy('one.createdAt')
      .addOrderBy('one.id')
      .take(limit + 1);
    if (connectionId)
      query.andWhere(':connectionId in (one.firstConnectionId, one.secondConnectionId)', { connectionId });
    if (createdAt) query.andWhere('(one.createdAt, one.id) > (:createdAt, :id)', { createdAt, id });
    return (await query.getMany()).map(toIntegration);
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

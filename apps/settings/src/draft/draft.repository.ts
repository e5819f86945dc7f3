import { Injectable } from '@nestjs/common';
import {
  draftSchema,
  draftSummarySchema,
  maxListedDrafts,
  type Draft,
  type DraftId,
  type DraftSummary,
} from '@koppel/contracts';
import { LessThan, type EntityManager } from 'typeorm';
import { DraftRow } from './draft.entity.js';

const listedColumns = {
  ...{ id: true, step: true, applicationIds: true, connectionIds: true, integrationId: true },
  ...{ startedBy: true, createdAt: true, updatedAt: true },
} as const;

@Injectable()
export class DraftRepository {
  async find(transaction: EntityManager, id: DraftId): Promise<Draft | undefined> {
    const row = await transaction.findOneBy(DraftRow, { id });
    return row ? toDraft(row) : undefined;
  }

  /** Holds the row until the transaction ends, so that two changes follow each other. */
  async findForChange(transaction: EntityManager, id: DraftId): Promise<Draft | undefined> {
    const row = await transaction.findOne(DraftRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row ? toDraft(row) : undefined;
  }

  /** The one used last comes first; what was typed is not read. */
  async list(transaction: EntityManager, startedBy?: string): Promise<DraftSummary[]> {
    const rows = await transaction.find(DraftRow, {
      where: startedBy === undefined ? {} : { startedBy },
      select: listedColumns,
      order: { updatedAt: 'DESC', id: 'ASC' },
      take: maxListedDrafts,
    });
    return rows.map((row) => draftSummarySchema.parse(withInstants(row)));
  }

  async save(transaction: EntityManager, draft: Draft, organizationId: string): Promise<void> {
    await transaction.upsert(DraftRow, { ...draft, organizationId } as object, ['id']);
  }

  async remove(transaction: EntityManager, id: DraftId): Promise<void> {
    await transaction.delete(DraftRow, { id });
  }

  /** Keeps so many of a person's drafts, those used last. */
  async keepNewest(transaction: EntityManager, startedBy: string, count: number): Promise<void> {
    const tooOld = await transaction.find(DraftRow, {
      select: { id: true },
      where: { startedBy },
      order: { updatedAt: 'DESC', id: 'ASC' },
      skip: count,
    });
    if (tooOld.length > 0)
      await transaction.delete(
        DraftRow,
        tooOld.map(({ id }) => id),
      );
  }

  async removeUnusedSince(transaction: EntityManager, time: Date): Promise<void> {
    await transaction.delete(DraftRow, { updatedAt: LessThan(time) });
  }
}

function toDraft(row: DraftRow): Draft {
  return draftSchema.parse(withInstants(row));
}

function withInstants(row: DraftRow): object {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

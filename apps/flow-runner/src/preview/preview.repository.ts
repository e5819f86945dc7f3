import { Injectable } from '@nestjs/common';
import type { RunId } from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import type { DryRunProgress } from '@koppel/sync-engine';
import type { EntityManager } from 'typeorm';
import { progressedEvent } from '../run/run-events.js';
import { runColumns, toRunRecord, type RunRow } from '../run/run.repository.js';
import { LeaseLost, type RunRecord } from '../run/run.js';
import { changedRows, storableJson } from '../sql.js';
import type { PreviewResult } from './preview.js';

const perCleanUp = 500;

/** What previews found, kept for a day; and how far their runs are. */
@Injectable()
export class PreviewRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Stores how far the run of a preview is, with the result once there is one.
   *
   * @throws LeaseLost when another runner holds the run; nothing is stored then
   */
  async store(run: RunRecord, progress: DryRunProgress, result?: PreviewResult): Promise<RunRecord> {
    const stored = await this.database.forOrganization(run.organizationId, async (transaction) => {
      const after = await advance(transaction, run, progress);
      if (result) {
        await transaction.query(
          `insert into preview (run_id, organization_id, result) values ($1, $2, $3)
           on conflict (run_id) do update set result = excluded.result, created_at = now()`,
          [run.id, run.organizationId, storableJson(result)],
        );
      }
      await this.outbox.addEvents(transaction, run.organizationId, [progressedEvent(after)]);
      return after;
    });
    this.outbox.nudge();
    return stored;
  }

  async find(transaction: EntityManager, runId: RunId): Promise<PreviewResult | undefined> {
    const [row] = (await transaction.query(
      `select result from preview where run_id = $1 and created_at > now() - interval '1 day'`,
      [runId],
    )) as { result: PreviewResult }[];
    return row?.result;
  }

  /** Deletes some of those that are too old; true when there may be more. */
  async deleteOld(): Promise<boolean> {
    const rows = await this.database.asSystem((transaction) =>
      changedRows(
        transaction,
        `delete from preview where run_id in (
           select run_id from preview where created_at < now() - interval '1 day' order by created_at limit $1
         ) returning run_id`,
        [perCleanUp],
      ),
    );
    return rows.length === perCleanUp;
  }
}

/** Sets instead of adding: a preview that goes on starts again. */
async function advance(
  transaction: EntityManager,
  run: RunRecord,
  { counts, filterReasons, pages }: DryRunProgress,
): Promise<RunRecord> {
  const { read, created, updated, unchanged, filtered, failed, held } = counts;
  const [row] = await changedRows<RunRow>(
    transaction,
    `update run set read = $3, created = $4, updated = $5, unchanged = $6, filtered = $7, failed = $8, held = $9,
       filter_reasons = $10, pages = $11
     where id = $1 and fence = $2 and state = 'running' returning ${runColumns}`,
    [
      run.id,
      run.fence,
      ...[read, created, updated, unchanged, filtered, failed, held],
      storableJson(filterReasons),
      pages,
    ],
  );
  if (!row) throw new LeaseLost();
  return toRunRecord(row);
}

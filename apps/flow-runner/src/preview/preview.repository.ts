import { Injectable } from '@nestjs/common';
import type { EntityKind, RunId } from '@koppel/contracts';
import type { TargetPayload } from '@koppel/connector-sdk';
import { Database, Outbox } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { PageResult } from '../engine/page-result.js';
import { LeaseLost } from '../engine/trouble.js';
import { eventBase, type RunRecord } from '../run/run.js';
import { runColumns, toRunRecord, type RunRow } from '../run/run-row.js';
import { changedRows, storableJson } from '../sql.js';
import type { NewAttempt } from '../record/attempt.js';
import type { PreviewResult } from './preview.js';
import { sourcePlace, type WrittenForms } from './preview-records.js';

export type PreviewProgress = Pick<PageResult, 'counts' | 'filterReasons'> & { pages: number };

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
   * @throws LeaseLost when somebody else holds the run; nothing is stored then
   */
  async store(run: RunRecord, progress: PreviewProgress, result?: PreviewResult): Promise<RunRecord> {
    const stored = await this.database.forOrganization(run.organizationId, async (transaction) => {
      const after = await advance(transaction, run, progress);
      if (result) {
        await transaction.query(
          `insert into preview (run_id, organization_id, result) values ($1, $2, $3)
           on conflict (run_id) do update set result = excluded.result, created_at = now()`,
          [run.id, run.organizationId, storableJson(result)],
        );
      }
      const data = { ...eventBase(run), counts: after.counts, pages: after.pages };
      await this.outbox.addEvents(transaction, run.organizationId, [
        { type: 'flows.v1.run.progressed', subject: run.id, data },
      ]);
      return after;
    });
    this.outbox.nudge();
    return stored;
  }

  /** The forms that these records were written with last, by {@link sourcePlace}; absent where they are no longer kept. */
  writtenForms(run: RunRecord, places: readonly Pick<NewAttempt, 'entity' | 'sourceKey'>[]): Promise<WrittenForms> {
    return this.database.forOrganization(run.organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select last.* from unnest($3::text[], $4::text[]) as wanted (entity, source_key) cross join lateral (
           select entity, source_key, payloads from record_attempt
           where organization_id = $1 and flow_id = $2 and entity = wanted.entity and source_key = wanted.source_key
             and outcome in ('created', 'updated', 'unchanged')
           order by position desc limit 1
         ) as last where payloads is not null`,
        [run.organizationId, run.flowId, places.map(({ entity }) => entity), places.map(({ sourceKey }) => sourceKey)],
      )) as { entity: EntityKind; source_key: string; payloads: string }[];
      return new Map(
        rows.flatMap(({ entity, source_key: sourceKey, payloads }): [string, TargetPayload][] => {
          // The engine wrote it: the form as it was.
          const { target } = JSON.parse(payloads) as { target: TargetPayload | null };
          return target ? [[sourcePlace({ entity, sourceKey }), target]] : [];
        }),
      );
    });
  }

  async find(transaction: EntityManager, runId: RunId): Promise<PreviewResult | undefined> {
    const [row] = (await transaction.query(
      `select result from preview where run_id = $1 and created_at > now() - interval '1 day'`,
      [runId],
    )) as { result: PreviewResult }[];
    return row?.result;
  }

  /** Deletes some of those that are too old; true when there may be more. */
  async forgetOld(): Promise<boolean> {
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

/** Sets instead of adding: a preview that goes on begins anew. */
async function advance(
  transaction: EntityManager,
  run: RunRecord,
  { counts, filterReasons, pages }: PreviewProgress,
): Promise<RunRecord> {
  const { read, created, updated, unchanged, filtered, failed, held } = counts;
  const [row] = await changedRows<RunRow>(
    transaction,
    `update any_run set read = $3, created = $4, updated = $5, unchanged = $6, filtered = $7, failed = $8, held = $9,
       filter_reasons = $10, pages = $11
     where id = $1 and fence = $2 and state = 'running' returning ${runColumns}`,
    [
      run.id,
      run.fence,
      ...[read, created, updated, unchanged, filtered, failed, held],
      storableJson(Object.fromEntries(Object.entries(filterReasons).slice(0, 50))),
      pages,
    ],
  );
  if (!row) throw new LeaseLost();
  return toRunRecord(row);
}

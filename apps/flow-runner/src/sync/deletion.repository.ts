import { Inject, Injectable } from '@nestjs/common';
import { Database, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import type { FlowRef } from '../flow/flow.service.js';
import { checkFence } from '../run/run-lease.repository.js';
import type { RunRecord } from '../run/run.js';
import { ScheduleRepository } from '../schedule/schedule.repository.js';

export interface WatchedRecord {
  key: string;
  naturalKey: string;
}

/** A record that the search looks at. */
export interface SearchedRecord extends WatchedRecord {
  /** It was not at the source any more, and has an issue that ends once it is there again. */
  wasGone: boolean;
}

/** Records that changed longer ago are not asked for any more. */
const watchedFor = `interval '92 days'`;

/** What the search for records that were deleted at their source reads and stores. */
@Injectable()
export class DeletionRepository {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly database: Database,
    private readonly schedules: ScheduleRepository,
  ) {}

  /** Makes a next run search: an application said that it deleted a record. */
  async request({ organizationId, flowId }: FlowRef): Promise<void> {
    await this.database.forOrganization(organizationId, (transaction) =>
      transaction.query('update flow_cursor set deletions_requested_at = clock_timestamp() where flow_id = $1', [
        flowId,
      ]),
    );
  }

  /**
   * When the search that is due begins; undefined while the last one is not long enough ago. Deletions that were reported since wait for
   * a run of their own, all together.
   */
  startDue({ organizationId, flowId }: RunRecord): Promise<string | undefined> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const [row] = (await transaction.query(
        `select clock_timestamp()::text as now, due_at::text as due_at, is_requested, coalesce(due_at <= clock_timestamp(), true) as is_due
         from (select $1::uuid as flow_id) as flow left join lateral (
           select deletions_requested_at is not null as is_requested, deletions_checked_at + interval '1 millisecond' *
             case when deletions_requested_at is null then $2::bigint else $3::bigint end as due_at
           from flow_cursor where flow_cursor.flow_id = flow.flow_id) as search on true`,
        [flowId, this.config.DELETION_CHECK_MS, this.config.DELETION_WINDOW_MS],
      )) as { now: string; due_at: string; is_requested: boolean; is_due: boolean }[];
      if (!row || row.is_due) return row?.now;
      if (row.is_requested) await this.schedules.requestIn(transaction, { organizationId, flowId }, row.due_at);
      return undefined;
    });
  }

  /** Without those that were taken back with this hash: records that stand at the target, are being written there or have an issue, by source key. */
  watchedPage(
    { organizationId, flowId, entity }: RunRecord,
    { after, limit, overHash }: { after: string; limit: number; overHash: string },
  ): Promise<SearchedRecord[]> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const rows = (await transaction.query(
        `select source_key, min(natural_key) as natural_key, bool_or(was_gone) as was_gone from (
           select source_key, natural_key, false as was_gone from record_link
           where flow_id = $1 and entity = $2 and source_key > $3 and (target_key is not null or state = 'writing')
             and hash is distinct from $4 and updated_at > now() - ${watchedFor}
           union all
           select source_key, natural_key, payload = 'null' from issue
           where flow_id = $1 and entity = $2 and source_key > $3 and state in ('open', 'held')
         ) as watched group by source_key order by source_key limit $5`,
        [flowId, entity, after, overHash, limit],
      )) as { source_key: string; natural_key: string; was_gone: boolean }[];
      return rows.map((row) => ({ key: row.source_key, naturalKey: row.natural_key, wasGone: row.was_gone }));
    });
  }

  /** What was requested since the search began is left for the next one. */
  async finish(run: RunRecord, startedAt: string): Promise<void> {
    await this.database.forOrganization(run.organizationId, async (transaction) => {
      await checkFence(transaction, run);
      await transaction.query(
        `update flow_cursor set deletions_checked_at = now(),
           deletions_requested_at = case when deletions_requested_at > $2::timestamptz then deletions_requested_at end
         where flow_id = $1`,
        [run.flowId, startedAt],
      );
    });
  }
}

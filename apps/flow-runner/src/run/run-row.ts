import type { RunRecord } from './run.js';

/** A row of `run` as Postgres gives it. */
export interface RunRow {
  id: string;
  organization_id: string;
  flow_id: string;
  integration_id: string;
  entity: string;
  flow_title: string;
  trigger: string;
  state: string;
  reason: string | null;
  flow: unknown;
  options: unknown;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  filtered: number;
  failed: number;
  held: number;
  filter_reasons: Record<string, number>;
  pages: number;
  attempts: number;
  stalls: number;
  held_position: string | null;
  cancel_requested: boolean;
  fence: string;
  queued_at: Date;
  started_at: Date | null;
  resumes_at: Date | null;
  ended_at: Date | null;
  /** `queued_at` with all its digits, for keyset paging. */
  place: string;
}

export const runColumns = `id, organization_id, flow_id, integration_id, entity, flow_title, trigger, state, reason, flow, options,
  read, created, updated, unchanged, filtered, failed, held, filter_reasons, pages, attempts, stalls, held_position,
  cancel_requested, fence, queued_at, started_at, resumes_at, ended_at, queued_at::text as place`;

export function toRunRecord(row: RunRow): RunRecord {
  const { read, created, updated, unchanged, filtered, failed, held } = row;
  return {
    // The ids and names come from rows that this service wrote from parsed contracts.
    ...({ id: row.id, flowId: row.flow_id, integrationId: row.integration_id } as Pick<
      RunRecord,
      'id' | 'flowId' | 'integrationId'
    >),
    ...({ entity: row.entity, trigger: row.trigger, state: row.state } as Pick<
      RunRecord,
      'entity' | 'trigger' | 'state'
    >),
    flow: row.flow as RunRecord['flow'],
    options: row.options as RunRecord['options'],
    organizationId: row.organization_id,
    flowTitle: row.flow_title,
    reason: row.reason,
    counts: { read, created, updated, unchanged, filtered, failed, held },
    filterReasons: row.filter_reasons,
    pages: row.pages,
    attempts: row.attempts,
    stalls: row.stalls,
    heldPosition: row.held_position,
    isCancelRequested: row.cancel_requested,
    fence: row.fence,
    queuedAt: row.queued_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    resumesAt: row.resumes_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

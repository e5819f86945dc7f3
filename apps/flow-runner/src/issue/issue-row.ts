import type { Issue, IssueCause } from '@koppel/contracts';

/** A row of `issue` as Postgres gives it. */
export interface IssueRow {
  id: string;
  flow_id: string;
  integration_id: string;
  run_id: string;
  entity: string;
  source_key: string;
  natural_key: string;
  failure_class: string;
  state: string;
  reason: string;
  waits_for: string | null;
  attempts: number;
  cause_id: string;
  is_edited: boolean;
  opened_at: Date;
  updated_at: Date;
  /** `opened_at` with all its digits, for keyset paging. */
  place: string;
}

export const issueColumns = `id, flow_id, integration_id, run_id, entity, source_key, natural_key, failure_class, state, reason, waits_for, attempts,
  cause_id, is_edited, opened_at, updated_at, opened_at::text as place`;

/** Issues that are not over. */
export const unresolved = `state in ('open', 'held', 'retrying')`;

export function toIssue(row: IssueRow): Issue {
  return {
    // Ids and names come from rows that this service wrote from parsed contracts.
    ...({ id: row.id, flowId: row.flow_id, runId: row.run_id } as Pick<Issue, 'id' | 'flowId' | 'runId'>),
    ...({ entity: row.entity, failureClass: row.failure_class, state: row.state } as Pick<
      Issue,
      'entity' | 'failureClass' | 'state'
    >),
    integrationId: row.integration_id as Issue['integrationId'],
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    reason: row.reason,
    waitsFor: row.waits_for,
    attempts: row.attempts,
    causeId: row.cause_id,
    isEdited: row.is_edited,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export interface CauseRow {
  cause_id: string;
  flow_id: string;
  integration_id: string;
  entity: string;
  failure_class: string;
  reason: string;
  waits_for: string | null;
  open: number;
  held: number;
  retrying: number;
  examples: string[];
  first_opened_at: Date;
  last_updated_at: Date;
}

export function toCause(row: CauseRow): IssueCause {
  return {
    ...({ flowId: row.flow_id, integrationId: row.integration_id } as Pick<IssueCause, 'flowId' | 'integrationId'>),
    ...({ entity: row.entity, failureClass: row.failure_class } as Pick<IssueCause, 'entity' | 'failureClass'>),
    causeId: row.cause_id,
    reason: row.reason,
    waitsFor: row.waits_for,
    counts: { open: row.open, held: row.held, retrying: row.retrying },
    examples: row.examples,
    firstOpenedAt: row.first_opened_at.toISOString(),
    lastUpdatedAt: row.last_updated_at.toISOString(),
  };
}

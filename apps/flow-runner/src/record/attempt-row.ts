import type { KoppelRecord, RecordAttempt } from '@koppel/contracts';

/** A row of `record_attempt` as Postgres gives it. */
export interface AttemptRow {
  id: string;
  flow_id: string;
  integration_id: string;
  entity: string;
  source_key: string;
  natural_key: string;
  title: string | null;
  target_key: string | null;
  outcome: string;
  reason: string | null;
  failure_class: string | null;
  run_id: string;
  trigger: string;
  times: number;
  first_at: Date;
  at: Date;
  position: string;
}

/** Of `record_attempt as attempt`; its link tells the target's key where the attempt has none. */
export const attemptColumns = `attempt.id, attempt.flow_id, attempt.integration_id, attempt.entity, attempt.source_key, attempt.natural_key, attempt.title,
  coalesce(attempt.target_key, (
    select target_key from record_link
    where flow_id = attempt.flow_id and entity = attempt.entity and source_key = attempt.source_key
  )) as target_key, attempt.outcome, attempt.reason, attempt.failure_class, attempt.run_id, attempt.trigger, attempt.times,
  attempt.first_at, attempt.at, attempt.position`;

export function toRecord(row: Omit<AttemptRow, 'id' | 'trigger' | 'times' | 'first_at' | 'position'>): KoppelRecord {
  return {
    // Ids and names come from rows that this service wrote from parsed contracts.
    ...({ flowId: row.flow_id, integrationId: row.integration_id, runId: row.run_id } as Pick<
      KoppelRecord,
      'flowId' | 'integrationId' | 'runId'
    >),
    ...({ entity: row.entity, outcome: row.outcome, failureClass: row.failure_class } as Pick<
      KoppelRecord,
      'entity' | 'outcome' | 'failureClass'
    >),
    sourceKey: row.source_key,
    naturalKey: row.natural_key,
    title: row.title,
    targetKey: row.target_key,
    reason: row.reason,
    at: row.at.toISOString(),
  };
}

export function toAttempt(row: AttemptRow): RecordAttempt {
  return {
    ...toRecord(row),
    ...({ id: row.id, trigger: row.trigger } as Pick<RecordAttempt, 'id' | 'trigger'>),
    times: row.times,
    firstAt: row.first_at.toISOString(),
  };
}

import type { NewEvent } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { causeId } from '../issue/cause.js';
import { eventBase, type RunRecord } from '../run/run.js';
import { changedRows, storableJson, storableText } from '../sql.js';
import type { IssueChange, PageResult } from './page-result.js';

/**
 * Opens an issue for each record that failed, or renews the one that it has; gives the events of new ones. What a person
 * skipped while the page was under way stays skipped.
 */
export async function storeIssues(
  transaction: EntityManager,
  run: RunRecord,
  issues: readonly IssueChange[],
): Promise<NewEvent[]> {
  if (issues.length === 0) return [];
  const rows = (await transaction.query(
    `insert into issue (organization_id, flow_id, integration_id, run_id, entity, id, source_key, natural_key, failure_class, state, reason, waits_for, payload, cause_id)
     select $1, $2, $3, $4, $5, change.id, source_key, natural_key, failure_class, state, reason, waits_for, payload::jsonb, cause_id
     from unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
       as change (id, source_key, natural_key, failure_class, state, reason, waits_for, payload, cause_id)
     on conflict (flow_id, entity, source_key) where state <> 'resolved' do update set run_id = excluded.run_id, natural_key = excluded.natural_key,
       failure_class = excluded.failure_class, state = excluded.state, reason = excluded.reason, waits_for = excluded.waits_for,
       payload = excluded.payload, is_edited = issue.is_edited and issue.payload = excluded.payload, cause_id = excluded.cause_id,
       attempts = issue.attempts + 1, updated_at = now()
     where issue.state <> 'skipped'
     returning id, natural_key, failure_class, attempts`,
    [
      run.organizationId,
      run.flowId,
      run.integrationId,
      run.id,
      run.entity,
      issues.map(() => randomUUID()),
      issues.map((issue) => issue.sourceKey),
      issues.map((issue) => issue.naturalKey),
      issues.map((issue) => issue.failure.failureClass),
      issues.map((issue) => (issue.isHeld ? 'held' : 'open')),
      issues.map((issue) => storableText(issue.failure.reason)),
      issues.map((issue) => (issue.failure.waitsFor === null ? null : storableText(issue.failure.waitsFor))),
      issues.map((issue) => storableJson(issue.payload)),
      issues.map((issue) => causeId(run.flowId, issue)),
    ],
  )) as { id: string; natural_key: string; failure_class: string; attempts: number }[];
  return rows
    .filter((row) => row.attempts === 1)
    .map((row) => {
      const data = { ...eventBase(run), issueId: row.id, naturalKey: row.natural_key, failureClass: row.failure_class };
      return { type: 'flows.v1.issue.opened', subject: row.id, data } as NewEvent;
    });
}

/** Closes the issues of records that are well now; gives their events. */
export async function resolveIssues(
  transaction: EntityManager,
  run: RunRecord,
  resolved: PageResult['resolved'],
): Promise<NewEvent[]> {
  if (resolved.length === 0) return [];
  const ids = resolved.map(({ issueId }) => issueId);
  const rows = await changedRows<{ id: string }>(
    transaction,
    `update issue set state = 'resolved', updated_at = now()
     where flow_id = $1 and id = any($2) and state <> 'skipped' returning id`,
    [run.flowId, ids],
  );
  const closed = new Set(rows.map(({ id }) => id));
  return resolved
    .filter(({ issueId }) => closed.has(issueId))
    .map(({ issueId, naturalKey }): NewEvent => {
      const data = { ...eventBase(run), issueId, naturalKey };
      return { type: 'flows.v1.issue.resolved', subject: issueId, data } as NewEvent;
    });
}

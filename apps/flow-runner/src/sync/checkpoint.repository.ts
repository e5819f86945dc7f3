import { wholeText } from '@koppel/connector-sdk';
import { Injectable } from '@nestjs/common';
import type { JsonValue } from '@koppel/contracts';
import { Database, Outbox, type NewEvent } from '@koppel/service-kit';
import {
  addFilterReason,
  overHash,
  recordId,
  type IssueChange,
  type LinkChange,
  type PageResult,
  type PartialPage,
  type Refusal,
} from '@koppel/sync-engine';
import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { deliveredEvents, eventBase, progressedEvent } from '../run/run-events.js';
import { checkFence } from '../run/run-lease.repository.js';
import { addLogEntry, runColumns, toRunRecord, type RunRow } from '../run/run.repository.js';
import { isLoggedPage, LeaseLost, type RunRecord } from '../run/run.js';
import { changedRows, storableJson } from '../sql.js';
import { storeAttempts } from './attempt.repository.js';
import { askAgain, endRequests, withUndone, type RequestRef } from './record-request.repository.js';
import { writtenOf } from './written.repository.js';

/** How far a page brings its run. */
export interface Progress {
  /** Names the set of records: the run has stalled at it for as long as it is not delivered. */
  set: string;
  cursor?: { value: JsonValue; basis: string };
  heldPosition?: string;
  /** The records that were read again on request. */
  requested?: readonly RequestRef[];
}

/** The one transaction per page: links, issues, counts, cursor and events, only with the newest fence. */
@Injectable()
export class CheckpointRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** @throws LeaseLost when another runner holds the run; nothing is stored then */
  async commit(run: RunRecord, page: PageResult, progress: Progress): Promise<RunRecord> {
    const committed = await this.database.forOrganization(run.organizationId, async (transaction) => {
      const after = await advance(transaction, run, { page, progress });
      const attempts = await withUndone(transaction, run, page);
      await completeLinks(transaction, run, { links: page.links, isCounted: true });
      await takeBack(transaction, run, page.refused);
      const opened = await storeIssues(transaction, run, page.issues);
      const resolved = await resolveIssues(transaction, run, page.resolved);
      await storeAttempts(transaction, run, attempts);
      if (isLoggedPage(after.pages))
        await addLogEntry(transaction, run, {
          kind: 'page_delivered',
          details: { page: after.pages, counts: after.counts },
        });
      if (progress.requested) await endRequests(transaction, run, progress.requested);
      if (progress.cursor) await storeCursor(transaction, run, progress.cursor);
      await this.outbox.addEvents(transaction, run.organizationId, [
        progressedEvent(after),
        ...deliveredEvents(run, page.links),
        ...opened,
        ...resolved,
      ]);
      return after;
    });
    this.outbox.nudge();
    return committed;
  }

  /** Of a page that could not be finished: what was written already. The cursor does not move. */
  async commitPartly(run: RunRecord, page: PartialPage): Promise<void> {
    const { links, refused } = page;
    await this.database.forOrganization(run.organizationId, async (transaction) => {
      await checkFence(transaction, run);
      const attempts = await withUndone(transaction, run, page);
      await completeLinks(transaction, run, { links, isCounted: false });
      await takeBack(transaction, run, refused);
      await storeAttempts(transaction, run, attempts);
      await this.outbox.addEvents(transaction, run.organizationId, deliveredEvents(run, links));
    });
    this.outbox.nudge();
  }
}

async function advance(
  transaction: EntityManager,
  run: RunRecord,
  { page, progress }: { page: PageResult; progress: Progress },
): Promise<RunRecord> {
  const { counts } = page;
  const filterReasons = run.filterReasons.map((entry) => ({ ...entry }));
  for (const entry of page.filterReasons) addFilterReason(filterReasons, entry);
  const [row] = await changedRows<RunRow>(
    transaction,
    `update run set read = read + $3, created = created + $4, updated = updated + $5, unchanged = unchanged + $6, filtered = filtered + $7,
       failed = failed + $8, held = held + $9, filter_reasons = $10, held_position = coalesce($11, held_position), pages = pages + 1, progressed_at = now(),
       stalls = case when coalesce(stalled_at, $12) = $12 then 0 else stalls end, stalled_at = nullif(stalled_at, $12)
     where id = $1 and fence = $2 and state = 'running' returning ${runColumns}`,
    [
      run.id,
      run.fence,
      counts.read,
      counts.created,
      counts.updated,
      counts.unchanged,
      counts.filtered,
      counts.failed,
      counts.held,
      storableJson(filterReasons),
      progress.heldPosition ?? null,
      progress.set,
    ],
  );
  if (!row) throw new LeaseLost();
  return toRunRecord(row);
}

async function completeLinks(
  transaction: EntityManager,
  run: RunRecord,
  { links, isCounted }: { links: readonly LinkChange[]; isCounted: boolean },
): Promise<void> {
  if (links.length === 0) return;
  const uncounted = ({ entity, written }: LinkChange) => {
    if (isCounted || entity !== run.entity) return null;
    return written === 'withdrawn' ? 'updated' : written;
  };
  // Two keys of one page are never the same but for shared dependencies: the last one counts.
  const unique = [...new Map(links.map((link) => [recordId(link), link])).values()];
  await askAgain(transaction, run, unique);
  await transaction.query(
    `insert into record_link (flow_id, organization_id, last_run_id, state, entity, source_key, natural_key, target_key, hash, uncounted, document, stored_key, effects, written)
     select $1, $2, $3, 'linked', link.* from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::text[], $12::jsonb[], $13::text[]) as link
     on conflict (flow_id, entity, source_key) do update set state = 'linked', last_run_id = excluded.last_run_id, natural_key = excluded.natural_key,
       target_key = excluded.target_key, stored_key = excluded.stored_key, document = excluded.document, hash = excluded.hash, effects = excluded.effects, announced = null, written = coalesce(excluded.written, record_link.written), uncounted = excluded.uncounted, is_left_out = false, intent_hash = null, idempotency_key = null, updated_at = now()`,
    [
      run.flowId,
      run.organizationId,
      run.id,
      unique.map((link) => link.entity),
      unique.map((link) => link.sourceKey),
      unique.map((link) => link.naturalKey),
      unique.map(({ targetKey }) => (targetKey === null ? null : wholeText(targetKey))),
      unique.map((link) => link.hash),
      unique.map(uncounted),
      unique.map(({ document }) => (document === null ? null : storableJson(document))),
      unique.map(({ storedKey }) => (storedKey === undefined ? null : wholeText(storedKey))),
      unique.map(({ effects }) => (effects ? storableJson(effects) : null)),
      unique.map(writtenOf),
    ],
  );
}

/**
 * The target refused: a creation leaves no trace, an update leaves the link as it was before. What is gone at the target loses the
 * hash, so that it is never taken for delivered, and its document.
 */
async function takeBack(transaction: EntityManager, run: RunRecord, refused: readonly Refusal[]): Promise<void> {
  if (refused.length === 0) return;
  const parameters = [
    run.flowId,
    refused.map(({ entity }) => entity),
    refused.map(({ sourceKey }) => sourceKey),
    refused.map(({ isGone }) => isGone),
  ];
  const refusals = 'unnest($2::text[], $3::text[], $4::boolean[]) as refused (entity, source_key, is_gone)';
  const isRefused = `flow_id = $1 and state = 'writing' and link.entity = refused.entity and link.source_key = refused.source_key`;
  await transaction.query(
    `delete from record_link as link using ${refusals} where target_key is null and ${isRefused}`,
    parameters,
  );
  await transaction.query(
    `update record_link as link set state = 'linked', intent_hash = null, idempotency_key = null, updated_at = now(),
       hash = case when not refused.is_gone then hash end, document = case when not refused.is_gone then document end,
       announced = case when not starts_with(link.intent_hash, $5) then announced end
     from ${refusals} where ${isRefused}`,
    [...parameters, overHash],
  );
}

async function storeCursor(
  transaction: EntityManager,
  run: RunRecord,
  cursor: { value: JsonValue; basis: string },
): Promise<void> {
  await transaction.query(
    `insert into flow_cursor (flow_id, organization_id, cursor, basis, run_id) values ($1, $2, $3, $4, $5)
     on conflict (flow_id) do update set cursor = excluded.cursor, basis = excluded.basis, run_id = excluded.run_id, updated_at = now()`,
    [run.flowId, run.organizationId, storableJson(cursor.value), cursor.basis, run.id],
  );
}

/**
 * Opens an issue for each record that failed, or renews the one that it has; gives the events of new ones. What a person
 * skipped while the page was being delivered stays skipped.
 */
async function storeIssues(
  transaction: EntityManager,
  run: RunRecord,
  issues: readonly IssueChange[],
): Promise<NewEvent[]> {
  if (issues.length === 0) return [];
  const rows = (await transaction.query(
    `insert into issue (organization_id, flow_id, integration_id, run_id, entity, id, source_key, natural_key, failure_class, state, reason, waits_for, payload, cause_id)
     select $1, $2, $3, $4, $5, change.id, source_key, natural_key, failure_class, state, reason::jsonb, waits_for, payload::jsonb, cause_id
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
      issues.map((issue) => storableJson(issue.failure.reason)),
      issues.map((issue) => (issue.failure.waitsFor === null ? null : wholeText(issue.failure.waitsFor))),
      issues.map((issue) => storableJson(issue.payload)),
      issues.map((issue) => causeId(run.flowId, issue.failure)),
    ],
  )) as { id: string; natural_key: string; failure_class: string; attempts: number }[];
  return rows
    .filter((row) => row.attempts === 1)
    .map((row) => {
      const data = { ...eventBase(run), issueId: row.id, naturalKey: row.natural_key, failureClass: row.failure_class };
      return { type: 'flows.v1.issue.opened', subject: row.id, data } as NewEvent;
    });
}

/** The same for issues of one flow that are to be corrected in one way: their class, code and field. */
function causeId(flowId: string, { failureClass, reason }: IssueChange['failure']): string {
  return createHash('md5')
    .update([flowId, failureClass, reason.code, reason.field ?? ''].join('\n'))
    .digest('hex');
}

/** Closes the issues of records that were delivered; gives their events. */
async function resolveIssues(
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

import { Injectable } from '@nestjs/common';
import type { JsonValue } from '@koppel/contracts';
import { Database, Outbox, type NewEvent } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { eventBase, type RunRecord } from '../run/run.js';
import { isLoggedPage } from '../run/run-log.js';
import { addLogEntry } from '../run/run-log.repository.js';
import { runColumns, toRunRecord, type RunRow } from '../run/run-row.js';
import { changedRows, storableJson, storableText } from '../sql.js';
import { storeAttempts } from './attempts.repository.js';
import { attemptsOfLinks } from './page-attempts.js';
import { resolveIssues, storeIssues } from './page-issues.repository.js';
import type { PageResult } from './page-result.js';
import { inParts } from './parts.js';
import type { LinkChange, LinkPlace } from './record.js';
import type { TranslatedPage } from './translate.js';
import { LeaseLost } from './trouble.js';

/** How far a page brings its run. */
export interface Progress {
  cursor?: { value: JsonValue; basis: string };
  heldPosition?: string;
}

/** The one transaction per page: links, issues, counts, cursor and events, only with the newest fence. */
@Injectable()
export class CheckpointRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** @throws LeaseLost when somebody else holds the run; nothing is stored then */
  async commit(run: RunRecord, page: PageResult, progress: Progress): Promise<RunRecord> {
    const committed = await this.database.forOrganization(run.organizationId, async (transaction) => {
      const after = await advance(transaction, run, { page, progress });
      await completeLinks(transaction, run, { links: page.links, isCounted: true });
      await takeBack(transaction, run, page.refused);
      const opened = await storeIssues(transaction, run, page.issues);
      const resolved = await resolveIssues(transaction, run, page.resolved);
      await storeAttempts(transaction, run, page.attempts);
      await logPage(transaction, after);
      if (progress.cursor) await storeCursor(transaction, run, progress.cursor);
      const base = eventBase(run);
      await this.outbox.addEvents(transaction, run.organizationId, [
        {
          type: 'flows.v1.run.progressed',
          subject: run.id,
          data: { ...base, counts: after.counts, pages: after.pages },
        },
        ...deliveredEvents(run, page.links),
        ...opened,
        ...resolved,
      ]);
      return after;
    });
    this.outbox.nudge();
    return committed;
  }

  /** Of a page that could not be finished: what was written already. The cursor stays where it is. */
  async commitPartly(
    run: RunRecord,
    delivery: { links: LinkChange[]; refused: LinkPlace[] },
    page: Pick<TranslatedPage, 'records'>,
  ): Promise<void> {
    const { refused } = delivery;
    const links = delivery.links.filter((link) => !link.isRecount);
    if (links.length === 0 && refused.length === 0) return;
    await this.database.forOrganization(run.organizationId, async (transaction) => {
      const held = await changedRows(
        transaction,
        `update run set fence = fence where id = $1 and fence = $2 and state = 'running' returning id`,
        [run.id, run.fence],
      );
      if (held.length === 0) throw new LeaseLost();
      await completeLinks(transaction, run, { links, isCounted: false });
      await takeBack(transaction, run, refused);
      await storeAttempts(transaction, run, attemptsOfLinks(run.entity, page, links));
      await this.outbox.addEvents(transaction, run.organizationId, deliveredEvents(run, links));
    });
    this.outbox.nudge();
  }
}

async function logPage(transaction: EntityManager, { pages, counts, ...run }: RunRecord): Promise<void> {
  if (!isLoggedPage(pages)) return;
  await addLogEntry(transaction, run, { kind: 'page_delivered', details: { page: pages, counts } });
}

async function advance(
  transaction: EntityManager,
  run: RunRecord,
  { page, progress }: { page: PageResult; progress: Progress },
): Promise<RunRecord> {
  const { counts } = page;
  const reasons = { ...run.filterReasons };
  for (const [reason, times] of Object.entries(page.filterReasons)) reasons[reason] = (reasons[reason] ?? 0) + times;
  const [row] = await changedRows<RunRow>(
    transaction,
    `update run set read = read + $3, created = created + $4, updated = updated + $5, unchanged = unchanged + $6, filtered = filtered + $7,
       failed = failed + $8, held = held + $9, filter_reasons = $10, held_position = coalesce($11, held_position), pages = pages + 1, stalls = 0
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
      storableJson(Object.fromEntries(Object.entries(reasons).slice(0, 50))),
      progress.heldPosition ?? null,
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
  const uncounted = (link: LinkChange) => (isCounted || link.entity !== run.entity ? null : link.written);
  // Two keys of one page never stand twice here but for shared dependencies: the last one counts.
  const unique = [...new Map(links.map((link) => [`${link.entity}\n${link.sourceKey}`, link])).values()];
  await transaction.query(
    `insert into record_link (flow_id, organization_id, last_run_id, state, entity, source_key, natural_key, target_key, hash, uncounted, is_told)
     select $1, $2, $3, 'linked', link.* from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[]) as link
     on conflict (flow_id, entity, source_key) do update set state = 'linked', last_run_id = excluded.last_run_id, natural_key = excluded.natural_key,
       target_key = excluded.target_key, hash = excluded.hash, uncounted = excluded.uncounted, is_told = record_link.is_told or excluded.is_told, is_left_out = false, intent_hash = null, idempotency_key = null, updated_at = now()`,
    [
      run.flowId,
      run.organizationId,
      run.id,
      unique.map((link) => link.entity),
      unique.map((link) => link.sourceKey),
      unique.map((link) => link.naturalKey),
      unique.map((link) => storableText(link.targetKey)),
      unique.map((link) => link.hash),
      unique.map(uncounted),
      unique.map((link) => link.record !== undefined),
    ],
  );
}

/** The target refused: a creation leaves no trace, an update leaves the link as it was before. */
async function takeBack(transaction: EntityManager, run: RunRecord, refused: readonly LinkPlace[]): Promise<void> {
  if (refused.length === 0) return;
  const places = [run.flowId, refused.map((place) => place.entity), refused.map((place) => place.sourceKey)];
  const isRefused = `flow_id = $1 and state = 'writing' and (entity, source_key) in (select * from unnest($2::text[], $3::text[]))`;
  await transaction.query(`delete from record_link where target_key is null and ${isRefused}`, places);
  await transaction.query(
    `update record_link set state = 'linked', intent_hash = null, idempotency_key = null, updated_at = now() where ${isRefused}`,
    places,
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

function deliveredEvents(run: RunRecord, links: readonly LinkChange[]): NewEvent[] {
  const records = links.flatMap(({ entity, written, sourceKey, naturalKey, targetKey }) =>
    written && entity === run.entity ? [{ outcome: written, sourceKey, naturalKey, targetKey }] : [],
  );
  return inParts(records).map((part) => ({
    type: 'flows.v1.records.delivered',
    subject: run.id,
    data: { ...eventBase(run), records: part },
  }));
}

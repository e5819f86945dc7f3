import type { EntityKind } from '@koppel/contracts';
import type { LinkChange, NewAttempt, PartialPage } from '@koppel/sync-engine';
import type { EntityManager } from 'typeorm';
import { reason } from '../reasons.js';
import type { RunRecord } from '../run/run.js';
import { ofArticles } from './written.repository.js';

// What one flow asks of another, and of itself: that a record is read and written again although its cursor has passed it.

/** A request as it was read. */
export interface RequestRef {
  key: string;
  /** One that was made since is another one, and stays. */
  requestedAt: string;
}

/** A record that stands under another key now was made anew: what the other flows had written to it is not there, so they write it again. */
export async function askAgain(
  transaction: EntityManager,
  run: RunRecord,
  links: readonly LinkChange[],
): Promise<void> {
  const followers = (run.flow.relatedFlows ?? []).filter(({ entity }) => ofArticles.has(entity));
  const written = links.filter(({ entity, written: how }) => how === 'updated' && ofArticles.has(entity));
  if (followers.length === 0 || written.length === 0) return;
  await transaction.query(
    `insert into record_request (flow_id, source_key, organization_id, natural_key, is_forced)
     select other.flow_id, other.source_key, other.organization_id, other.natural_key, true
     from unnest($2::text[], $3::text[], $4::text[]) as moved (entity, source_key, target_key)
       join record_link as own on own.flow_id = $1 and own.entity = moved.entity and own.source_key = moved.source_key
         and own.target_key is not null and own.target_key <> moved.target_key
       join unnest($5::uuid[], $6::text[]) as follower (flow_id, entity) on true
       join record_link as other on other.flow_id = follower.flow_id and other.entity = follower.entity
         and other.natural_key = own.natural_key and other.target_key is not null
     on conflict (flow_id, source_key) do update set is_forced = true, requested_at = clock_timestamp()`,
    [
      run.flowId,
      written.map(({ entity }) => entity),
      written.map(({ sourceKey }) => sourceKey),
      written.map(({ targetKey }) => targetKey),
      followers.map(({ flowId }) => flowId),
      followers.map(({ entity }) => entity),
    ],
  );
}

type Undone = Pick<LinkChange, 'sourceKey' | 'naturalKey'> & { entity: EntityKind };

/**
 * What taking a record back did to the records of other flows, only these can undo when it comes back: they get a request each, in the
 * transaction that forgets what was done, so that it is asked for once. The attempts say what becomes of it.
 */
export async function withUndone(
  transaction: EntityManager,
  run: RunRecord,
  { links, attempts }: Pick<PartialPage, 'links' | 'attempts'>,
): Promise<NewAttempt[]> {
  const undone = links.flatMap(({ sourceKey, naturalKey, undoneBy = [] }) =>
    undoneBy.map((entity): Undone => ({ sourceKey, naturalKey, entity })),
  );
  if (undone.length === 0) return [...attempts];
  const asked = await askOthers(transaction, run, undone);
  return attempts.map((attempt) => {
    const notes = undone
      .filter(({ sourceKey }) => attempt.entity === run.entity && sourceKey === attempt.sourceKey)
      .map((each) =>
        reason(asked.has(idOf(each)) ? 'flows.undone_by_other' : 'flows.undone_by_nobody', { entity: each.entity }),
      );
    const [first, ...others] = [...(attempt.reason ? [attempt.reason] : []), ...(attempt.notes ?? []), ...notes];
    return notes.length > 0 && first ? { ...attempt, reason: first, notes: others } : attempt;
  });
}

const idOf = ({ entity, sourceKey }: Undone): string => `${entity} ${sourceKey}`;

/** The records for which another flow has one to deliver again. */
async function askOthers(
  transaction: EntityManager,
  run: RunRecord,
  undone: readonly Undone[],
): Promise<ReadonlySet<string>> {
  const others = run.flow.relatedFlows ?? [];
  const rows = (await transaction.query(
    `with asked as (
       select distinct other.flow_id, other.source_key, other.organization_id, other.natural_key, back.entity, back.source_key as back_key
       from unnest($2::text[], $3::text[], $4::text[]) as back (entity, source_key, natural_key)
         left join record_link as own on own.flow_id = $1 and own.entity = $7 and own.source_key = back.source_key
         join unnest($5::uuid[], $6::text[]) as follower (flow_id, entity) on follower.entity = back.entity
         join record_link as other on other.flow_id = follower.flow_id and other.entity = follower.entity
           and other.natural_key in (back.natural_key, own.natural_key) and other.target_key is not null
     ), requested as (
       insert into record_request (flow_id, source_key, organization_id, natural_key, is_forced)
       select distinct on (flow_id, source_key) flow_id, source_key, organization_id, natural_key, true from asked
       on conflict (flow_id, source_key) do update set is_forced = true, requested_at = clock_timestamp()
     )
     select entity, back_key from asked`,
    [
      run.flowId,
      undone.map(({ entity }) => entity),
      undone.map(({ sourceKey }) => sourceKey),
      undone.map(({ naturalKey }) => naturalKey),
      others.map(({ flowId }) => flowId),
      others.map(({ entity }) => entity),
      run.entity,
    ],
  )) as { entity: EntityKind; back_key: string }[];
  return new Set(rows.map((row) => idOf({ entity: row.entity, sourceKey: row.back_key, naturalKey: '' })));
}

/** Of what was asked for again meanwhile, the newer request stays. */
export async function endRequests(
  transaction: EntityManager,
  run: RunRecord,
  requested: readonly RequestRef[],
): Promise<void> {
  await transaction.query(
    `delete from record_request using unnest($2::text[], $3::timestamptz[]) as done (key, requested_at)
     where flow_id = $1 and source_key = done.key and record_request.requested_at = done.requested_at`,
    [run.flowId, requested.map(({ key }) => key), requested.map(({ requestedAt }) => requestedAt)],
  );
}

import type { EventType, KoppelEvent } from '@koppel/contracts';
import type { Pool, PoolClient } from 'pg';
import { DatabaseAway } from './database-away.js';
import { inTransaction } from './tables.js';

/** Acts on an event within a transaction; what it does through `transaction` happens once, or not at all. */
export type HandleEvent<Type extends EventType = EventType> = (
  event: KoppelEvent<Type>,
  transaction: PoolClient,
) => Promise<void>;

/** The handler threw, or what it wrote could not be committed. */
export class HandlerFailed extends Error {}

export interface Handling {
  pool: Pool;
  name: string;
  handle: HandleEvent;
}

/**
 * Handles an event unless the inbox has it, or it was given up.
 *
 * @throws HandlerFailed with what the handler or the commit threw as its cause; anything else is the database's
 */
export async function handleOnce({ pool, name, handle }: Handling, event: KoppelEvent): Promise<void> {
  let hasBegun = false;
  const begin: HandleEvent = (given, transaction) => {
    hasBegun = true;
    return handle(given, transaction);
  };
  try {
    await inTransaction(pool, async (transaction) => {
      const { rowCount: isGivenUp } = await transaction.query(
        'select 1 from koppel_event_failure where consumer = $1 and event_id = $2 and given_up_at is not null',
        [name, event.id],
      );
      if (!isGivenUp) await act({ name, handle: begin }, event, transaction);
    });
  } catch (cause: unknown) {
    if (!hasBegun || cause instanceof DatabaseAway) throw cause;
    throw new HandlerFailed(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Handles an event that the inbox does not have; either way it counts as failed no more. */
export async function act(
  { name, handle }: Omit<Handling, 'pool'>,
  event: KoppelEvent,
  transaction: PoolClient,
): Promise<void> {
  const { rowCount: isNew } = await transaction.query(
    'insert into koppel_inbox (consumer, event_id) values ($1, $2) on conflict do nothing',
    [name, event.id],
  );
  if (isNew) await handle(event, transaction);
  await transaction.query('delete from koppel_event_failure where consumer = $1 and event_id = $2', [name, event.id]);
}

/** What a failure is noted of: an event, or what came in its place. */
export type Failed = Pick<KoppelEvent, 'id'>;

/**
 * Stores that an event could not be handled.
 *
 * @returns how often that was so far, and whether it was the last time; undefined where it was handled after all
 */
export async function noteFailure(
  { pool, name }: Pick<Handling, 'pool' | 'name'>,
  event: Failed,
  { reason, maxTries }: { reason: string; maxTries: number },
): Promise<{ tries: number; isGivenUp: boolean } | undefined> {
  const { rows } = await pool.query<{ tries: number; isGivenUp: boolean }>(
    `insert into koppel_event_failure as failure (consumer, event_id, event, tries, reason, given_up_at)
     select $1, $2, $3, 1, $4, case when $5::int <= 1 then now() end
     where not exists (select from koppel_inbox where consumer = $1 and event_id = $2)
     on conflict (consumer, event_id) do update set tries = failure.tries + 1, reason = excluded.reason,
       given_up_at = case when failure.tries + 1 >= $5::int then now() end
     returning tries, given_up_at is not null as "isGivenUp"`,
    [name, event.id, JSON.stringify(event), reason.slice(0, 2_000), maxTries],
  );
  return rows[0];
}

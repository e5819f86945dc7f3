import type { EventType, KoppelEvent } from '@koppel/contracts';
import type { Pool, PoolClient } from 'pg';
import { DatabaseUnavailable } from './database-unavailable.js';
import { inTransaction } from './tables.js';

/** Handles an event; its statements on `transaction` commit once or not at all. */
export type HandleEvent<Type extends EventType = EventType> = (
  event: KoppelEvent<Type>,
  transaction: PoolClient,
) => Promise<void>;

/** The handler threw, or its transaction could not be committed. */
export class HandlerFailed extends Error {}

export interface Handling {
  pool: Pool;
  name: string;
  handle: HandleEvent;
}

/**
 * Handles an event unless the inbox has it or it was given up.
 *
 * @throws HandlerFailed with the error of the handler or the commit as its cause; any other error is the database's
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
    if (!hasBegun || cause instanceof DatabaseUnavailable) throw cause;
    throw new HandlerFailed(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Handles an event that the inbox does not have, and removes its failure. */
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

/** What failed: an event, or a message that is not a valid event. */
export type Failed = Pick<KoppelEvent, 'id'>;

/**
 * Stores that an event could not be handled.
 *
 * @returns the number of failures and whether this was the last try; undefined when it was handled meanwhile
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

import type { EventType, KoppelEvent } from '@koppel/contracts';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './tables.js';

/** Acts on an event within a transaction; what it does through `transaction` happens once, or not at all. */
export type HandleEvent<Type extends EventType = EventType> = (
  event: KoppelEvent<Type>,
  transaction: PoolClient,
) => Promise<void>;

/** The handler threw, not the database that was to be reached. */
export class HandlerFailed extends Error {}

export interface Handling {
  pool: Pool;
  name: string;
  handle: HandleEvent;
}

/**
 * Handles an event unless the inbox has it, or it was given up.
 *
 * @throws HandlerFailed with what the handler threw as its cause; anything else is the database's
 */
export function handleOnce({ pool, name, handle }: Handling, event: KoppelEvent): Promise<void> {
  return inTransaction(pool, async (transaction) => {
    const { rowCount: isGivenUp } = await transaction.query(
      'select 1 from koppel_event_failure where consumer = $1 and event_id = $2 and given_up_at is not null',
      [name, event.id],
    );
    if (isGivenUp) return;
    await act({ name, handle }, event, transaction);
  });
}

/** Handles an event that the inbox does not have, and forgets that it failed. */
export async function act(
  { name, handle }: Omit<Handling, 'pool'>,
  event: KoppelEvent,
  transaction: PoolClient,
): Promise<void> {
  const { rowCount: isNew } = await transaction.query(
    'insert into koppel_inbox (consumer, event_id) values ($1, $2) on conflict do nothing',
    [name, event.id],
  );
  if (!isNew) return;
  try {
    await handle(event, transaction);
  } catch (cause: unknown) {
    throw new HandlerFailed(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  await transaction.query('delete from koppel_event_failure where consumer = $1 and event_id = $2', [name, event.id]);
}

/** Stores that the handler threw. @returns how often it did so far, and whether that was the last time */
export async function noteFailure(
  { pool, name }: Pick<Handling, 'pool' | 'name'>,
  event: KoppelEvent,
  { reason, maxTries }: { reason: string; maxTries: number },
): Promise<{ tries: number; isGivenUp: boolean }> {
  const { rows } = await pool.query<{ tries: number; isGivenUp: boolean }>(
    `insert into koppel_event_failure as failure (consumer, event_id, event, tries, reason, given_up_at)
     values ($1, $2, $3, 1, $4, case when $5::int <= 1 then now() end)
     on conflict (consumer, event_id) do update set tries = failure.tries + 1, reason = excluded.reason,
       given_up_at = case when failure.tries + 1 >= $5::int then now() end
     returning tries, given_up_at is not null as "isGivenUp"`,
    [name, event.id, JSON.stringify(event), reason.slice(0, 2_000), maxTries],
  );
  return rows[0] ?? { tries: 1, isGivenUp: false };
}

import { DeliverPolicy, type ConsumerConfig } from '@nats-io/jetstream';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './tables.js';

/** `beginning`: the oldest event that the stream still has; `now`: only later events; or a start time. */
export type StartFrom = 'beginning' | 'now' | Date;

/** A consumer's start position: each replay is a generation with its own durable consumer at the broker. */
export interface Position {
  durable: string;
  start: Pick<ConsumerConfig, 'deliver_policy' | 'opt_start_time'>;
}

export async function positionOf(pool: Pool, name: string, startFrom: StartFrom): Promise<Position> {
  const { rows } = await pool.query<{ generation: number; start_from: string }>(
    `insert into koppel_consumer (name, generation, start_from) values ($1, 1, $2)
     on conflict (name) do update set name = excluded.name returning generation, start_from`,
    [name, written(startFrom)],
  );
  const [row] = rows;
  if (!row) throw new Error(`the position of ${name} was stored and not given back`);
  return { durable: `${name}-${row.generation}`, start: startOf(row.start_from) };
}

/** The resolved time, also for `now`: a consumer that is created again after a loss must not start later. */
function written(startFrom: StartFrom): string {
  if (startFrom === 'beginning') return startFrom;
  return (startFrom === 'now' ? new Date() : startFrom).toISOString();
}

function startOf(startFrom: string): Position['start'] {
  if (startFrom === 'beginning') return { deliver_policy: DeliverPolicy.All };
  return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: startFrom };
}

export interface ReplayOptions {
  pool: Pool;
  /** The consumer's name; it must be stopped. */
  name: string;
  from: StartFrom;
  /** Empties what your handler wrote, in the same transaction. */
  reset(transaction: PoolClient): Promise<void>;
}

/** Lets a consumer begin again at a point when it starts next, with an empty inbox. All of it happens, or nothing. */
export function replay({ pool, name, from, reset }: ReplayOptions): Promise<void> {
  return inTransaction(pool, async (transaction) => {
    await transaction.query(
      `insert into koppel_consumer (name, generation, start_from) values ($1, 1, $2)
       on conflict (name) do update set generation = koppel_consumer.generation + 1, start_from = excluded.start_from`,
      [name, written(from)],
    );
    await transaction.query('delete from koppel_inbox where consumer = $1', [name]);
    await transaction.query('delete from koppel_event_failure where consumer = $1', [name]);
    await reset(transaction);
  });
}

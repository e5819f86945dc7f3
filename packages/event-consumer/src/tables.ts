import type { Pool, PoolClient } from 'pg';
import { DatabaseUnavailable, isUnavailable } from './database-unavailable.js';

/** What was handled, what failed, and where each consumer began. */
const statements = [
  `create table if not exists koppel_inbox (
    consumer text not null,
    event_id uuid not null,
    handled_at timestamptz not null default now(),
    primary key (consumer, event_id)
  )`,
  `create table if not exists koppel_event_failure (
    consumer text not null,
    event_id uuid not null,
    event jsonb not null,
    tries int not null,
    reason text not null,
    given_up_at timestamptz,
    primary key (consumer, event_id)
  )`,
  `create table if not exists koppel_consumer (
    name text primary key,
    generation int not null,
    start_from text not null
  )`,
];

/** Makes the library's own tables where they are missing. Call it at the start, or copy it into a migration. */
export async function createTables(database: Pool | PoolClient): Promise<void> {
  for (const statement of statements) await database.query(statement);
}

/**
 * Runs work in one transaction with its own client.
 *
 * @throws DatabaseUnavailable when the connection failed or the database aborted the transaction; else the error of the work or the commit
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new DatabaseUnavailable('The database cannot be reached.', { cause });
  });
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  // Without a listener, a failed connection would end the process.
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error: unknown) {
    await client.query('rollback').catch((cause: Error) => (broken ??= cause));
    if (broken || isUnavailable(error))
      throw new DatabaseUnavailable('The database cannot be reached.', { cause: error });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

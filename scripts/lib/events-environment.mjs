import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDatabase } from './database.mjs';

/** The database that `examples/delivery-board` has beside a local Koppel. */
const database = 'delivery_board';

/**
 * Writes `events.env`: what a program on this machine needs to follow the events of this Koppel, and a database of its own.
 * Whoever brings their own Postgres or NATS knows these themselves.
 *
 * @returns the file, or undefined where none was written
 */
export async function writeEventsEnvironment({ stateDir, env }, { databaseUrl, natsUrl, natsPasswords }) {
  if (!natsPasswords || env.DATABASE_URL) return undefined;
  const variables = {
    NATS_URL: natsUrl,
    NATS_USER: 'events',
    NATS_PASSWORD: natsPasswords.events,
    DATABASE_URL: await ensureDatabase(databaseUrl, database),
  };
  const file = join(stateDir, 'events.env');
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}

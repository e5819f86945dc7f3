import pg from 'pg';
import type { SandboxSystem } from './sandbox-system.js';

/** Asks the running system's database directly, past the services. */
export async function query<Row extends pg.QueryResultRow>(
  { databaseUrl }: Pick<SandboxSystem, 'databaseUrl'>,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Ends the session of a browser on the server, as if its time were up; the others stay. */
export async function endSession(system: SandboxSystem, cookies: { name: string; value: string }[]): Promise<void> {
  const cookie = cookies.find(({ name }) => name.endsWith('session_token'));
  if (!cookie) throw new Error('the browser has no session');
  // The cookie holds the token and its signature.
  const token = decodeURIComponent(cookie.value).split('.')[0];
  const ended = await query(system, 'delete from gateway.session where token = $1 returning id', [token]);
  if (ended.length !== 1) throw new Error(`${ended.length} sessions were ended`);
}

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { StorageOptions } from './database.js';
import { appendOnly, loginsOf } from './tenancy.js';

/** Two services or replicas that migrate at once wait for each other on this advisory lock. */
const migrationLock = 7_206_510;

export interface MigrateOptions extends Pick<StorageOptions, 'schema' | 'migrations'> {
  /** Logs in as the owner of the schema, who may create roles; only migrations do. */
  url: string;
  /**
   * The service's own addresses, whose logins get these passwords. Absent: whoever runs Postgres gives them a password
   * (CloudNativePG does).
   */
  logins?: Pick<StorageOptions, 'url' | 'systemUrl'> | undefined;
}

/**
 * Creates the service's schema and its two logins, then runs its migrations, forward only. Safe to run again and by several at
 * once.
 */
export async function migrate({ url, schema, migrations, logins }: MigrateOptions): Promise<string[]> {
  const admin = new DataSource({
    type: 'postgres',
    url,
    schema,
    migrations: migrations as never,
    migrationsTableName: 'migrations',
    extra: { options: `-c search_path=${schema}`, max: 2 },
  });
  await admin.initialize();
  const lock = admin.createQueryRunner();
  const query = (sql: string, parameters?: unknown[]) => lock.query(sql, parameters) as Promise<unknown[]>;
  const { service, system } = loginsOf(schema);
  try {
    await query('select pg_advisory_lock($1)', [migrationLock]);
    await query(`create schema if not exists "${schema}"`);
    await ensureLogin(query, service, logins?.url);
    await ensureLogin(query, system, logins?.systemUrl);
    const done = await admin.runMigrations({ transaction: 'each' });
    for (const login of [service, system]) {
      await query(`grant usage on schema "${schema}" to "${login}"`);
      await grantTables(query, schema, login);
      await query(`grant usage on all sequences in schema "${schema}" to "${login}"`);
      await query(`revoke insert, update, delete on "${schema}".migrations from "${login}"`);
    }
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [migrationLock]);
    await lock.release();
    await admin.destroy();
  }
}

/** Table by table: a grant on all of them, part of it revoked after, would open append-only ones for a moment at each start. */
async function grantTables(
  query: (sql: string, parameters?: unknown[]) => Promise<unknown[]>,
  schema: string,
  login: string,
) {
  const tables = await query(
    `select relname as name, obj_description(oid, 'pg_class') is not distinct from $2 as "isAppendOnly"
     from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p')`,
    [`"${schema}"`, appendOnly],
  );
  for (const { name, isAppendOnly } of tables as { name: string; isAppendOnly: boolean }[]) {
    const rights = isAppendOnly ? 'select, insert' : 'select, insert, update, delete';
    await query(`grant ${rights} on "${schema}"."${name}" to "${login}"`);
  }
}

const askAgainMs = 2_000;

/**
 * Waits, with the service's own login, until a schema has every migration that this code brings, so that a new version begins only after the one that
 * migrates has ended. A newer schema is fine.
 *
 * @param options.timeoutMs after so long it gives up
 * @throws Error naming the migrations that are missing
 */
export async function awaitSchema(
  { url, schema, migrations }: Pick<StorageOptions, 'url' | 'schema' | 'migrations'>,
  { timeoutMs }: { timeoutMs: number } = { timeoutMs: 30 * 60_000 },
): Promise<{ schema: string; newest: string | undefined }> {
  const names = migrations.map((Migration) => new Migration().name ?? Migration.name);
  const givesUpAt = Date.now() + timeoutMs;
  for (;;) {
    const done = await migrationsOf(url, schema);
    const missing = names.filter((name) => !done.includes(name));
    if (missing.length === 0) return { schema, newest: names.at(-1) };
    if (Date.now() >= givesUpAt) {
      throw new Error(
        `The schema ${schema} still lacks ${missing.join(', ')}. Look at the migrate job; this process is started again.`,
      );
    }
    await delay(Math.min(askAgainMs, timeoutMs));
  }
}

/** None while the database cannot be reached or the schema is not there. */
async function migrationsOf(url: string, schema: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(`select name from "${schema}".migrations`);
    return rows.map(({ name }) => name);
  } catch {
    return [];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Roles belong to the whole server: another database's migration may change the same one at the same moment. */
async function ensureLogin(query: (sql: string) => Promise<unknown>, role: string, url?: string): Promise<void> {
  await query(
    `do $$ begin create role "${role}" login nosuperuser nocreatedb nocreaterole noreplication;
     exception when duplicate_object or unique_violation then null; end $$`,
  );
  if (url === undefined) return;
  const { username, password } = new URL(url);
  if (decodeURIComponent(username) !== role) {
    throw new Error(
      `The service logs in as ${role}, not as ${username || 'nobody'}: correct its DATABASE_URL and DATABASE_SYSTEM_URL.`,
    );
  }
  const setPassword = `alter role "${role}" login password ${pg.escapeLiteral(decodeURIComponent(password))}`;
  for (let tries = 1; !(await canLogIn(url)); tries += 1) {
    await query(setPassword).catch((error: unknown) => {
      if (tries >= 5) throw error;
    });
    if (tries >= 5) throw new Error(`${role} cannot log in to Postgres with the password that it was given.`);
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch (error: unknown) {
    // Invalid authorization: a wrong password, or none yet.
    if (String(Reflect.get(Object(error), 'code')).startsWith('28')) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

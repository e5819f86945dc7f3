import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { roleOf, type StorageOptions } from './database.js';

/** Two services or replicas that migrate at once wait for each other on this advisory lock. */
const migrationLock = 7_206_510;

/** Creates the service's schema and role, then runs its migrations, forward only. Safe to run again and by several at once. */
export async function migrate({
  url,
  schema,
  migrations,
}: Pick<StorageOptions, 'url' | 'schema' | 'migrations'>): Promise<string[]> {
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
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock]);
    const role = roleOf(schema);
    await lock.query(`create schema if not exists "${schema}"`);
    const [existing] = (await lock.query('select 1 from pg_roles where rolname = $1', [role])) as unknown[];
    if (!existing) await createRole(lock.query.bind(lock), role);
    await lock.query(`grant "${role}" to current_user`);
    const done = await admin.runMigrations({ transaction: 'each' });
    await lock.query(`grant usage on schema "${schema}" to "${role}"`);
    await lock.query(`grant select, insert, update, delete on all tables in schema "${schema}" to "${role}"`);
    await lock.query(`grant usage on all sequences in schema "${schema}" to "${role}"`);
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [migrationLock]);
    await lock.release();
    await admin.destroy();
  }
}

const askAgainMs = 2_000;

/**
 * Waits until a schema has every migration that this code brings, so that a new version begins only after the one that
 * migrates has ended. A newer schema is fine.
 *
 * @param patience.limitMs after so long it gives up
 * @throws Error naming the migrations that are missing
 */
export async function awaitSchema(
  { url, schema, migrations }: Pick<StorageOptions, 'url' | 'schema' | 'migrations'>,
  patience = { limitMs: 30 * 60_000 },
): Promise<{ schema: string; newest: string | undefined }> {
  const wanted = migrations.map((Migration) => new Migration().name ?? Migration.name);
  const givesUpAt = Date.now() + patience.limitMs;
  for (;;) {
    const done = await migrationsOf(url, schema);
    const missing = wanted.filter((name) => !done.includes(name));
    if (missing.length === 0) return { schema, newest: wanted.at(-1) };
    if (Date.now() >= givesUpAt) {
      throw new Error(
        `The schema ${schema} still lacks ${missing.join(', ')}. Look at the migrate job; this process is started again.`,
      );
    }
    await delay(Math.min(askAgainMs, patience.limitMs));
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

/** Roles belong to the whole server: another database's migration may create it at the same moment. */
async function createRole(query: (sql: string) => Promise<unknown>, role: string): Promise<void> {
  await query(
    `do $$ begin create role "${role}" nologin; exception when duplicate_object or unique_violation then null; end $$`,
  );
}

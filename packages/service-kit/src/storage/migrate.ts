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

/** Roles belong to the whole server: another database's migration may create it at the same moment. */
async function createRole(query: (sql: string) => Promise<unknown>, role: string): Promise<void> {
  await query(
    `do $$ begin create role "${role}" nologin; exception when duplicate_object or unique_violation then null; end $$`,
  );
}

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { StorageOptions } from '../storage/database.js';
import { migrate } from '../storage/migrate.js';
import { loginsOf } from '../storage/tenancy.js';

export interface TestDatabase {
  /** Logs in as the superuser who owns it. */
  url: string;
  /** How the service of a schema logs in: to spread into its environment. */
  configOf(schema: string): { DATABASE_URL: string; DATABASE_SYSTEM_URL: string };
  /** How the service of the first schema logs in: to spread into `StorageOptions`. */
  logins: Pick<StorageOptions, 'url' | 'systemUrl'>;
  /** Ends every connection to it and drops it. */
  drop(): Promise<void>;
}

/** Logins belong to the server, which is the test run's own: its databases share them and their passwords. */
const password = 'of-the-test-run';

/** A database of its own on the Postgres server that the test run started, with the real migrations and logins. */
export async function createTestDatabase(
  ...storages: Pick<StorageOptions, 'schema' | 'migrations'>[]
): Promise<TestDatabase> {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL)
    throw new Error('DATABASE_URL is not set: run these tests as the Jest project "integration" or "e2e"');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(DATABASE_URL, `create database ${name}`);
  const as = (user?: string) => {
    const url = new URL(DATABASE_URL);
    url.pathname = `/${name}`;
    if (user !== undefined) Object.assign(url, { username: user, password });
    return url.href;
  };
  const loginsTo = (schema: string) => {
    const { service, system } = loginsOf(schema);
    return { url: as(service), systemUrl: as(system) };
  };
  for (const storage of storages) await migrate({ ...storage, url: as(), logins: loginsTo(storage.schema) });
  return {
    url: as(),
    configOf: (schema) => {
      const { url, systemUrl } = loginsTo(schema);
      return { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl };
    },
    logins: loginsTo(storages[0]?.schema ?? 'none'),
    drop: () => administer(DATABASE_URL, `drop database if exists ${name} with (force)`),
  };
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

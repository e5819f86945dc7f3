import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { StorageOptions } from '../storage/database.js';
import { migrate } from '../storage/migrate.js';

export interface TestDatabase {
  url: string;
  /** Ends every connection to it and drops it. */
  drop(): Promise<void>;
}

/** A database of its own on the Postgres server that the test run started, with the real migrations. */
export async function createTestDatabase(
  ...storages: Pick<StorageOptions, 'schema' | 'migrations'>[]
): Promise<TestDatabase> {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL)
    throw new Error('DATABASE_URL is not set: run these tests as the Jest project "integration" or "e2e"');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(DATABASE_URL, `create database ${name}`);
  const url = new URL(DATABASE_URL);
  url.pathname = `/${name}`;
  for (const storage of storages) await migrate({ ...storage, url: url.href });
  return { url: url.href, drop: () => administer(DATABASE_URL, `drop database if exists ${name} with (force)`) };
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

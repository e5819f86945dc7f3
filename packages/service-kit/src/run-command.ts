import { databaseConfigSchema, readConfig } from './config/base-config.js';
import type { StorageOptions } from './storage/database.js';
import { awaitSchema, migrate } from './storage/migrate.js';

export interface Commands {
  serve(): Promise<void>;
  /** Absent: the service keeps no data. */
  storage?: Pick<StorageOptions, 'schema' | 'migrations'>;
}

/**
 * The entry of a service's process: `node main.js` serves, `node main.js migrate` migrates and ends, `node main.js
 * await-schema` ends once somebody else has migrated. An error at start is told in one readable block.
 */
export async function runCommand({ serve, storage }: Commands): Promise<void> {
  try {
    const command = process.argv[2];
    if (storage && (command === 'migrate' || command === 'await-schema')) {
      const options = { ...storage, url: readConfig(databaseConfigSchema).DATABASE_URL };
      const done = command === 'migrate' ? { migrated: await migrate(options) } : await awaitSchema(options);
      process.stdout.write(`${JSON.stringify(done)}\n`);
      process.exit(0);
    }
    await serve();
  } catch (error: unknown) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}

import { databaseConfigSchema, migrateConfigSchema, readConfig } from './config/base-config.js';
import type { StorageOptions } from './storage/database.js';
import { awaitSchema, migrate } from './storage/migrate.js';

export interface Commands {
  serve(): Promise<void>;
  /** Absent: the service keeps no data. */
  storage?: Pick<StorageOptions, 'schema' | 'migrations'>;
  /** The service's own commands by name; each prints what it returns, as JSON. */
  commands?: Readonly<Record<string, (args: string[]) => Promise<object>>>;
}

/**
 * The entry of a service's process: `node main.js` serves, `node main.js migrate` migrates and ends, `node main.js await-schema`
 * ends once somebody else has migrated, and a service may have commands of its own. An error at start is told in one readable
 * block. It has an import path of its own, so that a migration loads nothing of the service.
 */
export async function runCommand({ serve, storage, commands = {} }: Commands): Promise<void> {
  try {
    const [, , command, ...args] = process.argv;
    if (storage && command === 'migrate') await end({ migrated: await migrateBy(storage) });
    if (storage && command === 'await-schema') {
      const { DATABASE_URL: url } = readConfig(databaseConfigSchema.pick({ DATABASE_URL: true }));
      await end(await awaitSchema({ ...storage, url }));
    }
    const own = command === undefined ? undefined : commands[command];
    if (own) await end(await own(args));
    if (command !== undefined) throw new Error(`There is no command "${command}".`);
    writeWarningsAsJson();
    await serve();
  } catch (error: unknown) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}

/** Node's own warnings are lines of the log like all others; by itself it writes them as plain text. */
function writeWarningsAsJson(): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message, code }: Error & { code?: string }) => {
    const line = { level: 'warn', time: new Date().toISOString(), context: 'Node', type: name, code, msg: message };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  });
}

function migrateBy(storage: NonNullable<Commands['storage']>): Promise<string[]> {
  const config = readConfig(migrateConfigSchema);
  const { DATABASE_ADMIN_URL: adminUrl, DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl } = config;
  const logins = url !== undefined && systemUrl !== undefined ? { url, systemUrl } : undefined;
  return migrate({ ...storage, url: adminUrl, logins });
}

async function end(result: object): Promise<never> {
  await new Promise((resolve) => process.stdout.write(`${JSON.stringify(result)}\n`, resolve));
  return process.exit(0);
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, freePortPreferring, requireFreePorts } from './ports.ts';
import { ensureDatabase, startPostgres } from './postgres.ts';
import { openLedger, startChild, tailOf, type Child, type Ledger } from './processes.ts';
import { cacheDirectory, ensureSecrets, stateDirectory } from './state.ts';
import { UserError, ignoreLog, log as print, stopOnSignals, type Log } from './terminal.ts';
import { installApplication } from './vendure.ts';

const usualPort = 8204;
const readyTimeoutMs = 300_000;

export interface MedusaOptions {
  /** Folder for its log and its list of processes. */
  stateDir: string;
  /** A Postgres whose user may create databases; the shop gets one of its own there. */
  databaseUrl: string;
  /** Name of that database; `medusa` by default. */
  database?: string;
  /** A free one by default. */
  port?: number;
  /** Of the administrator; `admin@example.com` with `supersecret` by default. */
  username?: string;
  password?: string;
  /** One of its own by default. */
  ledger?: Ledger;
  log?: Log;
}

export interface RunningMedusa {
  url: string;
  /** For the admin API, as user name of HTTP Basic. */
  secretKey: string;
  /** For the store API, in `x-publishable-api-key`. */
  publishableKey: string;
  username: string;
  password: string;
  logFile: string;
  stop(): Promise<void>;
}

type Environment = Record<string, string | undefined>;

/** Creates or updates the tables; the server itself expects them. */
function migrate(folder: string, env: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['server.mjs', 'migrate'], { cwd: folder, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new UserError(`Medusa could not set up its database:\n${output.slice(-3000)}`));
    });
  });
}

interface Keys {
  secretKey: string;
  publishableKey: string;
}

async function waitForKeys(child: Child, logFile: string): Promise<Keys> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!child.hasExited() && Date.now() < deadline) {
    const line = existsSync(logFile) && /^Medusa is seeded and ready (\{.*\})$/m.exec(readFileSync(logFile, 'utf8'));
    if (line) return JSON.parse(line[1] ?? '') as Keys;
    await sleep(100);
  }
  throw new UserError(`Medusa did not become ready. The end of ${logFile}:\n${tailOf(logFile, 30)}`);
}

/** Installs Medusa from npm when needed (cached in `.koppel/medusa-install`), starts it and seeds an empty shop. */
export async function startMedusa(options: MedusaOptions): Promise<RunningMedusa> {
  const { stateDir, username = 'admin@example.com', password = 'supersecret', log = ignoreLog } = options;
  const folder = await installApplication('medusa', log);
  const ledger = options.ledger ?? (await openLedger(join(stateDir, 'medusa-shop')));
  const port = options.port ?? (await freePort());
  const logFile = join(stateDir, 'logs', `medusa-${Date.now()}.log`);
  const env: Environment = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: join(cacheDirectory, 'compile-cache'),
    DATABASE_URL: await ensureDatabase(options.databaseUrl, options.database ?? 'medusa'),
    PORT: String(port),
    MEDUSA_USERNAME: username,
    MEDUSA_PASSWORD: password,
    MEDUSA_SECRET: createHash('sha256').update(`secret ${password}`).digest('base64'),
    MEDUSA_DISABLE_TELEMETRY: '1',
  };
  await migrate(folder, env);
  const program = { command: process.execPath, args: ['server.mjs'], cwd: folder };
  const child = startChild({ name: 'medusa', ...program, env, logFile, ledger });
  const stop = async () => {
    await child.stop();
    if (!options.ledger) ledger.close();
  };
  try {
    const keys = await waitForKeys(child, logFile);
    return { url: `http://localhost:${port}`, ...keys, username, password, logFile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const welcome = ({ url, secretKey, publishableKey, username, password, logFile }: RunningMedusa) => `
  A Medusa shop is running: ${url}

    Paste into the wizard
      Shop address         ${url}
      Secret API key       ${secretKey}

    Admin API              ${url}/admin   (${username}, ${password})
    Store API              ${url}/store   (x-publishable-api-key: ${publishableKey})

  It is empty: let Koppel bring it products. Log: ${logFile}    Stop with Ctrl-C; all data stays.
`;

/** `npm run sandbox:medusa`: a real Medusa shop for the wizard, with a Postgres of its own unless `DATABASE_URL` is given. */
export async function main(): Promise<void> {
  setInterval(() => {}, 3_600_000);
  const stateDir = join(stateDirectory(), 'medusa');
  const port = Number(process.env['KOPPEL_MEDUSA_PORT'] || usualPort);
  const ledger = await openLedger(stateDir);
  await requireFreePorts([{ name: 'Medusa', port, variable: 'KOPPEL_MEDUSA_PORT', command: 'npm run sandbox:medusa' }]);
  const running: { stop(): Promise<void> }[] = [];
  stopOnSignals(async () => {
    for (const one of running.reverse()) await one.stop();
    ledger.close();
  });
  let databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl) {
    const postgres = await startPostgres({
      dataDir: join(stateDir, 'postgres'),
      port: await freePortPreferring(54331),
      password: ensureSecrets(stateDir).postgresPassword,
      database: 'postgres',
      logFile: join(stateDir, 'logs', 'postgres.log'),
      ledger,
    });
    running.push(postgres);
    databaseUrl = postgres.url;
  }
  const shop = await startMedusa({ stateDir, databaseUrl, port, log: print, ledger });
  running.push(shop);
  process.stdout.write(welcome(shop));
}

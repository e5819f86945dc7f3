import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, freePortPreferring, requireFreePorts } from './ports.ts';
import { ensureDatabase, startPostgres } from './postgres.ts';
import { openLedger, startChild, tailOf, type Child, type Ledger } from './processes.ts';
import { cacheDirectory, ensureSecrets, repositoryRoot, stateDirectory } from './state.ts';
import { waitForOk } from './supervisor.ts';
import { UserError, ignoreLog, log as print, stopOnSignals, type Log } from './terminal.ts';

const usualPort = 8203;
const readyTimeoutMs = 240_000;

function npm(args: readonly string[], cwd: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/**
 * Installs an application from npm in a folder of its own, apart from the workspaces, once per version of its lock file.
 *
 * @param name of the application and of its folder below `tools/`, which holds `package.json`, the lock file and programs
 * @returns the folder where it is installed
 */
export async function installApplication(name: string, log: Log): Promise<string> {
  const source = join(repositoryRoot, 'tools', name);
  const folder = join(cacheDirectory, `${name}-install`);
  mkdirSync(folder, { recursive: true });
  cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith('node_modules') });
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const record = join(folder, 'node_modules', '.koppel-lock-hash');
  if (existsSync(record) && readFileSync(record, 'utf8') === hash) return folder;
  const startedAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  log(`installing ${name} (npm, once)`);
  const progress = setInterval(() => log(`still installing ${name}, ${seconds()}`), 10_000);
  // No install scripts: native add-ons (bcrypt) ship prebuilt binaries.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await npm(args, folder);
  clearInterval(progress);
  if (code !== 0) {
    throw new UserError(
      `${name} could not be installed from npm:\n${output}\nCheck the network and run the command again.`,
    );
  }
  writeFileSync(record, hash);
  log(`installed ${name} in ${seconds()}`);
  return folder;
}

export interface VendureOptions {
  /** Folder for its log and its list of processes. */
  stateDir: string;
  /** A Postgres whose user may create databases; the shop gets one of its own there. */
  databaseUrl: string;
  /** Name of that database; `vendure` by default. */
  database?: string;
  /** A free one by default. */
  port?: number;
  /** Of the superadmin; `superadmin` by default. */
  username?: string;
  password?: string;
  /** One of its own by default. */
  ledger?: Ledger;
  log?: Log;
}

export interface RunningVendure {
  url: string;
  shopApiUrl: string;
  adminApiUrl: string;
  username: string;
  password: string;
  logFile: string;
  stop(): Promise<void>;
}

async function waitUntilSeeded(child: Child, shopApiUrl: string, logFile: string): Promise<void> {
  const query = `${shopApiUrl}?query=${encodeURIComponent('{ activeChannel { defaultCurrencyCode } }')}`;
  const isGone = () => child.hasExited();
  const isSeeded = () => existsSync(logFile) && readFileSync(logFile, 'utf8').includes('Vendure is seeded and ready');
  const deadline = Date.now() + readyTimeoutMs;
  while (!isSeeded() && !isGone() && Date.now() < deadline) await sleep(100);
  const last = await waitForOk(query, { timeoutMs: 10_000, isGone });
  if (isSeeded() && !last && !isGone()) return;
  throw new UserError(`Vendure did not become ready. The end of ${logFile}:\n${tailOf(logFile, 30)}`);
}

/** Installs Vendure from npm when needed (cached in `.koppel/vendure-install`), starts it and seeds an empty shop. */
export async function startVendure(options: VendureOptions): Promise<RunningVendure> {
  const { stateDir, username = 'superadmin', password = 'superadmin', log = ignoreLog } = options;
  const folder = await installApplication('vendure', log);
  const ledger = options.ledger ?? (await openLedger(join(stateDir, 'vendure-shop')));
  const port = options.port ?? (await freePort());
  const logFile = join(stateDir, 'logs', `vendure-${Date.now()}.log`);
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_COMPILE_CACHE: join(cacheDirectory, 'compile-cache'),
    DATABASE_URL: await ensureDatabase(options.databaseUrl, options.database ?? 'vendure'),
    PORT: String(port),
    VENDURE_USERNAME: username,
    VENDURE_PASSWORD: password,
    VENDURE_COOKIE_SECRET: createHash('sha256').update(`cookie ${password}`).digest('base64'),
    VENDURE_DISABLE_TELEMETRY: '1',
  };
  const program = { command: process.execPath, args: ['server.mjs'], cwd: folder };
  const child = startChild({ name: 'vendure', ...program, env, logFile, ledger });
  const stop = async () => {
    await child.stop();
    if (!options.ledger) ledger.close();
  };
  try {
    await waitUntilSeeded(child, `http://127.0.0.1:${port}/shop-api`, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = `http://localhost:${port}`;
  return { url, shopApiUrl: `${url}/shop-api`, adminApiUrl: `${url}/admin-api`, username, password, logFile, stop };
}

const welcome = ({ url, username, password, logFile }: RunningVendure) => `
  A Vendure shop is running: ${url}

    Paste into the wizard
      Shop address         ${url}
      User name            ${username}
      Password             ${password}

    Shop API (GraphQL)     ${url}/shop-api

  It is empty: let Koppel bring it products. Log: ${logFile}    Stop with Ctrl-C; all data stays.
`;

/** `npm run sandbox:vendure`: a real Vendure shop for the wizard, with a Postgres of its own unless `DATABASE_URL` is given. */
export async function main(): Promise<void> {
  setInterval(() => {}, 3_600_000);
  const stateDir = join(stateDirectory(), 'vendure');
  const port = Number(process.env['KOPPEL_VENDURE_PORT'] || usualPort);
  const ledger = await openLedger(stateDir);
  await requireFreePorts([
    { name: 'Vendure', port, variable: 'KOPPEL_VENDURE_PORT', command: 'npm run sandbox:vendure' },
  ]);
  const running: { stop(): Promise<void> }[] = [];
  stopOnSignals(async () => {
    for (const one of running.reverse()) await one.stop();
    ledger.close();
  });
  let databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl) {
    const postgres = await startPostgres({
      dataDir: join(stateDir, 'postgres'),
      port: await freePortPreferring(54330),
      password: ensureSecrets(stateDir).postgresPassword,
      database: 'postgres',
      logFile: join(stateDir, 'logs', 'postgres.log'),
      ledger,
    });
    running.push(postgres);
    databaseUrl = postgres.url;
  }
  const shop = await startVendure({ stateDir, databaseUrl, port, log: print, ledger });
  running.push(shop);
  process.stdout.write(welcome(shop));
}

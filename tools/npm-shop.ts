import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { freePort, freePortPreferring, requireFreePorts } from './ports.ts';
import { ensureDatabase, startPostgres } from './postgres.ts';
import { openLedger, startChild, tailOf, type Child, type Ledger } from './processes.ts';
import { cacheDirectory, ensureSecrets, repositoryRoot, stateDirectory } from './state.ts';
import { UserError, ignoreLog, log as print, stopOnSignals, type Log } from './terminal.ts';

/** A real shop from npm: the folder of its name below `tools/` holds `package.json`, the lock file and its programs. */
export interface NpmShop {
  name: string;
  title: string;
  readyTimeoutMs: number;
}

export interface ShopOptions {
  /** Folder for its log and its list of processes. */
  stateDir: string;
  /** A Postgres whose user may create databases; the shop gets one of its own there. */
  databaseUrl: string;
  /** Name of that database; the shop's name by default. */
  database?: string;
  /** A free one by default. */
  port?: number;
  /** Of the administrator; each shop has its usual ones. */
  username?: string;
  password?: string;
  /** One of its own by default. */
  ledger?: Ledger;
  log?: Log;
}

export interface RunningShop {
  url: string;
  logFile: string;
  stop(): Promise<void>;
}

export type Environment = Record<string, string | undefined>;

/** What a shop does in its own way. */
export interface ShopStart<Ready> {
  /** Its settings, beside address and database. */
  environment: Environment;
  /** Runs in its folder before the server starts. */
  prepare?(folder: string, environment: Environment): Promise<void>;
  /** @throws where the shop does not become ready */
  waitUntilReady(server: StartingShop): Promise<Ready>;
}

/** A server that was started and is not ready yet. */
export interface StartingShop {
  child: Child;
  port: number;
  /** Waits for a line of the log that says so. */
  waitForLine(pattern: RegExp): Promise<RegExpExecArray>;
  notReady(): UserError;
}

/** Installs a shop when needed (cached in `.koppel/<name>-install`), starts it and waits until it is ready. */
export async function startShop<Ready>(
  { name, title, readyTimeoutMs }: NpmShop,
  options: ShopOptions,
  { environment, prepare, waitUntilReady }: ShopStart<Ready>,
): Promise<RunningShop & { ready: Ready }> {
  const { stateDir, log = ignoreLog } = options;
  const folder = await install(name, log);
  const ledger = options.ledger ?? (await openLedger(join(stateDir, `${name}-shop`)));
  const port = options.port ?? (await freePort());
  const logFile = join(stateDir, 'logs', `${name}-${Date.now()}.log`);
  const env: Environment = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_COMPILE_CACHE: join(cacheDirectory, 'compile-cache'),
    DATABASE_URL: await ensureDatabase(options.databaseUrl, options.database ?? name),
    PORT: String(port),
    ...environment,
  };
  await prepare?.(folder, env);
  const child = startChild({
    name,
    command: process.execPath,
    args: ['server.mjs'],
    cwd: folder,
    env,
    logFile,
    ledger,
  });
  const stop = async () => {
    await child.stop();
    if (!options.ledger) ledger.close();
  };
  const notReady = () => new UserError(`${title} did not become ready. The end of ${logFile}:\n${tailOf(logFile, 30)}`);
  const waitForLine = async (pattern: RegExp) => {
    const deadline = Date.now() + readyTimeoutMs;
    while (!child.hasExited() && Date.now() < deadline) {
      const line = existsSync(logFile) && pattern.exec(readFileSync(logFile, 'utf8'));
      if (line) return line;
      await sleep(100);
    }
    throw notReady();
  };
  try {
    const ready = await waitUntilReady({ child, port, waitForLine, notReady });
    return { url: `http://localhost:${port}`, logFile, stop, ready };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Derived, so that whoever is signed in stays so over a restart. */
export function secretOf(purpose: string, password: string): string {
  return createHash('sha256').update(`${purpose} ${password}`).digest('base64');
}

/** Installs an application in a folder of its own, apart from the workspaces, once per version of its lock file. */
async function install(name: string, log: Log): Promise<string> {
  const folder = join(cacheDirectory, `${name}-install`);
  mkdirSync(folder, { recursive: true });
  // Tests that run at once use the same folder: one of them installs, the others wait for it.
  const release = await lock(folder, { stale: 60_000, retries: { retries: 1200, factor: 1, minTimeout: 500 } });
  try {
    await installInto(folder, { name, log });
  } finally {
    await release();
  }
  return folder;
}

async function installInto(folder: string, { name, log }: { name: string; log: Log }): Promise<void> {
  const source = join(repositoryRoot, 'tools', name);
  cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith('node_modules') });
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const record = join(folder, 'node_modules', '.koppel-lock-hash');
  if (existsSync(record) && readFileSync(record, 'utf8') === hash) return;
  const startedAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  log(`installing ${name} (npm, once)`);
  const progress = setInterval(() => log(`still installing ${name}, ${seconds()}`), 10_000);
  // No install scripts: native add-ons (bcrypt) ship prebuilt binaries.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runToEnd({ command: 'npm', args, cwd: folder });
  clearInterval(progress);
  if (code !== 0) {
    throw new UserError(
      `${name} could not be installed from npm:\n${output}\nCheck the network and run the command again.`,
    );
  }
  writeFileSync(record, hash);
  log(`installed ${name} in ${seconds()}`);
}

/** Runs a program to its end; where it could not be started, its output says why. */
export function runToEnd(program: {
  command: string;
  args: readonly string[];
  cwd: string;
  env?: Environment;
}): Promise<{ code: number | null; output: string }> {
  const { command, args, cwd, env } = program;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** `npm run sandbox:<name>`: a shop for the wizard, with a Postgres of its own unless `DATABASE_URL` is given. */
export async function runSandbox<Running extends RunningShop>({
  shop: { name, title },
  ports,
  start,
  welcome,
}: {
  shop: NpmShop;
  /** The usual ones: the shop's own, and that of its Postgres. */
  ports: { shop: number; postgres: number };
  start(options: ShopOptions): Promise<Running>;
  welcome(running: Running): string;
}): Promise<void> {
  setInterval(() => {}, 3_600_000);
  const stateDir = join(stateDirectory(), name);
  const variable = `KOPPEL_${name.toUpperCase()}_PORT`;
  const port = Number(process.env[variable] || ports.shop);
  const ledger = await openLedger(stateDir);
  await requireFreePorts([{ name: title, port, variable, command: `npm run sandbox:${name}` }]);
  const running: { stop(): Promise<void> }[] = [];
  stopOnSignals(async () => {
    for (const one of running.reverse()) await one.stop();
    ledger.close();
  });
  let databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl) {
    const postgres = await startPostgres({
      dataDir: join(stateDir, 'postgres'),
      port: await freePortPreferring(ports.postgres),
      password: ensureSecrets(stateDir).postgresPassword,
      database: 'postgres',
      logFile: join(stateDir, 'logs', 'postgres.log'),
      ledger,
    });
    running.push(postgres);
    databaseUrl = postgres.url;
  }
  const shop = await start({ stateDir, databaseUrl, port, log: print, ledger });
  running.push(shop);
  process.stdout.write(welcome(shop));
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, tailOf } from './child.mjs';
import { ensureDatabase } from './database.mjs';
import { openLedger } from './ledger.mjs';
import { cacheDirectory, repositoryRoot } from './paths.mjs';
import { freePort } from './ports.mjs';
import { Problem } from './problem.mjs';
import { waitForOk } from './readiness.mjs';

const source = join(repositoryRoot, 'scripts', 'vendure');
const folder = join(cacheDirectory, 'vendure-install');
const readyWithinMs = 120_000;

function npm(args) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Installs Vendure in a folder of its own, once per version of its lock file. */
async function install(say) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(source).filter((file) => file !== 'node_modules')) {
    copyFileSync(join(source, name), join(folder, name));
  }
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const record = join(folder, 'node_modules', '.koppel-lock-hash');
  if (existsSync(record) && readFileSync(record, 'utf8') === hash) return;
  const beganAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - beganAt) / 1000)} s`;
  say('installing Vendure (npm, about 170 MB, once)');
  const progress = setInterval(() => say(`still installing Vendure, ${seconds()}`), 10_000);
  // No install scripts: the one native add-on (bcrypt) ships its prebuilt binaries.
  const { code, output } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  clearInterval(progress);
  if (code !== 0) {
    throw new Problem(
      `Vendure could not be installed from npm:\n${output}\nCheck the network and run the command again.`,
    );
  }
  writeFileSync(record, hash);
  say(`installed Vendure in ${seconds()}`);
}

function environment({ databaseUrl, port, username, password }) {
  const inherited = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_COMPILE_CACHE: join(cacheDirectory, 'compile-cache'),
  };
  return {
    ...inherited,
    ...{ DATABASE_URL: databaseUrl, PORT: String(port), VENDURE_USERNAME: username, VENDURE_PASSWORD: password },
    VENDURE_COOKIE_SECRET: createHash('sha256').update(`cookie ${password}`).digest('base64'),
    VENDURE_DISABLE_TELEMETRY: '1',
  };
}

async function waitUntilSeeded(child, shopApiUrl, logFile) {
  const query = `${shopApiUrl}?query=${encodeURIComponent('{ activeChannel { defaultCurrencyCode } }')}`;
  const isGone = () => child.hasExited();
  const wasSeeded = () => existsSync(logFile) && readFileSync(logFile, 'utf8').includes('Vendure is seeded and ready');
  const deadline = Date.now() + readyWithinMs;
  while (!wasSeeded() && !isGone() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
  const last = await waitForOk(query, { timeoutMs: 10_000, isGone });
  if (wasSeeded() && !last && !isGone()) return;
  throw new Problem(`Vendure did not become ready. The end of ${logFile}:\n${tailOf(logFile, 30)}`);
}

/**
 * Starts a Vendure shop on a Postgres, in a database of its own; the options and the result stand in vendure.d.mts.
 */
export async function startVendure({ stateDir, databaseUrl, database = 'vendure', port, say = () => {}, ...login }) {
  const { username = 'superadmin', password = 'superadmin' } = login;
  await install(say);
  const ledger = login.ledger ?? (await openLedger(join(stateDir, 'vendure-shop')));
  const listenOn = port ?? (await freePort());
  const shopDatabaseUrl = await ensureDatabase(databaseUrl, database);
  const logFile = join(stateDir, 'logs', `vendure-${Date.now()}.log`);
  const env = environment({ databaseUrl: shopDatabaseUrl, port: listenOn, username, password });
  const child = startChild({
    ...{ name: 'vendure', command: process.execPath, args: ['server.mjs'], cwd: folder, env, logFile, ledger },
  });
  const stop = async () => {
    await child.stop();
    if (!login.ledger) ledger.close();
  };
  const url = `http://localhost:${listenOn}`;
  const result = {
    url,
    shopApiUrl: `${url}/shop-api`,
    adminApiUrl: `${url}/admin-api`,
    username,
    password,
    logFile,
    stop,
  };
  try {
    await waitUntilSeeded(child, `http://127.0.0.1:${listenOn}/shop-api`, logFile);
    return result;
  } catch (error) {
    await stop();
    throw error;
  }
}

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, tailOf } from './child.mjs';
import { signalGroup } from './ledger.mjs';
import { locatePostgres } from './postgres-program.mjs';
import { Problem } from './problem.mjs';

const readyWithinMs = 60_000;

/** Small-machine settings: TCP on the loopback only, enough connections for all services and several replicas. */
const commonSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
/** For test databases, which nobody misses after a power cut. */
const hastySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' };

const environment = () => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' });

/** Runs one of Postgres' own programs to its end, as the right user; its output is in the error when it fails. */
function runProgram(program, args, { user, input }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...user, cwd: '/', env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${program} ended with ${code}:\n${output}`)),
    );
    child.stdin.end(input ?? '');
  });
}

async function initialise({ bin, user, dataDir }, { password, database, isHasty }) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (user) chownSync(dataDir, user.uid, user.gid);
  const secretDir = mkdtempSync(join(tmpdir(), 'koppel-pg-'));
  const passwordFile = join(secretDir, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [secretDir, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = [`--pgdata=${dataDir}`, '--auth=scram-sha-256', '--username=koppel', `--pwfile=${passwordFile}`];
  args.push('--encoding=UTF8', '--locale=C', ...(isHasty ? ['--no-sync'] : []));
  try {
    await runProgram(join(bin, 'initdb'), args, { user });
    if (database !== 'postgres') {
      const single = ['--single', '-D', dataDir, ...flags({ unix_socket_directories: '' }), 'postgres'];
      await runProgram(join(bin, 'postgres'), single, { user, input: `CREATE DATABASE "${database}";\n` });
    }
  } catch (cause) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new Problem(`Postgres could not set up its data in ${dataDir}.\n${cause.message}`, { cause });
  } finally {
    rmSync(secretDir, { recursive: true, force: true });
  }
}

const flags = (settings) => Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

function pidFileOf(dataDir) {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { file, pid: Number(lines[0]), status: lines[7]?.trim() };
}

/** Ends a server that a killed start left behind on this data, and removes a lock file that nobody holds. */
async function clearStaleServer(dataDir) {
  const lock = pidFileOf(dataDir);
  if (!lock) return;
  if (commandLineOf(lock.pid).includes(dataDir)) {
    signalGroup(lock.pid, 'SIGINT');
    for (let waited = 0; waited < 20_000 && commandLineOf(lock.pid).includes(dataDir); waited += 100) await sleep(100);
  }
  rmSync(lock.file, { force: true });
}

function commandLineOf(pid) {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

async function waitUntilReady(child, dataDir, logFile) {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    const lock = pidFileOf(dataDir);
    if (lock?.pid === child.pid && lock.status === 'ready') return;
    if (child.hasExited()) break;
    await sleep(25);
  }
  await child.stop(1_000);
  throw new Problem(`Postgres did not start on its data in ${dataDir}. The end of ${logFile}:\n${tailOf(logFile)}`);
}

/**
 * Starts the packaged Postgres on a data folder, setting the folder up when it is new.
 * @param options.dataDir where the data should lie (moved when the user `postgres` cannot reach it)
 * @param options.port TCP port on 127.0.0.1
 * @param options.password of the superuser `koppel`, used when the data is first set up
 * @param options.database created with the data; its URL is returned
 * @param options.bin folder of another Postgres' programs than the packaged one
 * @param options.isHasty true for throw-away data: no fsync
 */
export async function startPostgres({
  dataDir: wanted,
  port,
  bin: givenBin,
  isHasty = false,
  logFile,
  ledger,
  ...own
}) {
  const { password, database } = own;
  const found = locatePostgres(wanted);
  const place = { ...found, bin: givenBin ?? found.bin };
  const { bin, user, dataDir } = place;
  mkdirSync(dirname(dataDir), { recursive: true });
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(place, { password, database, isHasty });
  chmodSync(dataDir, 0o700);
  await clearStaleServer(dataDir);
  const args = ['-D', dataDir, '-p', String(port), ...flags({ ...commonSettings, ...(isHasty ? hastySettings : {}) })];
  const child = startChild({
    ...{
      name: 'postgres',
      command: join(bin, 'postgres'),
      args,
      env: environment(),
      cwd: '/',
      logFile,
      ledger,
      ...user,
    },
    ...{ stopSignal: 'SIGINT', isStore: true },
  });
  await waitUntilReady(child, dataDir, logFile);
  const url = `postgres://koppel:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  return { url, dataDir, isMoved: place.isMoved, pid: child.pid, exited: child.exited, stop: () => child.stop(30_000) };
}

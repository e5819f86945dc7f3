import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';

const graceMs = 10_000;

/**
 * The moment a process began, as the system writes it; undefined when it is gone.
 * Together with the pid it names one process for ever, however often pids are reused.
 */
function birthOf(pid) {
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

const isAlive = ({ pid, birth }) => birth !== undefined && birthOf(pid) === birth;

function read(file) {
  if (!existsSync(file)) return { processes: [] };
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { processes: [] };
  }
}

/** Sends a signal to a process and to everything it started (each child leads a group of its own). */
export function signalGroup(pid, signal) {
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

async function end(record) {
  signalGroup(record.pid, record.stopSignal ?? 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isAlive(record) && Date.now() < deadline) await sleep(50);
  if (isAlive(record)) signalGroup(record.pid, 'SIGKILL');
}

/** Ends whatever a ledger file still lists, the last started first; returns the names of what was found running. */
export async function endLeftovers(file) {
  const leftovers = read(file).processes.filter(isAlive).reverse();
  const stores = leftovers.filter((record) => record.isStore);
  await Promise.all(leftovers.filter((record) => !record.isStore).map(end));
  await Promise.all(stores.map(end));
  rmSync(file, { force: true });
  return leftovers.map((record) => record.name);
}

/**
 * The list of processes that this process started, on disk, so that nothing outlives it: a guardian process ends
 * them when this one dies without a word, and the next start clears what even the guardian could not.
 */
export async function openLedger(stateDir, { removeOnExit = false } = {}) {
  const file = join(stateDir, 'pids.json');
  mkdirSync(dirname(file), { recursive: true });
  const { owner } = read(file);
  if (owner && isAlive(owner)) {
    throw new Problem(
      `Koppel is already running from ${stateDir} (process ${owner.pid}).\n` +
        `Stop that one first (Ctrl-C there, or: kill ${owner.pid}), or set KOPPEL_STATE_DIR and other ports for a second one.`,
    );
  }
  const leftovers = await endLeftovers(file);
  const content = { owner: { pid: process.pid, birth: birthOf(process.pid) }, processes: [] };
  const save = () => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  save();
  startGuardian(file, removeOnExit ? stateDir : undefined);
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

function startGuardian(file, directoryToRemove) {
  const script = fileURLToPath(new URL('guardian.mjs', import.meta.url));
  const guardian = spawn(process.execPath, [script, file, directoryToRemove ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
    env: { PATH: process.env.PATH ?? '' },
  });
  guardian.unref();
  guardian.stdin.on('error', () => {});
  guardian.stdin.unref?.();
}

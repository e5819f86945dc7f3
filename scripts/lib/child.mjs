import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { signalGroup } from './ledger.mjs';

const largestLogBytes = 10 * 1024 * 1024;

function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/** The last lines of a log, indented, for a message to a person. */
export function tailOf(file, lines = 15) {
  if (!existsSync(file)) return '  (no log was written)';
  const text = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines);
  return text.map((line) => `  ${line.slice(0, 400)}`).join('\n');
}

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches only us and the stopping keeps its order.
 * @returns the child, a promise of its exit `{ code, signal }`, and `stop(graceMs)`
 */
export function startChild({
  name,
  command,
  args,
  env,
  cwd,
  logFile,
  ledger,
  stopSignal = 'SIGTERM',
  isStore,
  uid,
  gid,
}) {
  const log = openLog(logFile);
  const child = spawn(command, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  if (child.pid) ledger?.add({ name, pid: child.pid, stopSignal, isStore });
  void exited.then(() => ledger?.remove(child.pid));
  const hasExited = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid,
    exited,
    hasExited,
    async stop(graceMs = 25_000) {
      if (hasExited()) return;
      child.ref();
      signalGroup(child.pid, stopSignal);
      const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

import { serviceNames } from '@koppel/contracts';
import pg from 'pg';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunningSystem, SystemOptions } from '../../tools/system.ts';
import { measureBare } from './bare-side.ts';
import { measureKoppel } from './koppel-side.ts';
import type { Side } from './measure.ts';
import { parentOf } from './processes.ts';

export interface Machinery {
  startSystem(options: SystemOptions): Promise<RunningSystem>;
  log(line: string): void;
  /** Hears what stops everything, should a signal come. */
  onStop(stop: () => Promise<void>): void;
}

export interface Round {
  koppel: Side;
  bare: Side;
}

export interface RoundOptions {
  records: number;
  profileDir: string | undefined;
  /** Every other round the bare script goes first. */
  isBareFirst: boolean;
}

/** Creates the bare script's database and finds the process that Postgres' others come from. */
async function prepareDatabase(systemUrl: string): Promise<{ databaseUrl: string; postmasterPid: number }> {
  const client = new pg.Client({ connectionString: systemUrl });
  await client.connect();
  try {
    await client.query('create database bare');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const url = new URL(systemUrl);
    url.pathname = '/bare';
    return { databaseUrl: url.href, postmasterPid: parentOf(rows[0]?.pid ?? 0) };
  } finally {
    await client.end();
  }
}

function profiling(profileDir: string | undefined): string[] {
  if (!profileDir) return [];
  const dir = resolve(profileDir);
  mkdirSync(dir, { recursive: true });
  return ['--cpu-prof', `--cpu-prof-dir=${dir}`];
}

/** One round: everything fresh, both sides one after the other on the same Postgres. */
export async function runRound(machinery: Machinery, options: RoundOptions): Promise<Round> {
  const { records, profileDir, isBareFirst } = options;
  const stateDir = mkdtempSync(join(tmpdir(), 'koppel-bench-'));
  const execArgv = profiling(profileDir);
  const system = await machinery.startSystem({
    ...{ stateDir, removeOnExit: true, onStop: machinery.onStop },
    services: [...serviceNames, 'exact-online'],
    env: { LOG_LEVEL: 'warn', ...(profileDir ? { NODE_OPTIONS: execArgv.join(' ') } : {}) },
  });
  try {
    // Koppel knows the address of this sandbox; the benchmark's own simulator takes its place.
    await system.processes.halt('exact-online');
    const { databaseUrl, postmasterPid } = await prepareDatabase(system.databaseUrl);
    const sides: Partial<Round> = {};
    const koppel = async () => {
      sides.koppel = await measureKoppel(system, { records, postmasterPid });
      machinery.log(`Koppel: ${describe(sides.koppel)}`);
    };
    const bare = async () => {
      sides.bare = await measureBare(system, { records, postmasterPid, databaseUrl, execArgv });
      machinery.log(`bare script: ${describe(sides.bare)}`);
    };
    for (const side of isBareFirst ? [bare, koppel] : [koppel, bare]) await side();
    return sides as Round;
  } finally {
    await system.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

function describe({ first, again }: Side): string {
  const interrupted = [first, again].some(({ attempts = 1 }) => attempts > 1) ? '; a run had to pause and go on' : '';
  return `${Math.round(first.recordsPerSecond)} records/s at first, ${Math.round(again.recordsPerSecond)} unchanged${interrupted}`;
}

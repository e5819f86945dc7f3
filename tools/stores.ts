import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountsFile, natsPasswords, variableOf } from './nats-accounts.ts';
import { freePort, freePortPreferring, isListening, requireFreePorts, type PortRequest } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { startChild, tailOf, type Ledger } from './processes.ts';
import { locateNats } from './programs.ts';
import type { Secrets } from './state.ts';
import { UserError, type Log } from './terminal.ts';

const natsReadyTimeoutMs = 60_000;

export interface NatsOptions {
  /** Where JetStream keeps its streams. */
  storeDir: string;
  port: number;
  /** Of the users in deploy/nats/accounts.conf; absent: everybody may do everything. */
  passwords?: Record<string, string>;
  logFile: string;
  ledger: Ledger;
  log?: Log;
}

/** Starts a nats-server with JetStream on 127.0.0.1. */
export async function startNats(options: NatsOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const { storeDir, port, passwords, logFile, ledger, log } = options;
  const command = await locateNats(log);
  mkdirSync(storeDir, { recursive: true });
  const args = ['--addr', '127.0.0.1', '--port', String(port), '--jetstream', '--store_dir', storeDir];
  if (passwords) args.push('--config', accountsFile);
  const secrets = Object.entries(passwords ?? {}).map(([user, password]) => [variableOf(user), password]);
  const env = { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(secrets) };
  const child = startChild({ name: 'nats', command, args, env, cwd: '/', logFile, ledger, isStore: true });
  const deadline = Date.now() + natsReadyTimeoutMs;
  while (!(await isListening(port))) {
    if (child.hasExited() || Date.now() > deadline) {
      await child.stop(1_000);
      throw new UserError(`nats-server did not start on port ${port}. The end of ${logFile}:\n${tailOf(logFile)}`);
    }
    await sleep(25);
  }
  return { url: `nats://127.0.0.1:${port}`, stop: () => child.stop(10_000) };
}

const preferred = {
  postgres: { name: 'Postgres', port: 54329, variable: 'KOPPEL_POSTGRES_PORT' },
  nats: { name: 'NATS', port: 42229, variable: 'KOPPEL_NATS_PORT' },
} satisfies Record<string, PortRequest>;

export interface StoresOptions {
  stateDir: string;
  secrets: Secrets;
  ledger: Ledger;
  log: Log;
  env: Record<string, string | undefined>;
  /** A system beside others: any free ports, data that may be lost. */
  isPrivate: boolean;
}

/** A port that was asked for must be free; otherwise the usual one, or any when that is taken. */
async function portFor({ name, port, variable }: PortRequest, { env, isPrivate }: StoresOptions): Promise<number> {
  if (env[variable]) {
    const requested = Number(env[variable]);
    await requireFreePorts([{ name, port: requested, variable }]);
    return requested;
  }
  return isPrivate ? freePort() : freePortPreferring(port);
}

interface Store {
  url: string;
  stop(): Promise<void>;
}

async function postgresStore(options: StoresOptions): Promise<Store> {
  const { stateDir, secrets, ledger, log, isPrivate } = options;
  const port = await portFor(preferred.postgres, options);
  const server = await startPostgres({
    dataDir: join(stateDir, 'postgres'),
    port,
    password: secrets.postgresPassword,
    database: 'koppel',
    isThrowAway: isPrivate,
    logFile: join(stateDir, 'logs', 'postgres.log'),
    ledger,
  });
  log(`Postgres is ready on port ${port}${server.isMoved ? `, its data in ${server.dataDir}` : ''}`);
  return server;
}

async function natsStore(options: StoresOptions): Promise<Store> {
  const { stateDir, secrets, ledger, log } = options;
  const port = await portFor(preferred.nats, options);
  const server = await startNats({
    storeDir: join(stateDir, 'nats'),
    port,
    passwords: natsPasswords(secrets.brokerSecret),
    logFile: join(stateDir, 'logs', 'nats.log'),
    ledger,
    log,
  });
  log(`NATS with JetStream is ready on port ${port}`);
  return server;
}

const external = (url: string): Store => ({ url, stop: () => Promise.resolve() });

export interface RunningStores {
  databaseUrl: string;
  natsUrl: string;
  /** Undefined when `NATS_URL` came from outside. */
  natsPasswords: Record<string, string> | undefined;
  stop(): Promise<void>;
}

/** Starts Postgres and NATS, or takes those that `DATABASE_URL` and `NATS_URL` name. */
export async function startStores(options: StoresOptions): Promise<RunningStores> {
  const { DATABASE_URL, NATS_URL } = options.env;
  const [postgres, nats] = await Promise.allSettled([
    DATABASE_URL ? external(DATABASE_URL) : postgresStore(options),
    NATS_URL ? external(NATS_URL) : natsStore(options),
  ]);
  const stop = async () => {
    const started = [postgres, nats].filter((result) => result.status === 'fulfilled');
    await Promise.all(started.map(({ value }) => value.stop()));
  };
  if (postgres.status === 'rejected' || nats.status === 'rejected') {
    await stop();
    throw postgres.status === 'rejected' ? postgres.reason : (nats as PromiseRejectedResult).reason;
  }
  return {
    databaseUrl: postgres.value.url,
    natsUrl: nats.value.url,
    natsPasswords: NATS_URL ? undefined : natsPasswords(options.secrets.brokerSecret),
    stop,
  };
}

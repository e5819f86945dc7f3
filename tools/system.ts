import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, requireFreePorts } from './ports.ts';
import { openLedger, startChild, tailOf, type Ledger } from './processes.ts';
import { environmentOf, programOf, services as allServices } from './services.ts';
import type { Service, ServiceName, SystemDescription } from './services.ts';
import { cacheDirectory, ensureSecrets, repositoryRoot } from './state.ts';
import { startStores, type RunningStores } from './stores.ts';
import { SupervisedProcess, waitForOk } from './supervisor.ts';
import { UserError, ignoreLog, type Log } from './terminal.ts';

const systemReadyTimeoutMs = 180_000;

/** Variables that are meant for the surrounding shell or test runner and would mislead a service. */
const notInherited = ['PORT', 'DATA_FILE', 'NODE_OPTIONS', 'NODE_ENV', 'JEST_WORKER_ID'];

type Environment = Record<string, string | undefined>;

/** What is started in place of a service's built program. */
export interface LaunchRequest {
  /** Of the process, such as `flow-runner-2` or `settings-migrate`. */
  name: string;
  /** None, or `migrate`. */
  args: string[];
  /** The environment that is this process's alone. */
  own: Record<string, string>;
}

export type Launch = (service: Service, request: LaunchRequest) => { command: string; args: string[] };

export interface SystemOptions {
  /** Folder for data, logs (`logs/<name>.log`) and secrets of this system. */
  stateDir: string;
  /** Fixed ports for some processes; the others get free ones. */
  ports?: Partial<Record<ServiceName, number>>;
  /** How many flow-runners to run; 1 by default. */
  flowRunnerReplicas?: number;
  /** Added to the environment of every service; `DATABASE_URL` and `NATS_URL` in it replace the embedded ones. */
  env?: Record<string, string>;
  /** Where another build of the services is, laid out like this repository: an older release. Sandboxes are always this one's. */
  root?: string;
  /** The built web app that the gateway serves; this repository's by default. */
  webDist?: string;
  /** Only these processes; all by default. */
  services?: ServiceName[];
  /** True (the default): free ports and throw-away data. False: the usual ports and durable data. */
  isPrivate?: boolean;
  /** How a process is started; by this machine's Node by default. */
  launch?: Launch;
  /** Removes `stateDir` should this process die without calling `stop`. */
  removeOnExit?: boolean;
  /** Receives progress, one line at a time. */
  log?: Log;
  /** Receives the function that stops everything, before anything is started. */
  onStop?: (stop: () => Promise<void>) => void;
}

export interface ProcessesHandle {
  names: string[];
  /** The current pid; undefined while the process is down. */
  pid(name: string): number | undefined;
  /** Sends a signal (SIGKILL by default); a process that dies of it is started again by itself after 250 ms. */
  kill(name: string, signal?: NodeJS.Signals): void;
  /** Stops in order (SIGTERM, 25 s, SIGKILL), starts again, and waits until ready. */
  restart(name: string): Promise<void>;
  /** Stops one process and leaves it stopped until `restart`. */
  halt(name: string): Promise<void>;
  /** Resolves when the process answers ready. */
  ready(name: string): Promise<void>;
  /** Brings the tables up to date with this repository's migrations, whatever build runs on them. */
  migrate(): Promise<void>;
  /**
   * Replaces a running service by this repository's build of it: the new one is ready before the old one stops.
   *
   * @param onAddress receives the service's address each time that it changes
   */
  replace(name: string, onAddress?: (address: string) => void): Promise<void>;
  /** Stops the whole system. */
  stop(): Promise<void>;
}

export interface RunningSystem {
  /** Address of the gateway, such as `http://localhost:8080`. */
  url: string;
  exactUrl: string;
  wooUrl: string;
  /** Shows the mails that were sent. */
  mailboxUrl: string;
  account: { email: string; password: string };
  databaseUrl: string;
  natsUrl: string;
  /** Of the users in `deploy/nats/accounts.conf`; undefined when `NATS_URL` came from outside. */
  natsPasswords: Record<string, string> | undefined;
  ports: Record<ServiceName, number>;
  processes: ProcessesHandle;
  stop(): Promise<void>;
}

/** What starting and replacing processes needs. */
interface Context {
  chosen: readonly Service[];
  env: Environment;
  stateDir: string;
  ledger: Ledger;
  log: Log;
  launch: Launch;
  system: SystemDescription;
}

interface Entry {
  service: Service;
  name: string;
  port: number;
}

interface Supervised extends Entry {
  process: SupervisedProcess;
}

function inheritedEnvironment(extra: Record<string, string> | undefined): Environment {
  const inherited: Environment = { ...process.env };
  for (const name of notInherited) delete inherited[name];
  return { ...inherited, ...extra };
}

/** A port for every service: those that are not started have an address too, which others are given. */
async function choosePorts(
  chosen: readonly Service[],
  env: Environment,
  { isPrivate = true, ports: given }: SystemOptions,
): Promise<Record<ServiceName, number>> {
  const ports: Partial<Record<ServiceName, number>> = {};
  for (const { name, port, variable } of allServices) {
    ports[name] = given?.[name] ?? (isPrivate ? await freePort() : Number(env[variable] || port));
  }
  const all = ports as Record<ServiceName, number>;
  await requireFreePorts(chosen.map(({ name, variable }) => ({ name, variable, port: all[name] })));
  return all;
}

/** The sandboxes stand in for others' applications: they are always those of this repository. */
function rootOf(service: Service, root = repositoryRoot): string {
  return service.isSandbox ? repositoryRoot : root;
}

/** How a service is started by default: its built program, by this Node. */
const launchBuilt =
  (root?: string): Launch =>
  (service, { args }) => ({ command: process.execPath, args: [programOf(service, rootOf(service, root)), ...args] });

function requireBuilt(chosen: readonly Service[], root: string | undefined): void {
  const missing = chosen.filter((service) => !existsSync(programOf(service, rootOf(service, root))));
  if (missing.length === 0) return;
  throw new UserError(
    `Not built yet: ${missing.map(({ folder }) => folder).join(', ')}. Build everything first: npm run build`,
  );
}

async function migrate(service: Service, { system, env, launch, stateDir, ledger, log }: Context): Promise<void> {
  const environment = environmentOf(service, system.ports[service.name], system);
  const own = { ...environment, DATABASE_ADMIN_URL: system.databaseUrl };
  const logFile = join(stateDir, 'logs', `${service.name}-migrate.log`);
  const child = startChild({
    name: `${service.name} migrate`,
    ...launch(service, { name: `${service.name}-migrate`, args: ['migrate'], own }),
    cwd: repositoryRoot,
    env: { ...env, ...own },
    logFile,
    ledger,
  });
  const { code, signal, error } = await child.exited;
  if (code === 0) return log(`the tables of ${service.name} are up to date`);
  throw new UserError(
    `The database of ${service.name} could not be brought up to date (${error?.message ?? signal ?? `code ${code}`}).\n` +
      `The end of ${logFile}:\n${tailOf(logFile)}`,
  );
}

async function migrateAll(context: Context): Promise<void> {
  await Promise.all(context.chosen.filter(({ migrates }) => migrates).map((service) => migrate(service, context)));
}

function superviseOne({ system, env, launch, stateDir, ledger, log }: Context, entry: Entry): Supervised {
  const { service, name, port } = entry;
  const own = environmentOf(service, port, system);
  const spec = {
    name,
    ...launch(service, { name, args: [], own }),
    cwd: repositoryRoot,
    env: { ...env, ...own },
    logFile: join(stateDir, 'logs', `${name}.log`),
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  };
  return { ...entry, process: new SupervisedProcess(spec, { ledger, log }) };
}

/** One supervised process per service, and one more per further replica of the flow-runner. */
async function superviseAll(context: Context, flowRunnerReplicas: number): Promise<Supervised[]> {
  const { chosen, system } = context;
  const entries: Entry[] = chosen.map((service) => ({
    service,
    name: service.name,
    port: system.ports[service.name],
  }));
  const runner = chosen.find(({ name }) => name === 'flow-runner');
  for (let number = 2; runner && number <= flowRunnerReplicas; number += 1) {
    entries.push({ service: runner, name: `flow-runner-${number}`, port: await freePort() });
  }
  return entries.map((entry) => superviseOne(context, entry));
}

/** The running processes of a system. */
class Processes {
  private readonly context: Context;
  private readonly supervised: Supervised[];

  constructor(context: Context, supervised: Supervised[]) {
    this.context = context;
    this.supervised = supervised;
  }

  async start(): Promise<void> {
    for (const { process } of this.supervised) process.start();
    await Promise.all(
      this.supervised.map(async ({ process }) => {
        await process.ready();
        this.context.log(`${process.name} is ready`);
      }),
    );
  }

  /** Callers first, then those they call, then the sandboxes. */
  async stop(): Promise<void> {
    for (const stage of [1, 2, 3]) {
      const ofStage = this.supervised.filter(({ service }) => service.stage === stage);
      await Promise.all(ofStage.map(({ process }) => process.stop()));
    }
  }

  handle(stop: () => Promise<void>): ProcessesHandle {
    const processOf = (name: string) => this.get(name).process;
    return {
      names: this.supervised.map(({ name }) => name),
      pid: (name) => processOf(name).pid,
      kill: (name, signal) => processOf(name).kill(signal),
      restart: (name) => processOf(name).restart(),
      halt: (name) => processOf(name).stop(),
      ready: (name) => processOf(name).ready(),
      migrate: () => migrateAll({ ...this.context, launch: launchBuilt() }),
      replace: (name, onAddress = () => {}) => this.replace(name, onAddress),
      stop,
    };
  }

  private get(name: string): Supervised {
    const found = this.supervised.find((one) => one.name === name);
    if (found) return found;
    throw new Error(`there is no process ${name}; there are: ${this.supervised.map((one) => one.name).join(', ')}`);
  }

  /** What a cluster does when it rolls out: a new one is ready before the old one is asked to stop. */
  private async replace(name: string, onAddress: (address: string) => void): Promise<void> {
    const old = this.get(name);
    const bridge = await this.begin({ ...old, name: `${name}-bridge`, port: await freePort() }, onAddress);
    await this.end(old);
    // Others know the port, so the last one has it again.
    await this.begin({ service: old.service, name, port: old.port }, onAddress);
    await this.end(bridge);
  }

  private async begin(entry: Entry, onAddress: (address: string) => void): Promise<Supervised> {
    const started = superviseOne({ ...this.context, launch: launchBuilt() }, entry);
    this.supervised.push(started);
    started.process.start();
    await started.process.ready();
    onAddress(`http://localhost:${entry.port}`);
    return started;
  }

  private async end(one: Supervised): Promise<void> {
    await one.process.stop();
    this.supervised.splice(this.supervised.indexOf(one), 1);
  }
}

function describeSystem(
  { env, stateDir }: { env: Environment; stateDir: string },
  shared: Pick<SystemDescription, 'ports' | 'smtpPort' | 'secrets' | 'webDist'> & { stores: RunningStores },
): SystemDescription {
  const { ports, smtpPort, secrets, webDist, stores } = shared;
  return {
    ports,
    smtpPort,
    secrets,
    webDist,
    databaseUrl: stores.databaseUrl,
    natsUrl: stores.natsUrl,
    natsPasswords: stores.natsPasswords,
    account: {
      email: env['KOPPEL_FIRST_ACCOUNT_EMAIL'] || 'owner@example.com',
      password: env['KOPPEL_FIRST_ACCOUNT_PASSWORD'] || secrets.accountPassword,
    },
    publicUrl: env['KOPPEL_PUBLIC_URL'] || `http://localhost:${ports.gateway}`,
    sandboxDir: join(stateDir, 'sandbox'),
    compileCache: join(cacheDirectory, 'compile-cache'),
    logLevel: env['LOG_LEVEL'] || 'info',
    allowPrivateAddresses: env['KOPPEL_ALLOW_PRIVATE_ADDRESSES'] || 'true',
    smtpUrl: env['SMTP_URL'] || undefined,
    mailFrom: env['MAIL_FROM'] || undefined,
  };
}

async function waitForWhole(url: string): Promise<void> {
  const last = await waitForOk(`${url}/readyz`, { timeoutMs: systemReadyTimeoutMs });
  if (!last) return;
  throw new UserError(`The services are up, but ${url}/readyz still answers ${last.status || 'nothing'}: ${last.body}`);
}

/** Starts Postgres, NATS, the migrations, the services and the sandboxes, and waits until all are ready. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { stateDir, isPrivate = true, log = ignoreLog } = options;
  const chosen = allServices.filter(({ name }) => !options.services || options.services.includes(name));
  if (!options.launch) requireBuilt(chosen, options.root);
  const ledger = await openLedger(stateDir, { removeOnExit: options.removeOnExit });
  if (ledger.leftovers.length > 0) log(`ended what an earlier start left behind: ${ledger.leftovers.join(', ')}`);
  // As root, Postgres runs as another user, who must be able to pass through a temporary folder.
  if (isPrivate) chmodSync(stateDir, 0o711);
  let stores: RunningStores | undefined;
  let processes: Processes | undefined;
  let stopping: Promise<void> | undefined;
  const stopInOrder = async () => {
    await processes?.stop();
    await stores?.stop();
    ledger.close();
  };
  const stop = () => (stopping ??= stopInOrder());
  options.onStop?.(stop);
  // Children do not hold this process open; while they are being started, this does.
  const holdOpen = setInterval(() => {}, 1_000);
  try {
    const env = inheritedEnvironment(options.env);
    const ports = await choosePorts(chosen, env, options);
    const smtpPort = isPrivate ? await freePort() : Number(env['KOPPEL_SMTP_PORT'] || 8206);
    const secrets = ensureSecrets(stateDir);
    const webDist = options.webDist ?? join(repositoryRoot, 'apps/web/dist');
    const storesEnv = isPrivate ? (options.env ?? {}) : env;
    stores = await startStores({ stateDir, secrets, ledger, log, env: storesEnv, isPrivate });
    const system = describeSystem({ env, stateDir }, { ports, smtpPort, secrets, webDist, stores });
    const launch = options.launch ?? launchBuilt(options.root);
    // The owner's address is for migrations alone.
    const { DATABASE_URL: _owner, ...childEnv } = env;
    const context: Context = { chosen, env: childEnv, stateDir, ledger, log, launch, system };
    await migrateAll(context);
    processes = new Processes(context, await superviseAll(context, options.flowRunnerReplicas ?? 1));
    await processes.start();
    const url = `http://localhost:${ports.gateway}`;
    if (chosen.some(({ name }) => name === 'gateway')) await waitForWhole(url);
    const { account, databaseUrl, natsUrl, natsPasswords } = system;
    return {
      url,
      exactUrl: `http://localhost:${ports['exact-online']}`,
      wooUrl: `http://localhost:${ports.woocommerce}`,
      mailboxUrl: `http://localhost:${ports.mailbox}`,
      ...{ account, databaseUrl, natsUrl, natsPasswords, ports },
      processes: processes.handle(stop),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearInterval(holdOpen);
  }
}

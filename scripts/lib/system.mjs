import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, tailOf } from './child.mjs';
import { openLedger } from './ledger.mjs';
import { cacheDirectory, repositoryRoot } from './paths.mjs';
import { freePort, requireFreePorts } from './ports.mjs';
import { Problem } from './problem.mjs';
import { waitForOk } from './readiness.mjs';
import { keepSecrets } from './secrets.mjs';
import { environmentOf, programOf, services as allServices } from './services.mjs';
import { startStores } from './stores.mjs';
import { supervise } from './supervisor.mjs';

const wholeReadyWithinMs = 60_000;

/** Variables that are meant for the surrounding shell or test runner and would mislead a service. */
const notInherited = ['PORT', 'DATA_FILE', 'NODE_OPTIONS', 'NODE_ENV', 'JEST_WORKER_ID'];

function inheritedEnvironment(extra) {
  const inherited = { ...process.env };
  for (const name of notInherited) delete inherited[name];
  return { ...inherited, ...extra };
}

async function choosePorts({ chosen, env, isPrivate }, given) {
  const ports = {};
  // Those left out get a port too: others are told their addresses.
  for (const { name, port, variable } of allServices) {
    ports[name] = given?.[name] ?? (isPrivate ? await freePort() : Number(env[variable] || port));
  }
  await requireFreePorts(chosen.map(({ name, variable }) => ({ name, variable, port: ports[name] })));
  return ports;
}

/** The sandboxes stand for others' applications: they are always those of this repository. */
function rootOf(service, root = repositoryRoot) {
  return service.isSandbox ? repositoryRoot : root;
}

/** How a service is started unless told otherwise: its built program, by this Node. */
const launchBuilt =
  (root) =>
  (service, { args }) => ({ command: process.execPath, args: [programOf(service, rootOf(service, root)), ...args] });

function requireBuilt(chosen, root) {
  const missing = chosen.filter((service) => !existsSync(programOf(service, rootOf(service, root))));
  if (missing.length === 0) return;
  throw new Problem(
    `Not built yet: ${missing.map(({ folder }) => folder).join(', ')}. Build everything first: npm run build`,
  );
}

async function migrate(service, { system, env, launch, stateDir, ledger, say }) {
  const own = environmentOf(service, system);
  const logFile = join(stateDir, 'logs', `${service.name}-migrate.log`);
  const child = startChild({
    ...{
      name: `${service.name} migrate`,
      ...launch(service, { name: `${service.name}-migrate`, args: ['migrate'], own }),
      cwd: repositoryRoot,
    },
    ...{ env: { ...env, ...own }, logFile, ledger },
  });
  const { code, signal, error } = await child.exited;
  if (code === 0) return say(`the tables of ${service.name} are up to date`);
  throw new Problem(
    `The database of ${service.name} could not be brought up to date (${error?.message ?? signal ?? `code ${code}`}).\n` +
      `The end of ${logFile}:\n${tailOf(logFile)}`,
  );
}

function superviseOne({ system, env, launch, stateDir, ledger, say }, { service, name, port }) {
  const own = environmentOf(service, { ...system, port });
  const spec = {
    ...{ name, stage: service.stage, ...launch(service, { name, args: [], own }), cwd: repositoryRoot },
    env: { ...env, ...own },
    logFile: join(stateDir, 'logs', `${name}.log`),
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  };
  return { stage: service.stage, service, port, process: supervise(spec, { ledger, say }) };
}

/** One supervised process per service, and one more per further replica of the flow-runner. */
async function superviseAll(context, flowRunnerReplicas) {
  const { chosen, system } = context;
  const entries = chosen.map((service) => ({ service, name: service.name, port: system.ports[service.name] }));
  const runner = chosen.find(({ name }) => name === 'flow-runner');
  for (let number = 2; runner && number <= flowRunnerReplicas; number += 1) {
    entries.push({ service: runner, name: `flow-runner-${number}`, port: await freePort() });
  }
  return entries.map((entry) => superviseOne(context, entry));
}

/** What a cluster does when it rolls out: a new one is ready before the old one is asked to stop. */
async function replace(supervised, name, { context, onAddress }) {
  const old = supervised.find((one) => one.process.name === name);
  const own = { ...context, launch: launchBuilt(repositoryRoot) };
  const begin = async (entry) => {
    const started = superviseOne(own, entry);
    supervised.push(started);
    started.process.start();
    await started.process.ready();
    onAddress(`http://localhost:${entry.port}`);
    return started;
  };
  const end = async (one) => {
    await one.process.stop();
    supervised.splice(supervised.indexOf(one), 1);
  };
  const bridge = await begin({ service: old.service, name: `${name}-bridge`, port: await freePort() });
  await end(old);
  // Others know the port, so the last one has it again.
  await begin({ service: old.service, name, port: old.port });
  await end(bridge);
}

function handleOf({ supervised, context }, stop) {
  const find = (name) => {
    const found = supervised.find((one) => one.process.name === name);
    if (!found)
      throw new Error(
        `there is no process ${name}; there are: ${supervised.map((one) => one.process.name).join(', ')}`,
      );
    return found.process;
  };
  return {
    names: supervised.map((one) => one.process.name),
    pid: (name) => find(name).pid,
    kill: (name, signal) => find(name).kill(signal),
    restart: (name) => find(name).restart(),
    halt: (name) => find(name).stop(),
    ready: (name) => find(name).ready(),
    migrate: () => migrateAll({ ...context, launch: launchBuilt(repositoryRoot) }),
    replace: (name, onAddress = () => {}) => replace(supervised, name, { context, onAddress }),
    stop,
  };
}

/** Callers first, then those they call, then the sandboxes, Postgres and NATS last. */
async function stopInOrder({ supervised, stores }, ledger) {
  for (const stage of [1, 2, 3]) {
    await Promise.all(supervised.filter((one) => one.stage === stage).map((one) => one.process.stop()));
  }
  await stores?.stop();
  ledger.close();
}

/** What all processes share: addresses, secrets, the first account. */
function describeSystem({ env, stateDir }, { ports, secrets, stores }) {
  const email = env.KOPPEL_FIRST_ACCOUNT_EMAIL || 'owner@example.com';
  const password = env.KOPPEL_FIRST_ACCOUNT_PASSWORD || secrets.accountPassword;
  return {
    ...{ ports, secrets, databaseUrl: stores.databaseUrl, account: { email, password } },
    ...{ natsUrl: stores.natsUrl, natsPasswords: stores.natsPasswords },
    publicUrl: env.KOPPEL_PUBLIC_URL || `http://localhost:${ports.gateway}`,
    sandboxDir: join(stateDir, 'sandbox'),
    compileCache: join(cacheDirectory, 'compile-cache'),
    logLevel: env.LOG_LEVEL || 'info',
  };
}

async function migrateAll(context) {
  await Promise.all(context.chosen.filter(({ migrates }) => migrates).map((service) => migrate(service, context)));
}

async function startProcesses(context, flowRunnerReplicas, running) {
  running.context = context;
  await migrateAll(context);
  running.supervised = await superviseAll(context, flowRunnerReplicas);
  for (const one of running.supervised) one.process.start();
  await Promise.all(
    running.supervised.map(async (one) => {
      await one.process.ready();
      context.say(`${one.process.name} is ready`);
    }),
  );
}

async function waitForWhole(url) {
  const last = await waitForOk(`${url}/readyz`, { timeoutMs: wholeReadyWithinMs });
  if (!last) return;
  throw new Problem(`The services are up, but ${url}/readyz still answers ${last.status || 'nothing'}: ${last.body}`);
}

async function bringUp(context, options, running) {
  const { env, stateDir, ledger, say, isPrivate } = context;
  const ports = await choosePorts(context, options.ports);
  const secrets = keepSecrets(stateDir);
  const storesEnv = isPrivate ? (options.env ?? {}) : env;
  running.stores = await startStores({ stateDir, secrets, ledger, say, env: storesEnv, isPrivate });
  const system = describeSystem(context, { ports, secrets, stores: running.stores });
  await startProcesses({ ...context, system }, options.flowRunnerReplicas ?? 1, running);
  const url = `http://localhost:${ports.gateway}`;
  if (context.chosen.some(({ name }) => name === 'gateway')) await waitForWhole(url);
  const { account, databaseUrl, natsUrl, natsPasswords } = system;
  const exactUrl = `http://localhost:${ports['exact-online']}`;
  const wooUrl = `http://localhost:${ports.woocommerce}`;
  return { url, exactUrl, wooUrl, account, databaseUrl, natsUrl, natsPasswords, ports };
}

/**
 * Starts Postgres, NATS, the migrations, the services and the sandboxes; the options and the result stand in system.d.mts.
 */
export async function startSystem(options) {
  const { stateDir, isPrivate = true, say = () => {} } = options;
  const chosen = allServices.filter(({ name }) => !options.services || options.services.includes(name));
  if (!options.launch) requireBuilt(chosen, options.root);
  const ledger = await openLedger(stateDir, { removeOnExit: options.removeOnExit });
  if (ledger.leftovers.length > 0) say(`ended what an earlier start left behind: ${ledger.leftovers.join(', ')}`);
  // As root, Postgres runs as another user, who must be able to pass through a temporary folder.
  if (isPrivate) chmodSync(stateDir, 0o711);
  const running = { supervised: [], stores: undefined };
  let stopping;
  const stop = () => (stopping ??= stopInOrder(running, ledger));
  options.onStop?.(stop);
  // Children do not hold this process open; while they are being started, this does.
  const holdOpen = setInterval(() => {}, 1_000);
  try {
    const context = { chosen, env: inheritedEnvironment(options.env), stateDir, ledger, say, isPrivate };
    context.launch = options.launch ?? launchBuilt(options.root);
    const addresses = await bringUp(context, options, running);
    return { ...addresses, processes: handleOf(running, stop), stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearInterval(holdOpen);
  }
}

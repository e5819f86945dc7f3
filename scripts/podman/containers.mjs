import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { folder as stateFolder, joinNetwork, leaveNetwork } from './network.mjs';

const engine = ['--cgroup-manager=cgroupfs', '--runtime=runc'];
const limits = ['--ulimit=nofile=1024:1024', '--ulimit=nproc=1024:1024'];
export const programs = 'localhost/koppel-debian-programs:local';
const longestWaitMs = 180_000;

/** Which of Debian's programs stands in for an image, and how it is started. */
const standIns = [
  { image: /^docker\.io\/library\/postgres:/, entry: { postgres: ['start-postgres'] } },
  { image: /^docker\.io\/library\/nats:/, entry: { '*': ['nats-server'] } },
  {
    image: /^docker\.io\/library\/caddy:/,
    entry: { '*': ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'] },
    env: { XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: '/config' },
  },
  { image: /^docker\.io\/prom\/prometheus:/, entry: { '*': ['prometheus'] } },
  { image: /^alpine$/, entry: {} },
];

export function podman(args, { input, inherit } = {}) {
  const stdio = inherit ? 'inherit' : 'pipe';
  const done = spawnSync('podman', [...engine, ...args], { encoding: 'utf8', input, stdio, maxBuffer: 2 ** 28 });
  return { isDone: done.status === 0, status: done.status, said: `${done.stdout ?? ''}${done.stderr ?? ''}`.trim() };
}

export function must(args, options) {
  const result = podman(args, options);
  if (!result.isDone) throw new Error(`podman ${args[0]} failed:\n${result.said}`);
  return result.said;
}

/** The image that is run, and the words before the command; undefined where neither is at hand. */
export function imageOf(image, command = []) {
  const standIn = standIns.find((one) => one.image.test(image));
  if (standIn)
    return { image: programs, entry: standIn.entry[command[0]] ?? standIn.entry['*'] ?? [], env: standIn.env };
  const local = image.includes('/') ? image : `localhost/${image}`;
  return podman(['image', 'exists', local]).isDone ? { image: local, entry: [] } : undefined;
}

function volumesOf({ volumes = [] }, { name, folder }) {
  return volumes.map((line) => {
    const [source, ...rest] = line.split(':');
    return `--volume=${[source.startsWith('.') ? resolve(folder, source) : `${name}_${source}`, ...rest].join(':')}`;
  });
}

const networksOf = ({ networks = [] }) => (Array.isArray(networks) ? {} : networks);
const aliasesOf = (service) => Object.values(networksOf(service)).flatMap((network) => network?.aliases ?? []);

/** Published ports on this machine → ports in the container; UDP is left out. */
function portsOf({ ports = [] }) {
  const tcp = ports.filter((line) => !line.endsWith('/udp')).map((line) => line.split(':').slice(-2));
  return Object.fromEntries(tcp.map(([outside, inside]) => [outside, Number(inside)]));
}

const comesBack = ({ restart = 'no' }) => restart !== 'no';

function argumentsOf(service, project, { image, entry, env }) {
  const environment = Object.entries({ ...service.environment, ...env }).flatMap(([key, value]) => {
    const given = value ?? project.variables[key];
    return given === undefined || given === null || (value === null && given === '') ? [] : [`--env=${key}=${given}`];
  });
  const command = service.command ?? [];
  return {
    flags: [
      ...['--no-healthcheck', ...limits, `--volume=${join(stateFolder, 'resolv.conf')}:/etc/resolv.conf:ro`],
      ...(comesBack(service) ? [`--restart=${service.restart}`] : []),
      ...(service.read_only ? ['--read-only'] : []),
      ...(service.cap_drop ?? []).map((cap) => `--cap-drop=${cap}`),
      ...(service.cap_add ?? []).map((cap) => `--cap-add=${cap}`),
      ...(service.security_opt ?? []).map((option) => `--security-opt=${option.replace(/:true$/, '')}`),
      ...(service.user ? [`--user=${service.user}`] : []),
      ...volumesOf(service, project),
      ...environment,
    ],
    words: [image, ...entry, ...command],
  };
}

/** Starts one container of a service, unless it runs already just as it should. */
export function startContainer(serviceName, number, project) {
  const service = project.services[serviceName];
  const found = imageOf(service.image, service.command);
  if (!found) return undefined;
  const name = `${project.name}-${serviceName}-${number}`;
  const { flags, words } = argumentsOf(service, project, found);
  const imageId = must(['image', 'inspect', '--format={{.Id}}', found.image]);
  const version = createHash('sha256')
    .update(JSON.stringify([imageId, flags, words]))
    .digest('hex');
  const running = podman([
    'container',
    'inspect',
    '--format={{.State.Running}} {{index .Config.Labels "version"}}',
    name,
  ]);
  if (running.isDone && running.said === `true ${version}`) return { name, isNew: false };
  removeContainer(name, service);
  const { namespace } = joinNetwork(name, { name: serviceName, aliases: aliasesOf(service) }, portsOf(service));
  must([
    ...['run', '--detach', `--name=${name}`, `--network=ns:/run/netns/${namespace}`],
    ...[`--label=version=${version}`, `--label=service=${serviceName}`, ...flags, ...words],
  ]);
  return { name, isNew: true };
}

/** All volumes of an installation, with what is in them. */
export function removeVolumes(project) {
  const volumes = must(['volume', 'ls', '--quiet']).split('\n');
  for (const volume of volumes.filter((one) => one.startsWith(`${project}_`)))
    must(['volume', 'rm', '--force', volume]);
}

/** Runs a container once, in the foreground. @returns its exit code */
export function runOnce(serviceName, words, project) {
  const service = project.services[serviceName];
  const found = imageOf(service.image);
  if (!found) throw new Error(`There is no image ${service.image} here.`);
  const name = `${project.name}-${serviceName}-run`;
  const entry = service.entrypoint ?? [];
  const command = words.length > 0 ? words : (service.command ?? []);
  const given = argumentsOf({ ...service, restart: 'no', command: [...entry, ...command] }, project, {
    ...found,
    entry: [],
  });
  removeContainer(name, service);
  const { namespace } = joinNetwork(name, { name: `${serviceName}-run`, aliases: [] }, {});
  const network = `--network=ns:/run/netns/${namespace}`;
  const { status } = podman(['run', '--rm', `--name=${name}`, network, ...given.flags, ...given.words], {
    inherit: true,
  });
  leaveNetwork(name);
  return status;
}

export function removeContainer(name, service = {}) {
  const seconds = /^\d+/.exec(service.stop_grace_period ?? '10s')?.[0] ?? '10';
  podman(['stop', `--time=${seconds}`, name]);
  podman(['rm', '--force', name]);
  leaveNetwork(name);
}

function healthOf(name, { healthcheck, image }) {
  if (healthcheck?.disable) return undefined;
  const [kind, ...test] = healthcheck?.test ?? [];
  if (kind === 'CMD') return ['exec', name, ...test];
  if (kind === 'CMD-SHELL') return ['exec', name, 'sh', '-c', test[0]];
  const isOurs = image.startsWith('koppel');
  return isOurs ? ['exec', name, '/usr/local/bin/node', '/koppel/entrypoint.mjs', 'healthcheck'] : undefined;
}

/** `running`, `healthy`, `unhealthy` or `exited (n)`. */
export function stateOf(name, service) {
  const { isDone, said } = podman(['container', 'inspect', '--format={{.State.Status}} {{.State.ExitCode}}', name]);
  if (!isDone) return 'gone';
  const [status, code] = said.split(' ');
  if (status !== 'running') return `exited (${code})`;
  const check = healthOf(name, service);
  if (!check) return 'running';
  return podman(check).isDone ? 'healthy' : 'unhealthy';
}

/** Waits until a container is what those after it need. */
export async function untilState(name, service, wanted) {
  for (const until = Date.now() + longestWaitMs; Date.now() < until;) {
    const state = stateOf(name, service);
    if (state === wanted || (wanted === 'healthy' && state === 'running')) return;
    if (/^gone/.test(state) || (/^exited/.test(state) && !comesBack(service))) {
      throw new Error(`${name} is ${state}, not ${wanted}:\n${podman(['logs', '--tail=20', name]).said}`);
    }
    await delay(500);
  }
  throw new Error(`${name} did not become ${wanted}:\n${podman(['logs', '--tail=20', name]).said}`);
}

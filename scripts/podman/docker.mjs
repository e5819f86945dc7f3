// `docker compose` for this repository's compose.yaml by podman, where no Docker engine can be had.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { baseImage, buildImage, fillNpmCache, makeBase } from '../lib/image.mjs';
import { readCompose } from './compose-file.mjs';
import * as containers from './containers.mjs';
import { containersOf, endNetwork, prepareNetwork, readState } from './network.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

function openProject(profiles) {
  const folder = process.cwd();
  const project = { ...readCompose(folder), folder };
  const on = [...profiles, ...(project.variables.COMPOSE_PROFILES ?? '').split(',')];
  const isOn = ({ profiles: wanted = [] }) => wanted.length === 0 || wanted.some((profile) => on.includes(profile));
  return { ...project, chosen: Object.keys(project.services).filter((name) => isOn(project.services[name])) };
}

function buildPrograms() {
  if (containers.podman(['image', 'exists', containers.programs]).isDone) return;
  const context = join(import.meta.dirname, 'programs');
  const flags = ['--pull=never', '--isolation=chroot', '--network=host', `--build-arg=BASE_IMAGE=${baseImage}`];
  containers.must(['build', ...flags, `--tag=${containers.programs}`, context]);
}

async function build(project) {
  makeBase();
  const tree = join(project.folder, '../..');
  fillNpmCache(tree);
  for (const name of project.chosen) {
    const { build: wish, image } = project.services[name];
    if (!wish) continue;
    const { seconds } = await buildImage({ target: wish.target ?? 'production', tag: `localhost/${image}`, tree });
    say(`built ${image} in ${seconds} s`);
  }
}

/** Services with what they depend on before them. */
function inOrder({ services, chosen }, wanted) {
  const order = [];
  const visit = (name) => {
    if (order.includes(name)) return;
    const { depends_on: before = {} } = services[name];
    for (const one of Array.isArray(before) ? before : Object.keys(before)) if (services[one]) visit(one);
    order.push(name);
  };
  for (const name of wanted.length > 0 ? wanted : chosen) visit(name);
  return order;
}

async function up(project, { wanted, scale }) {
  prepareNetwork();
  makeBase();
  buildPrograms();
  const started = new Map();
  // As the engine does: each as soon as what it needs is there, whatever the others wait for.
  for (const name of inOrder(project, wanted)) {
    const ready = readyFor(project.services[name], project, started);
    started.set(
      name,
      ready.then(() => startReplicas(name, scale[name] ?? 1, project)),
    );
  }
  await Promise.all(started.values());
}

async function readyFor({ depends_on: before = {} }, project, started) {
  if (Array.isArray(before)) return;
  for (const [name, { condition }] of Object.entries(before)) {
    await started.get(name);
    const state = condition === 'service_completed_successfully' ? 'exited (0)' : 'healthy';
    await containers.untilState(`${project.name}-${name}-1`, project.services[name], state);
  }
}

function startReplicas(name, count, project) {
  for (let number = 1; number <= count; number += 1) {
    const started = containers.startContainer(name, number, project);
    if (!started) return say(`left out: ${name}, whose image ${project.services[name].image} cannot be had here`);
    say(`${started.isNew ? 'started' : 'running'}  ${started.name}`);
  }
  for (let number = count + 1; readState().containers[`${project.name}-${name}-${number}`]; number += 1) {
    containers.removeContainer(`${project.name}-${name}-${number}`, project.services[name]);
    say(`removed  ${project.name}-${name}-${number}`);
  }
}

function ps(project) {
  for (const { name, service } of containersOf(project.name).sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const known = project.services[service];
    if (known) say(`${name.padEnd(28)} ${service.padEnd(14)} ${containers.stateOf(name, known)}`);
  }
}

function ofService(project, service) {
  return containersOf(project.name)
    .filter((one) => one.service === service)
    .map(({ name }) => name);
}

const options = {
  profile: { type: 'string', multiple: true, default: [] },
  detach: { type: 'boolean' },
  build: { type: 'boolean' },
  rm: { type: 'boolean' },
  scale: { type: 'string', multiple: true, default: [] },
  'no-color': { type: 'boolean' },
  since: { type: 'string' },
  signal: { type: 'string' },
  volumes: { type: 'boolean' },
};

/** Each takes the project, the names of services, the options, and the words that belong to a program in a container. */
const verbs = {
  async up(project, { names, values }) {
    if (values.build || !containers.imageOf(project.services.migrate.image)) await build(project);
    const scale = values.scale.map((pair) => pair.split('=')).map(([name, count]) => [name, Number(count)]);
    await up(project, { wanted: names, scale: Object.fromEntries(scale) });
  },
  ps,
  run(project, { names: [service], program }) {
    prepareNetwork();
    process.exitCode = containers.runOnce(service, program, project) ?? 1;
  },
  exec(project, { names: [service], program }) {
    const [name] = ofService(project, service);
    process.exitCode = containers.podman(['exec', name, ...program], { inherit: true }).status ?? 1;
  },
  logs(project, { names }) {
    for (const name of ofServices(project, names)) containers.podman(['logs', name], { inherit: true });
  },
  stop(project, { names }) {
    for (const name of ofServices(project, names)) {
      containers.removeContainer(name, project.services[readState().containers[name].service]);
      say(`stopped  ${name}`);
    }
  },
  kill(project, { names, values }) {
    for (const name of ofServices(project, names)) containers.must(['kill', `--signal=${values.signal}`, name]);
  },
  down(project, { values }) {
    for (const { name, service } of containersOf(project.name))
      containers.removeContainer(name, project.services[service]);
    endNetwork();
    if (values.volumes) containers.removeVolumes(project.name);
  },
};

function ofServices(project, services) {
  return services.flatMap((service) => ofService(project, service));
}

async function compose(words) {
  const at = words.findIndex((word) => ['run', 'exec'].includes(word));
  // What follows the service belongs to the program that is run in it.
  const end = at < 0 ? words.length : at + 1 + words.slice(at + 1).findIndex((word) => !word.startsWith('-')) + 1;
  const { values, positionals } = parseArgs({ args: words.slice(0, end), options, allowPositionals: true });
  const [verb, ...names] = positionals;
  if (!verbs[verb]) throw new Error(`docker compose ${verb} is not among what this stand-in can do`);
  await verbs[verb](openProject(values.profile), { names, values, program: words.slice(end) });
}

const [tool, ...rest] = process.argv.slice(2);
try {
  if (tool === 'compose' && existsSync('compose.yaml')) await compose(rest);
  else if (tool === 'run') {
    const words = rest.map((word) => (word === 'alpine' ? containers.programs : word));
    const network = ['--network=host', '--ulimit=nofile=1024:1024', '--ulimit=nproc=1024:1024'];
    process.exitCode = containers.podman(['run', ...network, ...words], { inherit: true }).status ?? 1;
  } else throw new Error(`docker ${tool} is not among what this stand-in can do here`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

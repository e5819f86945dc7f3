import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const bridge = 'koppel0';
export const subnet = '10.77.0';
export const folder = join(process.env.KOPPEL_PODMAN_STATE ?? '/tmp/koppel-podman');
export const stateFile = join(folder, 'containers.json');

const ip = (...args) => spawnSync('ip', args, { encoding: 'utf8' });

function mustIp(...args) {
  const { status, stderr } = ip(...args);
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

/** Container → service and address; read by the process that answers names and passes ports on. */
export function readState() {
  return existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : { last: 1, containers: {}, agent: 0 };
}

export function writeState(state) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${stateFile}.new`, JSON.stringify(state));
  renameSync(`${stateFile}.new`, stateFile);
}

const isAlive = (pid) => pid > 0 && existsSync(`/proc/${pid}`);

/** The bridge, and who answers names on it. */
export function prepareNetwork() {
  mkdirSync(folder, { recursive: true });
  if (ip('link', 'show', bridge).status !== 0) {
    mustIp('link', 'add', bridge, 'type', 'bridge');
    mustIp('addr', 'add', `${subnet}.1/24`, 'dev', bridge);
    mustIp('link', 'set', bridge, 'up');
  }
  writeFileSync(join(folder, 'resolv.conf'), `nameserver ${subnet}.1\n`);
  const state = readState();
  if (isAlive(state.agent)) return;
  const log = openSync(join(folder, 'agent.log'), 'a');
  const agent = spawn(process.execPath, [join(import.meta.dirname, 'agent.mjs')], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  agent.unref();
  writeState({ ...readState(), agent: agent.pid });
}

/** A network of its own for a container, joined to the bridge. @returns its name and address */
export function joinNetwork(name, service, ports) {
  const state = readState();
  const last = state.last + 1;
  const namespace = `koppel-${last}`;
  const [inside, outside] = [`kin${last}`, `kout${last}`];
  mustIp('netns', 'add', namespace);
  mustIp('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', namespace);
  mustIp('link', 'set', outside, 'master', bridge, 'up');
  mustIp('-n', namespace, 'addr', 'add', `${subnet}.${last}/24`, 'dev', inside);
  mustIp('-n', namespace, 'link', 'set', inside, 'up');
  mustIp('-n', namespace, 'link', 'set', 'lo', 'up');
  const address = `${subnet}.${last}`;
  state.containers[name] = { service: service.name, aliases: service.aliases, address, namespace, ports };
  writeState({ ...state, last });
  return { namespace, address };
}

export function leaveNetwork(name) {
  const state = readState();
  const known = state.containers[name];
  if (!known) return;
  ip('netns', 'del', known.namespace);
  delete state.containers[name];
  writeState(state);
}

export function endNetwork() {
  const { agent, containers } = readState();
  for (const { namespace } of Object.values(containers)) ip('netns', 'del', namespace);
  if (isAlive(agent)) process.kill(agent);
  ip('link', 'del', bridge);
  writeState({ last: 1, containers: {}, agent: 0 });
}

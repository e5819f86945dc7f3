import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const bridge = 'koppel0';
export const subnet = '10.77.0';
export const folder = process.env.KOPPEL_PODMAN_STATE ?? '/tmp/koppel-podman';
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

const agentProgram = join(import.meta.dirname, 'agent.mjs');

/** A number may by now be that of another process. */
function isAgent(pid) {
  const file = `/proc/${pid}/cmdline`;
  return pid > 0 && existsSync(file) && readFileSync(file, 'utf8').includes(agentProgram);
}

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
  if (isAgent(state.agent)) return;
  const log = openSync(join(folder, 'agent.log'), 'a');
  const agent = spawn(process.execPath, [agentProgram], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  agent.unref();
  writeState({ ...readState(), agent: agent.pid });
}

/** The next in turn that is free: an address that was just given up is still in the others' memory, with its old card. */
function nextNumber({ last, containers }) {
  const taken = new Set(Object.values(containers).map(({ address }) => address));
  const inTurn = Array.from({ length: 253 }, (_, index) => ((last - 1 + index) % 253) + 2);
  const number = inTurn.find((one) => !taken.has(`${subnet}.${one}`));
  if (number === undefined) throw new Error('Every address of the network is taken: stop some containers first.');
  return number;
}

/** A network of its own for a container, joined to the bridge. @returns its name and address */
export function joinNetwork(name, service, ports) {
  const state = readState();
  const number = nextNumber(state);
  const namespace = `koppel-${number}`;
  const [inside, outside] = [`kin${number}`, `kout${number}`];
  // What a container left behind that ended in another way.
  ip('netns', 'del', namespace);
  mustIp('netns', 'add', namespace);
  mustIp('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', namespace);
  mustIp('link', 'set', outside, 'master', bridge, 'up');
  mustIp('-n', namespace, 'addr', 'add', `${subnet}.${number}/24`, 'dev', inside);
  mustIp('-n', namespace, 'link', 'set', inside, 'up');
  mustIp('-n', namespace, 'link', 'set', 'lo', 'up');
  const address = `${subnet}.${number}`;
  state.containers[name] = { service: service.name, aliases: service.aliases, address, namespace, ports };
  writeState({ ...state, last: number });
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

/** Once nobody is joined to it any more. */
export function endNetwork() {
  const { agent, containers } = readState();
  if (Object.keys(containers).length > 0) return;
  if (isAgent(agent)) process.kill(agent);
  ip('link', 'del', bridge);
  writeState({ last: 1, containers: {}, agent: 0 });
}

/** Containers of one installation: name → service. */
export function containersOf(project) {
  return Object.entries(readState().containers)
    .filter(([name]) => name.startsWith(`${project}-`))
    .map(([name, { service }]) => ({ name, service }));
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseImage, buildImage, describeImage, fillNpmCache, makeBase, podman, requireEngine } from './image.mjs';
import { Problem } from './problem.mjs';
import { SmokeClient } from './smoke-client.mjs';
import { startSystem } from './system.mjs';

const images = { production: 'localhost/koppel:smoke', sandbox: 'localhost/koppel-sandbox:smoke' };
/** What works without an engine daemon, also in another container. */
const engine = ['--cgroup-manager=cgroupfs', '--runtime=runc'];
const container = ['run', '--rm', '--read-only', '--network=host', '--no-healthcheck', '--cap-drop=all'];
const limits = ['--ulimit=nofile=1024:1024', '--ulimit=nproc=1024:1024', '--security-opt=no-new-privileges'];
/** An administration without the limits of a real one. */
const sandbox = { PER_MINUTE_LIMIT: '100000' };
/** The first day of orders in the sandbox's books. */
const firstDay = '2010-12-01';
/** Paths of this machine, which mean nothing in a container. */
const ofThisMachine = ['NODE_COMPILE_CACHE', 'WEB_DIST', 'DATA_FILE'];

const say = (line) => process.stdout.write(`${line}\n`);

function require(isTrue, complaint) {
  if (!isTrue) throw new Problem(complaint);
}

/** Each process of the system as a container of the image; variables go by name, so that no secret is an argument. */
const inContainers = (prefix) =>
  function launch(service, { name, args, own }) {
    const named = service.isSandbox ? { ...own, ...sandbox } : own;
    const variables = Object.keys(named).filter((variable) => !ofThisMachine.includes(variable));
    const flags = variables.map((variable) => `--env=${variable}`);
    const image = service.isSandbox ? images.sandbox : images.production;
    const run = [
      ...engine,
      ...container,
      ...limits,
      '--replace',
      `--name=${prefix}-${name}`,
      '--env=HOST=127.0.0.1',
      ...flags,
    ];
    return { command: 'podman', args: [...run, image, service.name, ...args] };
  };

async function build(isTwice) {
  makeBase();
  say(`base image: ${describeImage(baseImage).megabytes} MB, Debian's smallest tree with Node and npm`);
  fillNpmCache();
  for (const [target, tag] of Object.entries(images)) {
    const { seconds } = await buildImage({ target, tag });
    const { megabytes, user, labels, hasHealthcheck } = describeImage(tag);
    say(`${target} image: ${megabytes} MB, built from the base and the cache of packages alone in ${seconds} s`);
    require(user === '10001:10001' && hasHealthcheck, `${tag} runs as "${user}", or has no health check`);
    require(labels['io.koppel.sbom'], `${tag} has no label that names its bill of materials`);
  }
  if (isTwice) await buildAgain();
}

/** Twice the same: every layer has the same hash, so every file, mode and time in it is the same. */
async function buildAgain() {
  const again = 'localhost/koppel:again';
  const { seconds } = await buildImage({ target: 'production', tag: again, isAnew: true });
  const [first, second] = [images.production, again].map((tag) => describeImage(tag).layers);
  require(first.join() ===
    second.join(), `Built again, the layers differ:\n${first.join('\n')}\n\n${second.join('\n')}`);
  say(`built again from nothing in ${seconds} s: all ${first.length} layers have the same hashes`);
  for (const layer of first) say(`  ${layer}`);
}

function lookInside() {
  const once = [...engine, ...container, ...limits];
  const node = (program) => podman(...once, '--entrypoint=/usr/local/bin/node', images.production, '--eval', program);
  const shell = spawnSync('podman', [...once, '--entrypoint=/bin/sh', images.production, '-c', 'true']);
  require(shell.status !== 0, 'There is a shell in the image.');
  const told = node(`
    const { readdirSync, writeFileSync, readFileSync } = require('node:fs');
    const files = readdirSync('/koppel', { recursive: true });
    const isWritable = (() => { try { writeFileSync('/koppel/x', ''); return true; } catch { return false; } })();
    const unwanted = files.filter((file) => /\\.map$|\\.d\\.[cm]?ts$|simulator|\\.spec\\.js$|(^|\\/)typescript\\//.test(file));
    const components = JSON.parse(readFileSync('/koppel/sbom.cdx.json', 'utf8')).components.length;
    console.log(JSON.stringify({ files: files.length, isWritable, unwanted, components, user: process.getuid() }));`);
  const { files, isWritable, unwanted, components, user } = JSON.parse(told);
  require(!isWritable && user === 10001, `The image can change itself, or runs as user ${user}.`);
  require(unwanted.length === 0, `The image holds what nobody runs: ${unwanted.slice(0, 10).join(', ')}`);
  say(
    `inside: ${files} files, no shell, no source map, user ${user}, ${components} components in its bill of materials`,
  );
}

async function tryOut(system, prefix) {
  const whole = await (await fetch(`${system.url}/readyz`)).json();
  say(`ready: gateway, ${Object.keys(whole.services).join(', ')}; two flow-runners; both sandboxes`);
  const page = await fetch(system.url, { headers: { accept: 'text/html' } });
  require((await page.text()).includes('<title>Koppel'), 'The image does not serve the web app.');
  const health = ['exec', `${prefix}-flow-runner-2`, '/usr/local/bin/node', '/koppel/entrypoint.mjs', 'healthcheck'];
  podman(...engine, ...health);
  const client = await SmokeClient.signIn(system.url, system.account);
  say(`signed in as ${system.account.email}; the web app and the health check answer`);
  await runFlows(client, await client.integrate(system), system);
}

async function runFlows(client, { flows }, { wooUrl }) {
  const placed = { days: [firstDay], options: { modifiedAt: 'now' } };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${wooUrl}/_simulator/load-orders`, { method: 'POST', headers, body: JSON.stringify(placed) });
  for (const key of ['products', 'stock-levels', 'prices', 'orders']) {
    const { state, counts } = await client.run(flows.find((flow) => flow.key === key).id);
    require(state === 'completed' &&
      counts.created + counts.updated > 0, `the run of ${key} is ${state}: ${JSON.stringify(counts)}`);
    say(
      `ran ${key}: ${counts.read} read, ${counts.created} created, ${counts.updated} updated, ${counts.failed} issues`,
    );
  }
  const { items } = await client.call('GET', '/issue-causes');
  for (const { entity, counts, reason } of items)
    say(`  ${counts.open + counts.held} × ${entity}: ${reason.slice(0, 110)}`);
}

/** `npm run smoke:image`: builds both images from nothing but Debian and npm, runs them, and says what it saw. */
export async function smokeImage(flags) {
  const startedAt = Date.now();
  requireEngine();
  if (!flags.includes('--no-build')) await build(flags.includes('--twice'));
  lookInside();
  const stateDir = mkdtempSync(join(tmpdir(), 'koppel-smoke-'));
  const prefix = `koppel-smoke-${process.pid}`;
  const options = { stateDir, flowRunnerReplicas: 2, env: sandbox };
  const system = await startSystem({ ...options, launch: inContainers(prefix), removeOnExit: true });
  try {
    await tryOut(system, prefix);
  } finally {
    await system.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
  say(`all of it took ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { baseImage, buildImage, describeImage, fillNpmCache, makeBase, podman, requireEngine } from './image.ts';
import { startSystem, type Launch, type RunningSystem } from './system.ts';
import { UserError } from './terminal.ts';

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

const log = (line: string) => void process.stdout.write(`${line}\n`);

function require(isTrue: unknown, complaint: string): void {
  if (!isTrue) throw new UserError(complaint);
}

interface Flow {
  id: string;
  key: string;
  version: number;
}

interface Run {
  id: string;
  state: string;
  counts: Record<'read' | 'created' | 'updated' | 'failed', number>;
}

/** A person at the public API, without a browser. */
class SmokeClient {
  private readonly url: string;
  private readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  static async signIn({ url, account }: RunningSystem): Promise<SmokeClient> {
    const reply = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(account),
    });
    if (!reply.ok) throw new Error(`signing in answered ${reply.status}: ${await reply.text()}`);
    const cookies = reply.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    return new SmokeClient(url, cookies.join('; '));
  }

  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const reply = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as Answer;
  }

  /** Follows the provider's consent, which the sandbox was told to give at once. */
  private async authorize(connectionId: string): Promise<void> {
    let location = `${this.url}/oauth/authorize/${connectionId}`;
    for (let hop = 0; hop < 6; hop += 1) {
      const headers = location.startsWith(this.url) ? { cookie: this.cookie } : undefined;
      const reply = await fetch(location, { redirect: 'manual', headers });
      const next = reply.headers.get('location');
      if (!next) return;
      location = new URL(next, location).href;
    }
    throw new Error('the authorization does not come to an end');
  }

  private async connect(applicationId: string, displayTitle: string, fields: object): Promise<string> {
    const connection = await this.call<{ id: string }>('POST', '/connections', { applicationId, displayTitle, fields });
    if (applicationId === 'exact-online') await this.authorize(connection.id);
    const test = await this.call<{ connection: { state: string } }>('POST', `/connections/${connection.id}/test`);
    if (test.connection.state !== 'ready') throw new Error(`${displayTitle} is not ready: ${JSON.stringify(test)}`);
    return connection.id;
  }

  /** Both sandboxes, and the packages between them. */
  async integrate({ exactUrl, wooUrl }: RunningSystem): Promise<{ flows: Flow[] }> {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${exactUrl}/_simulator/consent`, { method: 'POST', headers, body: '{"consent":"allow"}' });
    const shop = { shopUrl: wooUrl, consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' };
    const administration = { clientId: 'koppel-sandbox', clientSecret: 'koppel-sandbox-secret', country: 'nl' };
    const connectionIds = [
      await this.connect('exact-online', 'Administration', { ...administration, division: '100001' }),
      await this.connect('woocommerce', 'Shop', shop),
    ];
    const packageIds = ['products-and-stock', 'orders-and-customers'];
    return this.call('POST', '/integrations', { title: 'Smoke', connectionIds, packageIds });
  }

  /** Runs a flow to its end. */
  async run(flowId: string, timeoutMs = 120_000): Promise<Run> {
    const { id } = await this.call<Run>('POST', `/flows/${flowId}/runs`, {});
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
      const run = await this.call<Run>('GET', `/runs/${id}`);
      if (['completed', 'failed', 'cancelled'].includes(run.state)) return run;
      await sleep(200);
    }
    throw new Error(`run ${id} did not end within ${timeoutMs / 1000} s`);
  }
}

/** Each process of the system as a container of the image; variables go by name, so that no secret is an argument. */
const inContainers =
  (prefix: string): Launch =>
  (service, { name, args, own }) => {
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

async function build(isTwice: boolean): Promise<void> {
  makeBase();
  log(`base image: ${describeImage(baseImage).megabytes} MB, Debian's smallest tree with Node and npm`);
  fillNpmCache();
  for (const [target, tag] of Object.entries(images)) {
    const seconds = await buildImage({ target, tag });
    const { megabytes, user, labels, hasHealthcheck } = describeImage(tag);
    log(`${target} image: ${megabytes} MB, built from the base and the cache of packages alone in ${seconds} s`);
    require(user === '10001:10001' && hasHealthcheck, `${tag} runs as "${user}", or has no health check`);
    require(labels['io.koppel.sbom'], `${tag} has no label that names its bill of materials`);
  }
  if (isTwice) await buildAgain();
}

/** Twice the same: every layer has the same hash, so every file, mode and time in it is the same. */
async function buildAgain(): Promise<void> {
  const again = 'localhost/koppel:again';
  const seconds = await buildImage({ target: 'production', tag: again, withoutCache: true });
  const [first, second] = [describeImage(images.production).layers, describeImage(again).layers];
  require(first.join() ===
    second.join(), `Built again, the layers differ:\n${first.join('\n')}\n\n${second.join('\n')}`);
  log(`built again from nothing in ${seconds} s: all ${first.length} layers have the same hashes`);
  for (const layer of first) log(`  ${layer}`);
}

function lookInside(): void {
  const once = [...engine, ...container, ...limits];
  const node = (program: string) =>
    podman(...once, '--entrypoint=/usr/local/bin/node', images.production, '--eval', program);
  const shell = spawnSync('podman', [...once, '--entrypoint=/bin/sh', images.production, '-c', 'true']);
  require(shell.status !== 0, 'There is a shell in the image.');
  const output = node(`
    const { readdirSync, writeFileSync, readFileSync } = require('node:fs');
    const files = readdirSync('/koppel', { recursive: true });
    const isWritable = (() => { try { writeFileSync('/koppel/x', ''); return true; } catch { return false; } })();
    const unwanted = files.filter((file) => /\\.map$|\\.d\\.[cm]?ts$|simulator|\\.spec\\.js$|(^|\\/)typescript\\//.test(file));
    const components = JSON.parse(readFileSync('/koppel/sbom.cdx.json', 'utf8')).components.length;
    console.log(JSON.stringify({ files: files.length, isWritable, unwanted, components, user: process.getuid() }));`);
  const { files, isWritable, unwanted, components, user } = JSON.parse(output) as {
    files: number;
    isWritable: boolean;
    unwanted: string[];
    components: number;
    user: number;
  };
  require(!isWritable && user === 10001, `The image can change itself, or runs as user ${user}.`);
  require(unwanted.length === 0, `The image holds what nobody runs: ${unwanted.slice(0, 10).join(', ')}`);
  log(
    `inside: ${files} files, no shell, no source map, user ${user}, ${components} components in its bill of materials`,
  );
}

async function tryOut(system: RunningSystem, prefix: string): Promise<void> {
  const whole = (await (await fetch(`${system.url}/readyz`)).json()) as { services: object };
  log(`ready: gateway, ${Object.keys(whole.services).join(', ')}; two flow-runners; both sandboxes`);
  const page = await fetch(system.url, { headers: { accept: 'text/html' } });
  require((await page.text()).includes('<title>Koppel'), 'The image does not serve the web app.');
  const health = ['exec', `${prefix}-flow-runner-2`, '/usr/local/bin/node', '/koppel/entrypoint.mjs', 'healthcheck'];
  podman(...engine, ...health);
  const client = await SmokeClient.signIn(system);
  log(`signed in as ${system.account.email}; the web app and the health check answer`);
  await runFlows(client, await client.integrate(system), system);
}

async function runFlows(client: SmokeClient, { flows }: { flows: Flow[] }, { wooUrl }: RunningSystem): Promise<void> {
  const placed = { days: [firstDay], options: { modifiedAt: 'now' } };
  const headers = { 'content-type': 'application/json' };
  const orders = flows.find(({ key }) => key === 'orders');
  // Those of the sandbox are old.
  const settings = { ordersFrom: 'all' };
  await client.call('PATCH', `/flows/${orders?.id}`, { version: orders?.version, settings });
  await fetch(`${wooUrl}/_simulator/load-orders`, { method: 'POST', headers, body: JSON.stringify(placed) });
  for (const key of ['products', 'stock-levels', 'prices', 'orders']) {
    const { state, counts } = await client.run(flows.find((flow) => flow.key === key)?.id ?? '');
    require(state === 'completed' &&
      counts.created + counts.updated > 0, `the run of ${key} is ${state}: ${JSON.stringify(counts)}`);
    log(
      `ran ${key}: ${counts.read} read, ${counts.created} created, ${counts.updated} updated, ${counts.failed} issues`,
    );
  }
  const { items } = await client.call<{ items: object[] }>('GET', '/issue-causes');
  for (const cause of items) log(`  ${JSON.stringify(cause).slice(0, 160)}`);
}

/** `npm run smoke:image`: builds both images from nothing but Debian and npm, runs them, and prints what it saw. */
export async function main(flags: readonly string[]): Promise<void> {
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
  log(`all of it took ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

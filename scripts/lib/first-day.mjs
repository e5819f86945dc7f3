import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv } from '../podman/compose-file.mjs';
import { removeContainer, removeVolumes } from '../podman/containers.mjs';
import { containersOf, endNetwork } from '../podman/network.mjs';
import { requireEngine } from './image.mjs';
import { repositoryRoot } from './paths.mjs';
import { Problem } from './problem.mjs';
import { SmokeClient } from './smoke-client.mjs';

/** A name of its own: what is kept of an installation on this machine stays. */
const project = 'koppel-first-day';
const url = 'https://localhost';
const sandboxes = { exactUrl: 'http://localhost:8201', wooUrl: 'http://woocommerce.localhost:8202' };
const secretNames = /(PASSWORD|SECRET|KEY)/;
const longestBlockMs = 1_200_000;

/** The page's sections with their commands, as a reader copies them. */
function readPage() {
  const page = readFileSync(join(repositoryRoot, 'docs', 'operations.md'), 'utf8');
  return page
    .split(/^## /m)
    .filter((part) => /^\d/.test(part))
    .map((part) => {
      const blocks = [...part.matchAll(/^```sh\n(.*?)^```/gms)].map(([, commands]) => commands);
      return { title: part.split('\n', 1)[0], blocks };
    });
}

function require(isTrue, complaint) {
  if (!isTrue) throw new Problem(complaint);
}

/** What the page promises at the end of each section, looked at from outside. */
class Day {
  constructor(clone, tell) {
    this.clone = clone;
    this.tell = tell;
    this.cwd = clone;
  }

  get environment() {
    return readEnv(join(this.clone, 'deploy/compose/.env'));
  }

  withoutSecrets(text) {
    const secrets = Object.entries(this.environment).filter(
      ([name, value]) => secretNames.test(name) && value.length > 10,
    );
    return secrets.reduce((safe, [, value]) => safe.replaceAll(value, '…'), text);
  }

  async signIn() {
    const { KOPPEL_FIRST_ACCOUNT_EMAIL: email, KOPPEL_FIRST_ACCOUNT_PASSWORD: password } = this.environment;
    // Names below localhost are known to browsers, not to every system.
    const reach = (address) => address.replace('exact-online.localhost', 'localhost');
    this.client = await SmokeClient.signIn(url, { email, password }, reach);
  }

  async integrations() {
    const { items } = await this.client.call('GET', '/integrations');
    return items.map(({ title }) => title);
  }

  docker(...args) {
    return spawnSync('docker', ['compose', ...args], { cwd: join(this.clone, 'deploy/compose'), encoding: 'utf8' })
      .stdout;
  }

  checks = {
    1: async () => {
      const page = await fetch(url, { headers: { accept: 'text/html' } });
      require((await page.text()).includes('<title>Koppel'), 'The address does not serve the web app.');
      await this.signIn();
      for (const path of ['/readyz', '/metrics'])
        require((await fetch(url + path)).status === 404, `${path} can be reached from outside`);
      this.tell('signed in over TLS with the first account; /readyz and /metrics are closed to the outside');
    },
    2: async () => {
      const { flows } = await this.client.integrate(sandboxes);
      this.flows = flows;
      const { state, counts } = await this.client.run(flows.find(({ key }) => key === 'products').id);
      require(state === 'completed' && counts.created > 0, `The run of products is ${state}.`);
      this.tell(`connected both stand-ins; ran products: ${counts.created} created`);
    },
    3: async () => {
      await this.signIn();
      require((await this.integrations()).includes('Smoke'), 'The integration is not there after the restore.');
      const { items } = await this.client.call('GET', `/runs?flowId=${this.flows[0].id}`);
      require(items.length > 0, 'The runs are not there after the restore.');
      this.tell('the integration and its runs are back');
    },
    4: async () => {
      await this.signIn();
      require((await this.integrations()).includes('Smoke'), 'The integration is not there after the upgrade.');
      const { items } = await this.client.call('GET', `/runs?flowId=${this.flows[0].id}`);
      require(items.length > 0, 'The runs are not there after the upgrade.');
      // The stand-ins may have begun anew.
      this.flows = (await this.client.integrate(sandboxes)).flows;
      const { state, counts } = await this.client.run(this.flows.find(({ key }) => key === 'products').id);
      require(state === 'completed' && counts.read > 0, `The run of products is ${state}.`);
      this.tell(`after the upgrade the integration and its runs are there; ran products: ${counts.read} read`);
    },
    5: async () => {
      const states = this.docker('ps')
        .split('\n')
        .filter((line) => line.includes(' flow-runner'));
      require(states.length === 4 && states.every((line) => line.endsWith('healthy')), states.join('\n'));
      await Promise.all(this.flows.map(({ id }) => this.client.run(id)));
      const takers = this.docker('logs', 'flow-runner')
        .split('\n')
        .filter((line) => line.includes('run taken'));
      require(takers.length > 0, 'None of the four took a run.');
      this.tell(`four flow-runners are healthy; ${takers.length} runs were taken since they started`);
    },
    6: async () => {
      const { data } = await (await fetch('http://localhost:9090/api/v1/alerts')).json();
      const names = data.alerts.map(({ labels }) => labels.alertname);
      require(!names.includes('KoppelServiceDown'), 'The alert is still there though the service is back.');
      this.tell('the alert fired while the service was away, and is gone');
    },
  };
}

/** Containers, networks and data of this day. */
function leaveNothing() {
  for (const { name } of containersOf(project)) removeContainer(name);
  endNetwork();
  removeVolumes(project);
}

/** Runs a block as a reader would: in the folder where the one before ended. */
function follow(day, block, version) {
  const place = join(day.clone, '.cwd');
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', `${block}\npwd > ${place}`], {
    cwd: day.cwd,
    env: { ...process.env, VERSION: version, NODE_TLS_REJECT_UNAUTHORIZED: undefined },
    timeout: longestBlockMs,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (said += chunk));
    shell.once('close', (code) => {
      if (code !== 0)
        return reject(
          new Problem(`The page's commands failed (${code}):\n${block}\n${day.withoutSecrets(said).slice(-4_000)}`),
        );
      day.cwd = readFileSync(place, 'utf8').trim();
      resolve(said.trimEnd());
    });
  });
}

const inBlock = (text) => ['```', text, '```', ''].join('\n');
/** The end of what was said, where it is long. */
const shorten = (text, most = 25) => {
  const lines = text.split('\n').map((line) => line.slice(0, 160));
  return lines.length <= most
    ? lines.join('\n')
    : [`… ${lines.length - most} lines more`, ...lines.slice(-most)].join('\n');
};

function git(cwd, ...words) {
  const { status, stdout, stderr } = spawnSync('git', words, { cwd, encoding: 'utf8' });
  require(status === 0, `git ${words.join(' ')} failed: ${stderr}`);
  return stdout.trim();
}

/**
 * `npm run first-day`: does what docs/operations.md says, word by word, on a fresh clone, and writes down what it printed.
 * `--from`: the commit to install, `--to`: the one to upgrade to, else the newest.
 */
export async function firstDay(args) {
  requireEngine();
  const { values } = parseArgs({
    args,
    options: { from: { type: 'string', default: 'HEAD~1' }, to: { type: 'string', default: 'HEAD' } },
  });
  const [from, to] = [values.from, values.to].map((name) => git(repositoryRoot, 'rev-parse', name));
  const clone = mkdtempSync(join(tmpdir(), 'koppel-first-day-'));
  process.env.PATH = [join(repositoryRoot, 'scripts/podman/bin'), process.env.PATH].join(delimiter);
  process.env.COMPOSE_PROJECT_NAME = project;
  // Caddy's own authority for localhost is known to nobody.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const report = [`From ${from.slice(0, 7)} to ${to.slice(0, 7)}, ${new Date().toISOString().slice(0, 10)}.`, ''];
  const tell = (line) => {
    process.stdout.write(`${line}\n`);
    report.push(line, '');
  };
  leaveNothing();
  git(repositoryRoot, 'clone', '--quiet', repositoryRoot, clone);
  git(clone, 'checkout', '--quiet', from);
  const day = new Day(clone, (line) => tell(`Seen: ${line}.`));
  try {
    for (const [index, { title, blocks }] of readPage().entries()) {
      tell(`## ${title}`);
      for (const block of blocks) {
        const startedAt = Date.now();
        const said = await follow(day, block, to);
        tell(inBlock(block.trimEnd()));
        const seconds = Math.round((Date.now() - startedAt) / 1000);
        tell(`printed, in ${seconds} s:`);
        tell(inBlock(shorten(day.withoutSecrets(said))));
      }
      await day.checks[index + 1]();
    }
    writeFileSync(join(repositoryRoot, 'docs', 'first-day.md'), reportOf(report));
  } finally {
    leaveNothing();
    rmSync(clone, { recursive: true, force: true });
  }
}

function reportOf(lines) {
  const head = [
    '# The first day, as it went',
    '',
    'Written by `npm run first-day`, which follows [operations.md](operations.md) on a fresh clone: each block of commands with what it',
    'printed, and what was then looked at from outside. There was no Docker engine: `docker` was `scripts/podman/docker.mjs`, which runs',
    'the same compose.yaml with podman, a network address for each container, and Debian’s Postgres 15, NATS 2.9, Caddy and Prometheus in',
    'place of their images. Grafana, Loki, Tempo and the collector could not be had and were left out.',
    '',
  ];
  return `${[...head, ...lines]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { withDebianPackages } from './debian-program.mjs';
import { cacheDirectory } from './paths.mjs';
import { Problem } from './problem.mjs';

/** The official release that is downloaded where no other nats-server is at hand. */
const release = { version: '2.12.1', base: 'https://github.com/nats-io/nats-server/releases/download' };

const advice =
  'Koppel needs the message broker nats-server (2.9 or newer), and none could be found or fetched here. Do one of these:\n' +
  '  - Debian or Ubuntu:  apt-get install nats-server\n' +
  '  - macOS:             brew install nats-server\n' +
  '  - any system:        put the program from https://github.com/nats-io/nats-server/releases into your PATH\n' +
  '  - a broker elsewhere: start with NATS_URL=nats://host:4222 (JetStream must be on)';

const run = (command, args, options) => spawnSync(command, args, { encoding: 'utf8', ...options });

function fromPath() {
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return directories.map((directory) => join(directory, 'nats-server')).find((file) => existsSync(file));
}

/** Puts a found program into the cache in one step, so that two starts at once cannot see half a file. */
function keep(program, cached) {
  mkdirSync(join(cached, '..'), { recursive: true });
  const partial = `${cached}.${process.pid}`;
  copyFileSync(program, partial);
  chmodSync(partial, 0o755);
  renameSync(partial, cached);
  return cached;
}

function fromDebian(cached, say) {
  return withDebianPackages(['nats-server'], (folder) => keep(join(folder, 'usr/sbin/nats-server'), cached), say);
}

async function bytesOf(url) {
  const reply = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}`);
  return Buffer.from(await reply.arrayBuffer());
}

async function fromRelease(cached, say) {
  const name = `nats-server-v${release.version}-${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const folder = mkdtempSync(join(tmpdir(), 'koppel-nats-'));
  try {
    say(`downloading nats-server ${release.version}`);
    const sums = (await bytesOf(`${release.base}/v${release.version}/SHA256SUMS`)).toString('utf8');
    const archive = await bytesOf(`${release.base}/v${release.version}/${name}.tar.gz`);
    const expected = sums
      .split('\n')
      .find((line) => line.endsWith(`${name}.tar.gz`))
      ?.split(/\s+/)[0];
    if (createHash('sha256').update(archive).digest('hex') !== expected)
      throw new Error(`the checksum of ${name} does not match`);
    writeFileSync(join(folder, 'archive.tar.gz'), archive);
    if (run('tar', ['-xzf', 'archive.tar.gz'], { cwd: folder }).status !== 0)
      throw new Error('the archive could not be unpacked');
    return keep(join(folder, name, 'nats-server'), cached);
  } catch (cause) {
    throw new Problem(`${advice}\n(The download of the official release failed: ${cause.message}.)`, { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path of a nats-server: from PATH, from the cache, from Debian's archive or the official release. */
export async function locateNats({ say = () => {} } = {}) {
  const cached = join(cacheDirectory, 'bin', 'nats-server');
  const found = fromPath() ?? (existsSync(cached) ? cached : undefined) ?? fromDebian(cached, say);
  return found ?? fromRelease(cached, say);
}

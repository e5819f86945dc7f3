import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { cacheDirectory } from './state.ts';
import { UserError, ignoreLog, messageOf, type Log } from './terminal.ts';

// Programs that npm does not bring: found on this machine, else fetched into the cache.

/** The official release of NATS that is downloaded where no other nats-server is found. */
const natsRelease = { version: '2.12.1', base: 'https://github.com/nats-io/nats-server/releases/download' };

const natsAdvice =
  'Koppel needs the message broker nats-server (2.9 or newer), and none could be found or fetched here. Do one of these:\n' +
  '  - Debian or Ubuntu:  apt-get install nats-server\n' +
  '  - macOS:             brew install nats-server\n' +
  '  - any system:        put the program from https://github.com/nats-io/nats-server/releases into your PATH\n' +
  '  - a broker elsewhere: start with NATS_URL=nats://host:4222 (JetStream must be on)';

const run = (command: string, args: readonly string[], options: SpawnSyncOptions = {}) =>
  spawnSync(command, args, { ...options, encoding: 'utf8' });

const cachedPath = (program: string) => join(cacheDirectory, 'bin', program);

function find(program: string, furtherFolders: readonly string[] = []): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...furtherFolders];
  return [...folders.map((folder) => join(folder, program)), cachedPath(program)].find((file) => existsSync(file));
}

/** Puts a program into the cache in one step, so that two starts at once cannot see half a file. */
function store(file: string, program: string): string {
  const cached = cachedPath(program);
  mkdirSync(dirname(cached), { recursive: true });
  const partial = `${cached}.${process.pid}`;
  copyFileSync(file, partial);
  chmodSync(partial, 0o755);
  renameSync(partial, cached);
  return cached;
}

/**
 * Unpacks packages from the Debian archive without installing them.
 *
 * @param use gets the folder that they are unpacked in, which is removed afterwards
 * @returns what `use` gives; undefined where there is no apt-get, or the packages cannot be had
 */
function withDebianPackages<Result>(
  packages: readonly string[],
  use: (folder: string) => Result,
  log: Log,
): Result | undefined {
  if (run('apt-get', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'koppel-debian-'));
  chmodSync(folder, 0o755);
  try {
    log(`fetching ${packages.join(', ')} from the Debian archive`);
    const download = () => run('apt-get', ['download', '-q', ...packages], { cwd: folder }).status === 0;
    if (!download()) {
      run('apt-get', ['update', '-q']);
      if (!download()) return undefined;
    }
    const archives = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    const isUnpacked = archives.every((name) => run('dpkg-deb', ['-x', join(folder, name), folder]).status === 0);
    return isUnpacked ? use(folder) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path of a Caddy: from PATH, from the cache, or from Debian's archive. */
export function locateCaddy(log: Log = ignoreLog): string {
  const fetchCaddy = () =>
    withDebianPackages(['caddy'], (folder) => store(join(folder, 'usr/bin/caddy'), 'caddy'), log);
  const program = find('caddy') ?? fetchCaddy();
  if (program) return program;
  throw new UserError('The test of the public door needs the web server Caddy (2.6 or newer). Put it into your PATH.');
}

/** The paths of Prometheus and promtool: from PATH, from the cache, or from Debian's archive. */
export function locatePrometheus(log: Log = ignoreLog): { prometheus: string; promtool: string } {
  const programs = ['prometheus', 'promtool'];
  if (!programs.every((program) => find(program))) {
    const storeBoth = (folder: string) => programs.map((program) => store(join(folder, 'usr/bin', program), program));
    withDebianPackages(['prometheus'], storeBoth, log);
  }
  const [prometheus, promtool] = [find('prometheus'), find('promtool')];
  if (prometheus && promtool) return { prometheus, promtool };
  throw new UserError(
    'Alert rules are checked by Prometheus and its promtool (2.42 or newer), and they could neither be found nor fetched.\n' +
      'Put both into your PATH: https://prometheus.io/download',
  );
}

async function download(url: string): Promise<Buffer> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}`);
  return Buffer.from(await reply.arrayBuffer());
}

async function natsFromRelease(log: Log): Promise<string> {
  const { version, base } = natsRelease;
  const name = `nats-server-v${version}-${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const folder = mkdtempSync(join(tmpdir(), 'koppel-nats-'));
  try {
    log(`downloading nats-server ${version}`);
    const sums = (await download(`${base}/v${version}/SHA256SUMS`)).toString('utf8');
    const archive = await download(`${base}/v${version}/${name}.tar.gz`);
    const expected = sums
      .split('\n')
      .find((line) => line.endsWith(`${name}.tar.gz`))
      ?.split(/\s+/)[0];
    if (createHash('sha256').update(archive).digest('hex') !== expected)
      throw new Error(`the checksum of ${name} does not match`);
    writeFileSync(join(folder, 'archive.tar.gz'), archive);
    if (run('tar', ['-xzf', 'archive.tar.gz'], { cwd: folder }).status !== 0)
      throw new Error('the archive could not be unpacked');
    return store(join(folder, name, 'nats-server'), 'nats-server');
  } catch (cause) {
    throw new UserError(`${natsAdvice}\n(The download of the official release failed: ${messageOf(cause)}.)`, {
      cause,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path of a nats-server: from PATH, from the cache, from Debian's archive or the official release. */
export async function locateNats(log: Log = ignoreLog): Promise<string> {
  const found = find('nats-server', ['/usr/sbin', '/usr/local/sbin']);
  if (found) return found;
  const storeNats = (folder: string) => store(join(folder, 'usr/sbin/nats-server'), 'nats-server');
  return withDebianPackages(['nats-server'], storeNats, log) ?? natsFromRelease(log);
}

/** Folders of complete Postgres installations below one folder, the newest first. */
function postgresInstallations(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).sort((one, other) => Number(other) - Number(one));
  const isComplete = (bin: string) =>
    ['postgres', 'pg_dump', 'pg_restore', 'psql'].every((program) => existsSync(join(bin, program)));
  return versions.map((version) => join(folder, version, 'bin')).filter(isComplete);
}

/**
 * The folder of a Postgres that has server and tools of the same version: the one from npm has only the server, and
 * pg_dump refuses a server that is newer than itself.
 */
export function locatePostgresTools(log: Log = ignoreLog): string {
  const cache = join(cacheDirectory, 'postgres-tools');
  const cached = join(cache, 'lib', 'postgresql');
  const [found] = [...postgresInstallations('/usr/lib/postgresql'), ...postgresInstallations(cached)];
  if (found) return found;
  const storeAll = (folder: string) => {
    const partial = `${cache}.${process.pid}`;
    cpSync(join(folder, 'usr'), partial, { recursive: true, verbatimSymlinks: true });
    rmSync(cache, { recursive: true, force: true });
    renameSync(partial, cache);
  };
  withDebianPackages(['postgresql-15', 'postgresql-client-15', 'libpq5'], storeAll, log);
  const [fetched] = postgresInstallations(cached);
  if (fetched) return fetched;
  throw new UserError(
    'The test of backups needs a Postgres with its tools. Install one: apt-get install postgresql-15',
  );
}

/** The one without a window takes half the work of the others. */
const chromiumNames = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
const chromeOnMacOs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function findChromium(): string | undefined {
  if (process.env['KOPPEL_CHROMIUM']) return process.env['KOPPEL_CHROMIUM'];
  const found = chromiumNames.map((name) => find(name, ['/usr/bin'])).find((file) => file !== undefined);
  return found ?? (existsSync(chromeOnMacOs) ? chromeOnMacOs : undefined);
}

/** The browser for the end-to-end tests; on Debian as root it is installed when missing. */
export function requireChromium(log: Log): string {
  const found = findChromium();
  if (found) return found;
  if (userInfo().uid === 0 && run('apt-get', ['--version']).status === 0) {
    log('installing chromium-headless-shell with apt-get for the end-to-end tests');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-q'], { env });
    const args = ['install', '-y', '-q', '--no-install-recommends', 'chromium-headless-shell'];
    const { status, stderr } = run('apt-get', args, { env });
    const installed = findChromium();
    if (status === 0 && installed) return installed;
    throw new UserError(
      `apt-get could not install chromium-headless-shell: ${stderr.trim().split('\n').slice(-5).join('\n')}`,
    );
  }
  throw new UserError(
    'The end-to-end tests drive a real browser, and none was found.\n' +
      'Install Chromium (Debian: apt-get install chromium-headless-shell; macOS: brew install chromium) or name one: KOPPEL_CHROMIUM=/path/to/chromium npm test',
  );
}

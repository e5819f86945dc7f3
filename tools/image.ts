import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory, repositoryRoot } from './state.ts';
import { UserError } from './terminal.ts';

/** The Debian that the base is made of, when there is no registry to take one from. */
const release = 'bookworm';
export const baseImage = 'localhost/koppel-base:local';
const npmCache = join(cacheDirectory, 'npm-cache');
const ownNpm = join(cacheDirectory, 'npm');

/** Runs a program to its end; the end of its output is in the error when it fails. */
function run(command: string, args: readonly string[], cwd = repositoryRoot): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd,
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  const output = `${stdout ?? ''}${stderr ?? ''}`.trimEnd().split('\n').slice(-40).join('\n');
  throw new UserError(`${command} ${args[0]} failed (${error?.message ?? status}):\n${output}`);
}

export const podman = (...args: string[]): string => run('podman', args);

export function requireEngine(): void {
  const isMissing = (program: string) => spawnSync(program, ['--version']).error !== undefined;
  const missing = ['podman', 'debootstrap'].filter(isMissing);
  if (missing.length > 0)
    throw new UserError(`The image is built with ${missing.join(' and ')}: apt-get install podman runc debootstrap`);
  if (userInfo().uid !== 0) throw new UserError('A base image is made with debootstrap, which only root may do.');
}

/** The npm that package.json names, which goes into the base and fills the cache that the image is built from. */
function installNpm(): string {
  const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { packageManager: string };
  if (!existsSync(join(ownNpm, 'bin', 'npm-cli.js'))) {
    const folder = mkdtempSync(join(tmpdir(), 'koppel-npm-'));
    run('npm', ['pack', manifest.packageManager, '--pack-destination', folder, '--silent']);
    run('sh', ['-c', `tar -xzf "$0"/*.tgz -C "$0"`, folder]);
    cpSync(join(folder, 'package'), ownNpm, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
  }
  return join(ownNpm, 'bin', 'npm-cli.js');
}

/** Makes the base: Debian's smallest tree, this repository's Node, and npm. */
export function makeBase(): void {
  if (spawnSync('podman', ['image', 'exists', baseImage]).status === 0) return;
  installNpm();
  const tree = mkdtempSync(join(tmpdir(), 'koppel-base-'));
  try {
    run('debootstrap', ['--variant=minbase', release, tree]);
    copyFileSync(join(repositoryRoot, 'node_modules', 'node', 'bin', 'node'), join(tree, 'usr/local/bin/node'));
    cpSync(ownNpm, join(tree, 'usr/local/lib/node_modules/npm'), { recursive: true });
    symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(tree, 'usr/local/bin/npm'));
    run('sh', ['-c', 'tar --create --directory="$0" . | podman import - "$1"', tree, baseImage]);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Fetches every package once, so that the image is built without a network. */
export function fillNpmCache(): void {
  const npm = installNpm();
  mkdirSync(npmCache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'koppel-packages-'));
  try {
    const copy =
      'git ls-files "*package.json" package-lock.json .npmrc | tar --create --files-from=- | tar --extract --directory="$0"';
    run('sh', ['-c', copy, folder]);
    const install = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'];
    run(process.execPath, [npm, ...install, `--cache=${npmCache}`, `--prefix=${folder}`]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When what is built was last changed: the time of every file in its images. */
const sourceEpoch = () => run('git', ['log', '-1', '--format=%ct']).trim();

/**
 * Builds a target of deploy/Dockerfile from the local base alone.
 *
 * @returns how many seconds it took
 */
export async function buildImage(options: { target: string; tag: string; withoutCache?: boolean }): Promise<number> {
  const startedAt = Date.now();
  const epoch = sourceEpoch();
  const args = [
    ...['build', '--pull=never', '--isolation=chroot', '--network=host', '--format=docker'],
    // npm opens more files at once than a build may by default.
    ...['--ulimit=nofile=20000:20000', `--volume=${npmCache}:/npm-cache`, `--timestamp=${epoch}`],
    ...[`--build-arg=SOURCE_DATE_EPOCH=${epoch}`, `--build-arg=BASE_IMAGE=${baseImage}`],
    ...['--build-arg=NPM_FLAGS=--offline --cache=/npm-cache', `--target=${options.target}`, `--tag=${options.tag}`],
    ...(options.withoutCache ? ['--no-cache'] : []),
    ...['--file=deploy/Dockerfile', '.'],
  ];
  const { code, output } = await runLong('podman', args);
  if (code !== 0) throw new UserError(`The image could not be built. The end of podman's output:\n${output}`);
  return Math.round((Date.now() - startedAt) / 1000);
}

function runLong(command: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output = `${output}${String(chunk)}`.slice(-8_000)));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

interface InspectedImage {
  Size: number;
  RootFS: { Layers: string[] };
  User: string;
  Labels: Record<string, string>;
  Healthcheck?: object;
}

/** Size, layers, user and labels of an image. The name of a layer is the hash of its files, their modes and times. */
export function describeImage(tag: string) {
  const [image] = JSON.parse(podman('image', 'inspect', tag)) as InspectedImage[];
  if (!image) throw new UserError(`There is no image ${tag}.`);
  return {
    megabytes: Math.round(image.Size / 1e6),
    layers: image.RootFS.Layers.filter((layer, index, all) => all.indexOf(layer) === index),
    user: image.User,
    labels: image.Labels,
    hasHealthcheck: image.Healthcheck !== undefined,
  };
}

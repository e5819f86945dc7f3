import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory, repositoryRoot } from './paths.mjs';
import { Problem } from './problem.mjs';

/** The Debian that the base is made of, when there is no registry to take one from. */
const release = 'bookworm';
export const baseImage = 'localhost/koppel-base:local';
const npmCache = join(cacheDirectory, 'npm-cache');
const ownNpm = join(cacheDirectory, 'npm');

/** Runs a program to its end; what it said is in the error when it fails. */
function run(command, args, { input, cwd = repositoryRoot } = {}) {
  const options = { encoding: 'utf8', cwd, input, maxBuffer: 256 * 1024 * 1024 };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  if (status === 0) return stdout;
  const said = `${stdout ?? ''}${stderr ?? ''}`.trimEnd().split('\n').slice(-40).join('\n');
  throw new Problem(`${command} ${args[0]} failed (${error?.message ?? status}):\n${said}`);
}

export const podman = (...args) => run('podman', args);

export function requireEngine() {
  const isMissing = (program) => spawnSync(program, ['--version']).error !== undefined;
  const missing = ['podman', 'debootstrap'].filter(isMissing);
  if (missing.length > 0)
    throw new Problem(`The image is built with ${missing.join(' and ')}: apt-get install podman runc debootstrap`);
  if (userInfo().uid !== 0) throw new Problem('A base image is made with debootstrap, which only root may do.');
}

/** The npm that package.json names, which goes into the base and fills the cache that the image is built from. */
function installNpm() {
  const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
  if (!existsSync(join(ownNpm, 'bin', 'npm-cli.js'))) {
    const folder = mkdtempSync(join(tmpdir(), 'koppel-npm-'));
    run('npm', ['pack', packageManager, '--pack-destination', folder, '--silent']);
    run('sh', ['-c', `tar -xzf "$0"/*.tgz -C "$0"`, folder]);
    cpSync(join(folder, 'package'), ownNpm, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
  }
  return join(ownNpm, 'bin', 'npm-cli.js');
}

/** Makes the base: Debian's smallest tree, this repository's Node, and npm. */
export function makeBase() {
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

/** Fetches every package of a tree once, so that the image is built without a network. */
export function fillNpmCache(tree = repositoryRoot) {
  const npm = installNpm();
  mkdirSync(npmCache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'koppel-packages-'));
  try {
    const copy =
      'git ls-files "*package.json" package-lock.json .npmrc | tar --create --files-from=- | tar --extract --directory="$0"';
    run('sh', ['-c', copy, folder], { cwd: tree });
    const install = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'];
    run(process.execPath, [npm, ...install, `--cache=${npmCache}`, `--prefix=${folder}`]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When what is built was last changed: the time of every file in its images. */
const epochOf = (tree) => run('git', ['log', '-1', '--format=%ct'], { cwd: tree }).trim();

/**
 * Builds a target of deploy/Dockerfile from the local base alone.
 * @returns what the build said, and how long it took
 */
export async function buildImage({ target, tag, isAnew = false, tree = repositoryRoot }) {
  const startedAt = Date.now();
  const epoch = epochOf(tree);
  const args = ['build', '--pull=never', '--isolation=chroot', '--network=host', '--format=docker'];
  // npm opens more files at once than a build may unless told.
  args.push('--ulimit=nofile=20000:20000', `--volume=${npmCache}:/npm-cache`, `--timestamp=${epoch}`);
  args.push(`--build-arg=SOURCE_DATE_EPOCH=${epoch}`, `--build-arg=BASE_IMAGE=${baseImage}`);
  args.push('--build-arg=NPM_FLAGS=--offline --cache=/npm-cache', `--target=${target}`, `--tag=${tag}`);
  if (isAnew) args.push('--no-cache');
  const { code, said } = await runLong('podman', [...args, '--file=deploy/Dockerfile', '.'], tree);
  if (code !== 0) throw new Problem(`The image could not be built. The end of what podman said:\n${said}`);
  return { seconds: Math.round((Date.now() - startedAt) / 1000) };
}

function runLong(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (said = `${said}${chunk}`.slice(-8_000)));
    child.once('error', (error) => resolve({ code: 1, said: error.message }));
    child.once('close', (code) => resolve({ code, said }));
  });
}

/** Size, layers, user and labels of an image. The name of a layer is the hash of its files, their modes and times. */
export function describeImage(tag) {
  const [image] = JSON.parse(podman('image', 'inspect', tag));
  return {
    megabytes: Math.round(image.Size / 1e6),
    layers: image.RootFS.Layers.filter((layer, index, all) => all.indexOf(layer) === index),
    user: image.User,
    labels: image.Labels,
    hasHealthcheck: image.Healthcheck !== undefined,
  };
}

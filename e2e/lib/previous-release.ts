import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Releases {
  /** Null before the first release. */
  previous: { name: string; commit: string; newestMigrations: Record<string, number> } | null;
  /** The release that is being made. */
  coming: string;
}

export const repositoryRoot = resolve(import.meta.dirname, '../..');
const services = ['catalog', 'connections', 'flow-runner', 'gateway', 'settings'];

export function readReleases(): Releases {
  return JSON.parse(readFileSync(join(repositoryRoot, 'docs/releases.json'), 'utf8')) as Releases;
}

/**
 * Builds the services of the release before, as its commit has them and with the libraries that it had; once for each commit.
 * Before the first release it is this version.
 *
 * @returns the folder that holds them like a repository
 * @throws Error that says what cannot be known when the commit is not in this clone
 */
export function buildPreviousRelease({ previous }: Releases = readReleases()): string {
  if (previous === null) return repositoryRoot;
  const { name, commit } = previous;
  requireCommit(name, commit);
  const root = join(repositoryRoot, '.koppel/previous', commit.slice(0, 12));
  const stamp = join(root, 'built');
  if (existsSync(stamp)) return root;
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const archive = join(root, 'sources.tar');
  run('git', ['archive', '--output', archive, commit], repositoryRoot);
  run('tar', ['-xf', archive, '-C', root], root);
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], root);
  const filters = services.map((service) => `--filter=@koppel/app-${service}`);
  run(join(root, 'node_modules/.bin/turbo'), ['run', 'build', ...filters], root);
  writeFileSync(stamp, commit);
  return root;
}

function requireCommit(name: string, commit: string): void {
  if (hasCommit(commit) || (fetchHistory() && hasCommit(commit))) return;
  throw new Error(
    `The services of release ${name} (commit ${commit}, named in docs/releases.json) are not in this clone, so nobody knows whether ` +
      'they work on the tables of this version, or whether an upgrade loses requests. Fetch the history and run the test again: ' +
      'git fetch --unshallow (in CI: fetch-depth: 0).',
  );
}

function hasCommit(commit: string): boolean {
  return succeeds('git', ['cat-file', '-e', `${commit}^{commit}`]);
}

/** A clone without its history may be able to get it. */
function fetchHistory(): boolean {
  return succeeds('git', ['fetch', '--quiet', '--unshallow']);
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { cwd: repositoryRoot, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  try {
    execFileSync(command, args, { cwd, env, stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 });
  } catch (error: unknown) {
    const { stdout = '', stderr = '' } = error as { stdout?: Buffer | string; stderr?: Buffer | string };
    const output = `${String(stdout)}${String(stderr)}`.trimEnd().split('\n').slice(-40).join('\n');
    throw new Error(
      `The release before could not be built (${command} ${args[0]}). The end of its output:\n${output}`,
      {
        cause: error,
      },
    );
  }
}

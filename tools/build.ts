import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { programOf, services } from './services.ts';
import { cacheDirectory, repositoryRoot } from './state.ts';
import { UserError, type Log } from './terminal.ts';

const stampFile = join(cacheDirectory, 'build-stamp');
const notSources = new Set(['node_modules', 'dist', 'test', '.turbo', 'fixtures']);
const sourceRoots = ['apps', 'packages', 'tsconfig.base.json', 'turbo.json', 'package-lock.json', 'tools/bundle.ts'];

function* filesBelow(path: string): Generator<{ path: string; stat: Stats }> {
  const stat = statSync(path);
  if (stat.isFile()) {
    if (!/\.spec\.tsx?$|\.tsbuildinfo$/.test(path)) yield { path, stat };
    return;
  }
  const names = readdirSync(path).filter((name) => !notSources.has(name));
  for (const name of names.sort()) yield* filesBelow(join(path, name));
}

/** Names, sizes and times of all sources in one hash: cheap to take, and changed by every edit. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const root of sourceRoots) {
    for (const { path, stat } of filesBelow(join(repositoryRoot, root)))
      hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const isBuilt = () =>
  services.every((service) => existsSync(programOf(service))) &&
  existsSync(join(repositoryRoot, 'apps/web/dist/index.html'));

function runTurbo(onPackage: (name: string) => void): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const turbo = join(repositoryRoot, 'node_modules', '.bin', 'turbo');
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
    const child = spawn(turbo, ['run', 'build', '--output-logs=new-only'], {
      cwd: repositoryRoot,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += String(chunk);
      for (const [, name] of String(chunk).matchAll(/^(\S+):build: cache/gm)) onPackage(name ?? '');
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', take);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Builds everything unless nothing changed since the last successful build. */
export async function buildIfChanged(log: Log): Promise<void> {
  const current = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === current && isBuilt())
    return log('nothing changed since the last build');
  log('building');
  const { code, output } = await runTurbo((name) => log(`building ${name}`));
  if (code !== 0)
    throw new UserError(
      `The build failed. The end of its output:\n${output.trimEnd().split('\n').slice(-60).join('\n')}`,
    );
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, current);
}

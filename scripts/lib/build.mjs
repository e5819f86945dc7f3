import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDirectory, repositoryRoot } from './paths.mjs';
import { Problem } from './problem.mjs';
import { programOf, services } from './services.mjs';

const stampFile = join(cacheDirectory, 'build-stamp');
const passedOver = new Set(['node_modules', 'dist', 'test', '.turbo', 'fixtures']);
const sourceRoots = ['apps', 'packages', 'tsconfig.base.json', 'turbo.json', 'package-lock.json'];

function* filesBelow(path) {
  const stat = statSync(path);
  if (stat.isFile()) {
    if (!/\.spec\.tsx?$|\.tsbuildinfo$/.test(path)) yield { path, stat };
    return;
  }
  const names = readdirSync(path).filter((name) => !passedOver.has(name));
  for (const name of names.sort()) yield* filesBelow(join(path, name));
}

/** Names, sizes and times of all sources in one hash: cheap to take, and changed by every edit. */
function fingerprint() {
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

/** Runs `turbo run build` and says what came of it: `{ code, output }`. */
function runTurbo(onLine) {
  return new Promise((resolve) => {
    const turbo = join(repositoryRoot, 'node_modules', '.bin', 'turbo');
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
    const child = spawn(turbo, ['run', 'build', '--output-logs=new-only'], {
      cwd: repositoryRoot,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      for (const [, name] of String(chunk).matchAll(/^(\S+):build: cache/gm)) onLine(name);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', take);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Builds everything unless nothing changed since the last successful build. */
export async function buildIfChanged(say) {
  const wanted = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted && isBuilt())
    return say('nothing changed since the last build');
  say('building');
  const { code, output } = await runTurbo((name) => say(`building ${name}`));
  if (code !== 0)
    throw new Problem(`The build failed. What it said:\n${output.trimEnd().split('\n').slice(-60).join('\n')}`);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}

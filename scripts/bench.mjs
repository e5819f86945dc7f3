import { requireNode } from './lib/node-version.mjs';

requireNode();

/** Progress goes to stderr, so that stdout holds nothing but the result. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/** The benchmark is compiled on its own: `npm start` has no use for it. */
async function compile() {
  const { spawnSync } = await import('node:child_process');
  const { join } = await import('node:path');
  const { repositoryRoot } = await import('./lib/paths.mjs');
  const { Problem } = await import('./lib/problem.mjs');
  const compiler = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [compiler, '-p', join(repositoryRoot, 'bench', 'tsconfig.build.json')],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Problem(`The benchmark could not be compiled:\n${stdout}`);
}

/** A signal stops what runs at that moment. */
function stoppable() {
  let current = async () => {};
  const end = async () => {
    say('stopping');
    await current();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end);
  return (stop) => (current = stop);
}

async function main() {
  const { buildIfChanged } = await import('./lib/build.mjs');
  const { startSystem } = await import('./lib/system.mjs');
  await buildIfChanged(say);
  await compile();
  const { bench } = await import('../bench/dist/main.js');
  const code = await bench(process.argv.slice(2), { startSystem, say, onStop: stoppable() });
  process.exit(code);
}

// Imported only now: an old Node could not even parse what follows.
void import('./lib/bootstrap.mjs').then(({ bootstrap }) => bootstrap(main));

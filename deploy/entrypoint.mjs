// Runs one service or sandbox, brings every schema up to date (migrate), or asks the running one whether it is ready
// (healthcheck).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = import.meta.dirname;
/** Those that keep data, each in a schema of its own. */
const migrating = ['connections', 'settings', 'flow-runner', 'notifications', 'gateway'];
const parents = ['apps', 'packages/simulators'];

const mainOf = (name) =>
  parents.map((parent) => join(root, parent, name, 'dist/bundle/main.js')).find((file) => existsSync(file));

function requireMain(name) {
  const main = mainOf(name);
  if (main) return main;
  const folders = parents
    .filter((parent) => existsSync(join(root, parent)))
    .flatMap((parent) => readdirSync(join(root, parent)));
  const known = folders.filter((folder) => mainOf(folder));
  process.stderr.write(
    `There is no "${name}" in this image. Choose one of: ${known.join(', ')}, migrate, healthcheck.\n`,
  );
  return process.exit(64);
}

/** A service's own logins get their passwords: `DATABASE_URL_SETTINGS` becomes its `DATABASE_URL`. */
function environmentOf(owner) {
  const suffix = owner.replaceAll('-', '_').toUpperCase();
  const own = ['DATABASE_URL', 'DATABASE_SYSTEM_URL'].map((name) => [name, process.env[`${name}_${suffix}`] ?? '']);
  return { ...process.env, ...Object.fromEntries(own) };
}

function migrate() {
  for (const owner of migrating) {
    const env = environmentOf(owner);
    const { status } = spawnSync(process.execPath, [requireMain(owner), 'migrate'], { stdio: 'inherit', env });
    if (status !== 0) process.exit(status ?? 1);
  }
}

/** Services and sandboxes alike answer `/readyz` on their own port. */
async function isReady() {
  const port = process.env.PORT ?? '8080';
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4_000) });
    return reply.ok;
  } catch {
    return false;
  }
}

const [name = 'gateway', ...rest] = process.argv.slice(2);
if (name === 'healthcheck') {
  process.exitCode = (await isReady()) ? 0 : 1;
} else if (name === 'migrate') {
  migrate();
} else {
  const main = requireMain(name);
  process.argv = [process.execPath, main, ...rest];
  await import(pathToFileURL(main).href);
}

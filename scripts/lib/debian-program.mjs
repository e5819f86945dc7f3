import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (command, args, options) => spawnSync(command, args, { encoding: 'utf8', ...options });

/**
 * Unpacks packages from the Debian archive without installing them.
 * @param use gets the folder that they are unpacked in, which is removed afterwards
 * @returns what `use` gives; undefined where there is no apt-get, or the packages cannot be had
 */
export function withDebianPackages(packages, use, say = () => {}) {
  if (run('apt-get', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'koppel-debian-'));
  chmodSync(folder, 0o755);
  try {
    say(`fetching ${packages.join(', ')} from the Debian archive`);
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

import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withDebianPackages } from './debian-program.mjs';
import { cacheDirectory } from './paths.mjs';
import { Problem } from './problem.mjs';

function keep(program, cached) {
  mkdirSync(dirname(cached), { recursive: true });
  const partial = `${cached}.${process.pid}`;
  copyFileSync(program, partial);
  chmodSync(partial, 0o755);
  renameSync(partial, cached);
  return cached;
}

/** The path of a Caddy: from PATH, from the cache, or from Debian's archive. */
export function locateCaddy() {
  const cached = join(cacheDirectory, 'bin', 'caddy');
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'caddy'));
  const found = [...onPath, cached].find((file) => existsSync(file));
  const program = found ?? withDebianPackages(['caddy'], (folder) => keep(join(folder, 'usr/bin/caddy'), cached));
  if (program) return program;
  throw new Problem('The test of the public door needs the web server Caddy (2.6 or newer). Put it into your PATH.');
}

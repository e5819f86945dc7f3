import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withDebianPackages } from './debian-program.mjs';
import { cacheDirectory } from './paths.mjs';
import { Problem } from './problem.mjs';

const programs = ['prometheus', 'promtool'];
const cachedPath = (program) => join(cacheDirectory, 'bin', program);

function keep(program, cached) {
  mkdirSync(dirname(cached), { recursive: true });
  const partial = `${cached}.${process.pid}`;
  copyFileSync(program, partial);
  chmodSync(partial, 0o755);
  renameSync(partial, cached);
}

function find(program) {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  return [...onPath, cachedPath(program)].find((file) => existsSync(file));
}

/** The paths of Prometheus and promtool: from PATH, from the cache, or from Debian's archive. */
export function locatePrometheus({ say } = {}) {
  if (!programs.every(find)) {
    withDebianPackages(
      ['prometheus'],
      (folder) => programs.forEach((program) => keep(join(folder, 'usr/bin', program), cachedPath(program))),
      say,
    );
  }
  const [prometheus, promtool] = programs.map(find);
  if (prometheus && promtool) return { prometheus, promtool };
  throw new Problem(
    'Alert rules are checked by Prometheus and its promtool (2.42 or newer), and they could neither be found nor fetched.\n' +
      'Put both into your PATH: https://prometheus.io/download',
  );
}

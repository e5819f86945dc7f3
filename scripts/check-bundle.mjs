import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from './lib/paths.mjs';

/** What a first visit may load before it can show something, in bytes of gzipped JavaScript. */
const LIMIT_BYTES = 158_000;

/** Pages that someone may see first, by the file that their route loads. */
const firstPages = {
  dashboard: 'src/features/dashboard/dashboard-page.tsx',
  'sign-in': 'src/features/sign-in/sign-in-page.tsx',
};

/** All chunks that some chunks need before they run, themselves included. */
export function reachableFrom(manifest, keys) {
  const found = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk)
      throw new Error(`vite's manifest has no "${key}"; if the file was renamed, name it anew in check-bundle.`);
    if (found.has(chunk)) return;
    found.add(chunk);
    for (const needed of chunk.imports ?? []) visit(needed);
  };
  for (const key of keys) visit(key);
  return [...found];
}

function gzippedBytes(folder, chunks) {
  return chunks
    .filter(({ file }) => file.endsWith('.js'))
    .reduce((sum, { file }) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
}

/** Measures the first load of each page of a build; tells by `say` and returns whether all keep to the limit. */
export function checkBundle(say, folder = join(repositoryRoot, 'apps/web/dist')) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
  const results = Object.entries(firstPages).map(([name, file]) => {
    const bytes = gzippedBytes(folder, reachableFrom(manifest, ['index.html', file]));
    const isSmall = bytes <= LIMIT_BYTES;
    say(
      `${name}: ${(bytes / 1000).toFixed(1)} kB of JavaScript at first${isSmall ? '' : `, more than ${LIMIT_BYTES / 1000} kB`}`,
    );
    return isSmall;
  });
  return results.every(Boolean);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  process.exitCode = checkBundle(console.log, folder) ? 0 : 1;
}

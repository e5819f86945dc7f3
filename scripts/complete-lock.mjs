// npm forgets the packages of other platforms when it writes a lock file beside an existing node_modules
// (https://github.com/npm/cli/issues/4828), and `npm ci` then refuses that lock file. This adds them again.
// Run it after `npm install` changed package-lock.json: node scripts/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './lib/paths.mjs';

const systems = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  android: 'android',
  openharmony: 'openharmony',
};

const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

/** The platform that a package's name tells, such as `@swc/core-darwin-arm64`. */
function platformOf(name) {
  const words = name.split(/[-/@.]/);
  const os = words.map((word) => systems[word]).find(Boolean);
  if (words.includes('64')) return { os, cpu: 'x64' };
  return {
    os,
    cpu: processors.find((cpu) => words.includes(cpu)) ?? (words.includes('universal') ? undefined : 'x64'),
  };
}

/** Where npm would find a package for another one: in the nearest node_modules upwards. */
function isLocked(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

const file = join(repositoryRoot, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const [from, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(lock.packages, from, name)) continue;
    const { os, cpu } = platformOf(name);
    const place = lock.packages[`node_modules/${name}`] ? `${from}/node_modules/${name}` : `node_modules/${name}`;
    const exact = version.replace(/^[\^~]/, '');
    lock.packages[place] = {
      version: exact,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    };
    added.push(`${name} ${exact}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `added to the lock file:\n${added.join('\n')}` : 'the lock file is complete');

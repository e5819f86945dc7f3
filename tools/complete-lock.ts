// npm forgets the packages of other platforms when it writes a lock file beside an existing node_modules
// (https://github.com/npm/cli/issues/4828), and `npm ci` then refuses that lock file. This adds them again.
// Run it after `npm install` changed package-lock.json: node tools/run.mjs complete-lock
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './state.ts';

const systems: Record<string, string> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  android: 'android',
  openharmony: 'openharmony',
};

const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  optionalDependencies?: Record<string, string>;
}

type Packages = Record<string, Entry>;

/** The platform that a package's name states, such as `@swc/core-darwin-arm64`. */
function platformOf(name: string): { os?: string; cpu?: string } {
  const parts = name.split(/[-/@.]/);
  const os = parts.map((part) => systems[part]).find(Boolean);
  if (parts.includes('64')) return { os, cpu: 'x64' };
  return {
    os,
    cpu: processors.find((cpu) => parts.includes(cpu)) ?? (parts.includes('universal') ? undefined : 'x64'),
  };
}

/** Where npm would find a package for another one: in the nearest node_modules upwards. */
function isLocked(packages: Packages, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** Adds what npm left out to the packages of a lock file; returns what was added. */
function complete(packages: Packages): string[] {
  const added: string[] = [];
  for (const [from, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, from, name)) continue;
      const { os, cpu } = platformOf(name);
      const path = packages[`node_modules/${name}`] ? `${from}/node_modules/${name}` : `node_modules/${name}`;
      const exact = version.replace(/^[\^~]/, '');
      packages[path] = {
        version: exact,
        ...(cpu && { cpu: [cpu] }),
        ...(entry.dev && { dev: true }),
        optional: true,
        ...(os && { os: [os] }),
      };
      added.push(`${name} ${exact}`);
    }
  }
  return added;
}

/** Adds to package-lock.json what npm left out. */
export function completeLock(): void {
  const file = join(repositoryRoot, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages };
  const added = complete(lock.packages);
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(added.length > 0 ? `added to the lock file:\n${added.join('\n')}` : 'the lock file is complete');
}

export function main(): void {
  completeLock();
}

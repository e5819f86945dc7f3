import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { locatePrometheus } from './programs.ts';
import { repositoryRoot } from './state.ts';
import type { Log } from './terminal.ts';

// Checks of `npm test` that no other tool makes: alert rules and their documentation, and the size of the first load.

const read = (...path: string[]) => readFileSync(join(repositoryRoot, ...path), 'utf8');
const metricNames = (text: string): string[] => text.match(/\bkoppel_[a-z_]+|\b(?:nodejs|process)_[a-z0-9_]+/g) ?? [];
const base = (name: string) => name.replace(/_(?:bucket|count|sum)$/, '');
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name ?? '');

/** Every alert has its section in docs/telemetry.md, and every metric in use its row there. */
function undocumented(rules: string, dashboards: readonly string[], document: string): string[] {
  const headings = new Set(namesIn(document, /^### (\w+)$/gm));
  const rows = new Set(namesIn(document, /^\| `(koppel_\w+)`/gm));
  const withoutRunbook = namesIn(rules, /^ +- alert: (\w+)$/gm).filter(
    (name) => !headings.has(name) || !rules.includes(`runbook_url: docs/telemetry.md#${name.toLowerCase()}`),
  );
  const withoutRow = metricNames([rules, ...dashboards].join('\n'))
    .filter((name) => name.startsWith('koppel_'))
    .map(base)
    .filter((name) => !rows.has(name));
  return [
    ...withoutRunbook.map((name) => `${name} has no section in docs/telemetry.md`),
    ...[...new Set(withoutRow)].map((name) => `${name} is not in the table of docs/telemetry.md`),
  ];
}

/** Checks Prometheus' configuration, rules and their tests by promtool, and that all of it is documented. */
export function checkAlerts(log: Log): { passed: number; failed: number } {
  const { promtool } = locatePrometheus(log);
  const folder = join(repositoryRoot, 'deploy/prometheus');
  const run = (...args: string[]) =>
    spawnSync(promtool, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  const dashboardFolder = 'deploy/grafana/dashboards';
  const dashboards = readdirSync(join(repositoryRoot, dashboardFolder)).map((name) => read(dashboardFolder, name));
  const missing = undocumented(read('deploy/prometheus/alerts.yaml'), dashboards, read('docs/telemetry.md'));
  for (const line of missing) log(line);
  const results = [
    run('check', 'config', 'prometheus.yaml'),
    run('check', 'rules', '--lint=all', '--lint-fatal', 'alerts.yaml'),
    run('test', 'rules', 'alerts.test.yaml'),
    missing.length === 0,
  ];
  return { passed: results.filter(Boolean).length, failed: results.filter((ok) => !ok).length };
}

/** What a first visit may load before it can show something, in bytes of gzipped JavaScript. */
const maxFirstLoadBytes = 158_000;

/** Pages that someone may see first, by the file that their route loads. */
const firstPages = {
  dashboard: 'src/features/dashboard/dashboard-page.tsx',
  'sign-in': 'src/features/sign-in/sign-in-page.tsx',
};

interface Chunk {
  file: string;
  imports?: string[];
}

type Manifest = Record<string, Chunk>;

/** All chunks that some chunks need before they run, themselves included. */
function reachableFrom(manifest: Manifest, keys: readonly string[]): Set<Chunk> {
  const found = new Set<Chunk>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk)
      throw new Error(`vite's manifest has no "${key}"; if the file was renamed, rename it in tools/checks.ts.`);
    if (found.has(chunk)) return;
    found.add(chunk);
    for (const needed of chunk.imports ?? []) visit(needed);
  };
  for (const key of keys) visit(key);
  return found;
}

/** Measures the JavaScript of the first load of each page of a build; false when one exceeds the limit. */
export function checkBundle(log: Log, folder = join(repositoryRoot, 'apps/web/dist')): boolean {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
  const results = Object.entries(firstPages).map(([name, file]) => {
    const scripts = [...reachableFrom(manifest, ['index.html', file])].filter((chunk) => chunk.file.endsWith('.js'));
    const bytes = scripts.reduce((sum, chunk) => sum + gzipSync(readFileSync(join(folder, chunk.file))).length, 0);
    const isSmall = bytes <= maxFirstLoadBytes;
    const excess = isSmall ? '' : `, more than ${maxFirstLoadBytes / 1000} kB`;
    log(`${name}: ${(bytes / 1000).toFixed(1)} kB of JavaScript at first${excess}`);
    return isSmall;
  });
  return results.every(Boolean);
}

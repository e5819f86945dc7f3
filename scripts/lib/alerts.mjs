import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';
import { locatePrometheus } from './prometheus-program.mjs';

const read = (...path) => readFileSync(join(repositoryRoot, ...path), 'utf8');
const metricNames = (text) => text.match(/\bkoppel_[a-z_]+|\b(?:nodejs|process)_[a-z0-9_]+/g) ?? [];
const base = (name) => name.replace(/_(?:bucket|count|sum)$/, '');

/** Every alert has its paragraph, and the table of metrics says which alert uses a metric. */
export function undocumented({ rules, dashboards, document }) {
  const headings = new Set([...document.matchAll(/^### (\w+)$/gm)].map(([, name]) => name));
  const rows = new Set([...document.matchAll(/^\| `(koppel_\w+)`/gm)].map(([, name]) => name));
  const alerts = [...rules.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name);
  const withoutRunbook = alerts.filter(
    (name) => !headings.has(name) || !rules.includes(`runbook_url: docs/telemetry.md#${name.toLowerCase()}`),
  );
  const withoutRow = metricNames(rules + dashboards.join('\n'))
    .filter((name) => name.startsWith('koppel_'))
    .map(base)
    .filter((name) => !rows.has(name));
  return [
    ...withoutRunbook.map((name) => `${name} has no paragraph in docs/telemetry.md`),
    ...[...new Set(withoutRow)].map((name) => `${name} is not in the table of docs/telemetry.md`),
  ];
}

/** Checks configuration, rules and their tests by promtool, and that all of it is explained. */
export function checkAlerts(say) {
  const { promtool } = locatePrometheus({ say });
  const folder = join(repositoryRoot, 'deploy/prometheus');
  const run = (...args) =>
    spawnSync(promtool, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  const results = [
    run('check', 'config', 'prometheus.yaml'),
    run('check', 'rules', '--lint=all', '--lint-fatal', 'alerts.yaml'),
    run('test', 'rules', 'alerts.test.yaml'),
  ];
  const dashboardFolder = 'deploy/grafana/dashboards';
  const dashboards = readdirSync(join(repositoryRoot, dashboardFolder)).map((name) => read(dashboardFolder, name));
  const missing = undocumented({
    rules: read('deploy/prometheus/alerts.yaml'),
    dashboards,
    document: read('docs/telemetry.md'),
  });
  for (const line of missing) say(line);
  results.push(missing.length === 0);
  return { passed: results.filter(Boolean).length, failed: results.filter((ok) => !ok).length };
}

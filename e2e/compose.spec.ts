import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseConfigSchema, migrateConfigSchema } from '@koppel/service-kit';
import { parse } from 'yaml';
import { configSchema as connections } from '../apps/connections/src/config.js';
import { configSchema as flowRunner } from '../apps/flow-runner/src/config.js';
import { gatewayConfigSchema as gateway } from '../apps/gateway/src/config.js';
import { settingsConfigSchema as settings } from '../apps/settings/src/config.js';
import { repositoryRoot } from '../tools/state.ts';

interface ComposeService {
  image: string;
  build?: unknown;
  container_name?: string;
  environment?: Record<string, string | null>;
  ports?: string[];
  read_only?: boolean;
  cap_drop?: string[];
}

const folder = join(repositoryRoot, 'deploy', 'compose');
const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, ComposeService> };

/** The image sets these itself. */
const ofTheImage = { PORT: '8080', HOST: '0.0.0.0' };
const schemas: Record<string, { safeParse(value: unknown): { error?: { issues: unknown[] } } }> = {
  catalog: baseConfigSchema,
  ...{ connections, gateway, settings, migrate: migrateConfigSchema, 'flow-runner': flowRunner },
};

/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}`. */
const reference = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

function fill(value: string, environment: Record<string, string>): string {
  return value.replaceAll(reference, (_, name: string, kind: string | undefined, rest = '') => {
    const given = environment[name];
    if (given) return given;
    if (kind === '?') throw new Error(`${name} is not set: ${rest}`);
    return kind === '-' ? rest : '';
  });
}

function variablesIn(lines: string): Record<string, string> {
  return Object.fromEntries(
    lines.split('\n').flatMap((line) => {
      const [, name, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name ? [[name, value]] : [];
    }),
  );
}

/** What `make-env.sh` makes, in a folder of its own. */
function makeEnvironment(...profiles: string[]): Record<string, string> {
  const target = mkdtempSync(join(tmpdir(), 'koppel-env-'));
  try {
    for (const name of ['.env.example', 'make-env.sh']) cpSync(join(folder, name), join(target, name));
    const made = spawnSync('sh', ['make-env.sh', ...profiles], { cwd: target, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    return variablesIn(readFileSync(join(target, '.env'), 'utf8'));
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

describe('the compose set', () => {
  const example = readFileSync(join(folder, '.env.example'), 'utf8');
  const used = new Set([
    ...[...text.matchAll(reference)].map(([, name]) => name),
    ...Object.values(services).flatMap(({ environment = {} }) =>
      Object.keys(environment).filter((name) => environment[name] === null),
    ),
  ]);

  it('explains every variable in .env.example, and none that it does not use', () => {
    expect(Object.keys(variablesIn(example)).sort()).toEqual([...used].sort());
    const unexplained = [...example.matchAll(/(?:^|\n)\n(\w+)=/g)].map(([, name]) => name);
    expect(unexplained.filter((name) => name !== 'KOPPEL_FIRST_ACCOUNT_EMAIL')).toEqual([]);
  });

  it.each([[[]], [['sandbox', 'observe']]])('gives every service what it needs (profiles: %j)', (profiles) => {
    const made = makeEnvironment(...profiles);
    // The one choice that nobody else can make.
    const environment: Record<string, string> = { ...made, SMTP_URL: made['SMTP_URL'] || 'none' };
    expect(Object.values(environment).join('\n')).not.toContain('<secret>');
    for (const [name, schema] of Object.entries(schemas)) {
      const given = Object.entries(services[name]?.environment ?? {}).flatMap(([variable, value]) => {
        const filled = value === null ? (environment[variable] ?? '') : fill(value, environment);
        return filled === '' ? [] : [[variable, filled]];
      });
      const result = schema.safeParse({ ...ofTheImage, ...(Object.fromEntries(given) as object) });
      expect({ name, problems: result.error?.issues ?? [] }).toEqual({ name, problems: [] });
    }
  });

  it('makes secrets that differ from each other and from those of the next set', () => {
    const [one, other] = [makeEnvironment(), makeEnvironment()];
    const secrets = [...example.matchAll(/^(\w+)=.*<secret>$/gm)].map(([, name]) => name ?? '');
    const values = [one, other].flatMap((environment) => secrets.map((name) => environment[name]));
    expect(new Set(values).size).toBe(secrets.length * 2);
  });

  it('lets every service be scaled that holds nothing of its own', () => {
    for (const name of ['catalog', 'connections', 'flow-runner', 'settings', 'gateway']) {
      expect(services[name]).toBeDefined();
      expect(services[name]).not.toHaveProperty('container_name');
      expect(services[name]).not.toHaveProperty('ports');
    }
  });

  it('names every foreign image by version, and takes every right away that is not needed', () => {
    for (const [name, { image, read_only: isReadOnly, cap_drop: dropped }] of Object.entries(services)) {
      if (!image.startsWith('${')) expect(image).toMatch(/^docker\.io\/[\w./-]+:v?\d+\.\d+[\w.-]*$/);
      if (name !== 'postgres')
        expect({ name, isReadOnly, dropped }).toEqual({ name, isReadOnly: true, dropped: ['ALL'] });
    }
  });
});

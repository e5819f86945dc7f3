import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breaksIn } from './lib/migration-rules.js';
import { buildPreviousRelease, readReleases, repositoryRoot } from './lib/previous-release.js';

const { previous, coming } = readReleases();
const known = previous === null ? [coming] : [previous.name, coming];

interface MigrationFile {
  service: string;
  file: string;
  text: string;
  number: number;
}

function migrationsOf(service: string): MigrationFile[] {
  const folder = join(repositoryRoot, 'apps', service, 'migrations');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => /^\d+-.+\.ts$/.test(file));
  return files
    .map((file) => ({
      service,
      file,
      text: readFileSync(join(folder, file), 'utf8'),
      number: Number(file.split('-', 1)[0]),
    }))
    .sort((left, right) => left.number - right.number);
}

const all = readdirSync(join(repositoryRoot, 'apps')).flatMap(migrationsOf);

it('knows the newest migration of each service in the release before', () => {
  const services = [...new Set(all.map(({ service }) => service))].sort();
  const newest = previous?.newestMigrations ?? Object.fromEntries(all.map(({ service, number }) => [service, number]));
  expect(Object.keys(newest).sort()).toEqual(services);
});

it('starts the history of each service with a baseline', () => {
  const first = all.filter(({ service, number }) => !all.some((one) => one.service === service && one.number < number));
  expect(first.map(({ file }) => file)).toEqual(first.map(({ number }) => `${number}-baseline.ts`));
  const isReleased = previous !== null;
  expect(isReleased || all.length === first.length).toBe(true);
});

it('says what cannot be known where the history of the clone ends too early', () => {
  const unknown = { coming, previous: { name: '0.0.0', commit: '0'.repeat(40), newestMigrations: {} } };
  expect(() => buildPreviousRelease(unknown)).toThrow(/nobody knows .* git fetch --unshallow/);
});

it('lets the release before go on working after each later migration', () => {
  const later = all.filter(
    ({ service, number }) => previous !== null && number > (previous.newestMigrations[service] ?? 0),
  );
  const breaks = later.flatMap((one) => {
    const earlier = all.filter(({ service, number }) => service === one.service && number < one.number);
    const found = breaksIn({ text: one.text, earlier: earlier.map(({ text }) => text) }, known);
    return found.map((text) => `${one.service}/${one.file}: ${text}`);
  });
  expect(breaks).toEqual([]);
});

describe('the rule of expanding before contracting', () => {
  const earlier = [
    'create table run (id uuid); create unique index run_active on run (flow_id); create index run_due on run (id)',
  ];
  const breaks = (text: string) => breaksIn({ text, earlier }, known);

  it.each([
    'alter table run drop column reason',
    'drop table wanted_run',
    'alter table run rename column reason to why',
    'alter table run alter column reason type jsonb',
    'alter table run alter reason set data type jsonb',
    'alter table run alter column reason set not null',
    'alter table run add column note text not null',
    'alter table run add constraint short check (length(reason) < 5)',
    'drop index run_active',
    'create unique index run_once on run (integration_id)',
  ])('refuses: %s', (sql) => {
    expect(breaks(sql)).toHaveLength(1);
  });

  it.each([
    'create table note (id uuid primary key, title text not null); create unique index note_title on note (title)',
    'alter table run add column note text, add column is_new boolean not null default false',
    'drop index run_due',
    'alter table run alter column reason drop not null',
    '// drop table run\ncreate index run_of on run (flow_id)',
  ])('allows: %s', (sql) => {
    expect(breaks(sql)).toEqual([]);
  });

  it('lets a marked migration contract, for a release that is known', () => {
    const marked = (release: string) =>
      `// Contract (${release}): no release since then reads the column.\nalter table run drop column reason`;
    expect(breaks(marked(coming))).toEqual([]);
    expect(breaks(marked('9.9.9'))).toHaveLength(1);
    expect(breaks(`// Contract (${coming})\nalter table run drop column reason`)).toHaveLength(1);
  });
});

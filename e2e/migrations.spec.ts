import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breaksIn } from './lib/migration-rules.js';
import { buildPreviousRelease, readReleases, repositoryRoot } from './lib/previous-release.js';

const { previous, coming } = readReleases();
const known = [previous.name, coming];

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

it('knows how far the tables of each service were in the release before', () => {
  const services = [...new Set(all.map(({ service }) => service))].sort();
  expect(Object.keys(previous.newestMigrations).sort()).toEqual(services);
});

it('says in words what nobody knows where the history of the clone ends too early', () => {
  const unknown = { coming, previous: { ...previous, commit: '0'.repeat(40) } };
  expect(() => buildPreviousRelease(unknown)).toThrow(/nobody knows .* git fetch --unshallow/);
});

describe('the release before goes on working after', () => {
  const later = all.filter(({ service, number }) => number > (previous.newestMigrations[service] ?? 0));

  it.each(later.map((migration) => [`${migration.service}/${migration.file}`, migration] as const))(
    '%s',
    (_name, one) => {
      const earlier = all.filter(({ service, number }) => service === one.service && number < one.number);
      expect(breaksIn({ text: one.text, earlier: earlier.map(({ text }) => text) }, known)).toEqual([]);
    },
  );
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
    'alter table run add column place text not null',
    'alter table run add constraint short check (length(reason) < 5)',
    'drop index run_active',
    'create unique index run_once on run (integration_id)',
  ])('refuses: %s', (sql) => {
    expect(breaks(sql)).toHaveLength(1);
  });

  it.each([
    'create table note (id uuid primary key, place text not null); create unique index note_place on note (place)',
    'alter table run add column place text, add column is_new boolean not null default false',
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

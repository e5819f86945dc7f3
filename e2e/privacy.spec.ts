import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './lib/previous-release.js';

/** Columns by table, such as `gateway.user`. */
type Columns = Map<string, string[]>;

const holdsText = /^\s*"?(\w+)"? (?:text|jsonb)\b/;

/** The columns of text of every table that the migrations of a service create or extend. */
function columnsOf(service: string): Columns {
  const folder = join(repositoryRoot, 'apps', service, 'migrations');
  const files = readdirSync(folder).filter((file) => /^\d+-.+\.ts$/.test(file));
  const sql = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const found: Columns = new Map();
  for (const [, table = '', body = ''] of sql.matchAll(/create table "?(\w+)"? \(([\s\S]*?)\n {2}\)/g)) {
    found.set(
      `${service}.${table}`,
      body.split('\n').flatMap((line) => holdsText.exec(line)?.[1] ?? []),
    );
  }
  for (const [, table = '', column = ''] of sql.matchAll(
    /alter table "?(\w+)"? add column (?:if not exists )?"?(\w+)"? (?:text|jsonb)\b/g,
  ))
    found.get(`${service}.${table}`)?.push(column);
  return found;
}

/** What the page says: of each table the personal columns and the others. */
function classified(): Columns {
  const page = readFileSync(join(repositoryRoot, 'docs/privacy.md'), 'utf8');
  const found: Columns = new Map();
  for (const section of page.split(/^### /m).slice(1)) {
    const service = section.split(':', 1)[0] ?? '';
    for (const [, table = '', personal = '', other = ''] of section.matchAll(/^\| `(\w+)` +\|([^|]*)\|([^|]*)\|/gm)) {
      const columns = [...`${personal},${other}`.matchAll(/`(\w+)`/g)].map(([, column = '']) => column);
      found.set(`${service}.${table}`, columns);
    }
  }
  return found;
}

const sorted = (columns: Columns) =>
  Object.fromEntries([...columns].map(([table, names]) => [table, [...names].sort()] as const).sort());

it('says of every column of text of every service whether it holds personal data', () => {
  const services = readdirSync(join(repositoryRoot, 'apps')).filter((service) =>
    readdirSync(join(repositoryRoot, 'apps', service)).includes('migrations'),
  );
  const stored: Columns = new Map(services.flatMap((service) => [...columnsOf(service)]));
  expect(stored.size).toBeGreaterThan(40);
  expect(sorted(classified())).toEqual(sorted(stored));
});

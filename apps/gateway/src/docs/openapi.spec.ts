import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeApi } from './openapi.js';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, object> }>>;
  components: { schemas: Record<string, object> };
}

const document = JSON.parse(JSON.stringify(describeApi('https://koppel.example'))) as Document;
const require = createRequire(import.meta.url);
const node = (script: string, args: string[], cwd: string) =>
  execFileSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });

it('names the schemas that clients need', () => {
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(['Connection', 'Flow', 'Issue', 'Problem', 'ProblemField', 'Reason', 'Run', 'Webhook']),
  );
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(references.filter((name) => !document.components.schemas[name ?? ''])).toEqual([]);
});

it('gives a client that a program compiles against', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koppel-client-'));
  try {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
    writeFileSync(
      join(folder, 'main.ts'),
      `import { createConnection, listRuns } from './client/index.js';
      import type { Problem, Run } from './client/index.js';
      export async function states(): Promise<Run['state'][]> {
        const { data } = await listRuns({ query: { limit: 10 }, throwOnError: true });
        return data.items.map(({ state }) => state);
      }
      export async function refusal(): Promise<Problem['code'] | undefined> {
        const body = { applicationId: 'shop', displayTitle: 'Shop', fields: {} };
        const { error } = await createConnection({ body });
        return error?.code;
      }`,
    );
    const generator = join(dirname(require.resolve('@hey-api/openapi-ts/package.json')), 'bin/run.js');
    node(generator, ['--input', 'openapi.json', '--output', 'client', '--silent'], folder);
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'esnext'];
    const compiler = require.resolve('typescript/bin/tsc');
    node(compiler, [...flags, '--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable', 'main.ts'], folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

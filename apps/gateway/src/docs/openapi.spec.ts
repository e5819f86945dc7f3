import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as contracts from '@koppel/contracts';
import { operations, type Operation } from '@koppel/contracts';
import { z } from 'zod';
import { describeApi } from './openapi.js';

interface Described {
  type?: string;
  examples?: unknown[];
}
interface DescribedOperation {
  operationId: string;
  parameters?: { name: string; in: string; schema: Described }[];
  requestBody?: { content: { 'application/json': { schema: Described } } };
}
interface Document {
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { schemas: Record<string, Described> };
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

const described = Object.values(document.paths).flatMap((path) => Object.values(path));
const bodies = described.flatMap(({ operationId, parameters = [], requestBody }) => {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const schema = requestBody?.content['application/json'].schema;
  // What the gateway answers itself has no contract.
  return schema && operationId in operations ? [{ operationId, schema, inPath }] : [];
});
const schemaOf = new Map(
  Object.values<unknown>(contracts).flatMap((schema) =>
    schema instanceof z.ZodObject ? [[z.globalRegistry.get(schema)?.id, schema] as const] : [],
  ),
);
const objects = Object.entries(document.components.schemas).filter(([, { type }]) => type === 'object');

it.each(bodies)('gives an example of the body of $operationId that its contract accepts', (body) => {
  const { operationId, schema, inPath } = body;
  const parameters = Object.fromEntries(inPath.map(({ name, schema: { examples } }) => [name, examples?.[0]]));
  expect(schema.examples).toHaveLength(1);
  const operation = (operations as Record<string, Operation>)[operationId];
  expect(operation?.request.safeParse({ ...parameters, ...Object(schema.examples?.[0]) }).error).toBeUndefined();
  expect(operation?.request).toBeDefined();
});

it.each(objects)('gives an example of %s that its schema accepts', (name, { examples }) => {
  expect(examples).toHaveLength(1);
  // Only in the list of a problem, whose example has one.
  if (name === 'ProblemField') return;
  const schema = schemaOf.get(name.replace(/Input$/, ''));
  expect(schema?.safeParse(examples?.[0])).toMatchObject({ success: true });
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
    const compiler = join(dirname(require.resolve('@typescript/native/package.json')), 'bin/tsc');
    node(compiler, [...flags, '--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable', 'main.ts'], folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

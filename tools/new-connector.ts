import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { completeLock } from './complete-lock.ts';
import { repositoryRoot } from './state.ts';
import { UserError, log } from './terminal.ts';

interface Names {
  /** `acme-shop`, the folder and the application's id. */
  id: string;
  /** `acmeShop`, the export. */
  variable: string;
  /** `acme_shop`, the first half of its reasons' codes. */
  code: string;
  /** `Acme Shop`, for people. */
  title: string;
}

function namesOf(id: string): Names {
  const words = id.split('-');
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return {
    id,
    variable: words.map((word, index) => (index === 0 ? word : capital(word))).join(''),
    code: words.join('_'),
    title: words.map(capital).join(' '),
  };
}

/** A connector that reads articles: complete, though of an application that does not exist. */
const filesOf = ({ id, variable, code, title }: Names): Record<string, string> => ({
  'package.json': JSON.stringify({
    name: `@koppel/connector-${id}`,
    version: '0.1.0',
    private: true,
    license: 'Apache-2.0',
    type: 'module',
    exports: {
      '.': { 'koppel-source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    },
    scripts: { build: 'tsc -p tsconfig.build.json' },
    dependencies: {
      '@koppel/connector-sdk': '0.1.0',
      '@koppel/contracts': '0.1.0',
      zod: zodVersion(),
    },
    devDependencies: { '@koppel/connector-host': '0.1.0' },
  }),
  'tsconfig.build.json': JSON.stringify({
    extends: '../../../tsconfig.base.json',
    compilerOptions: { outDir: 'dist', rootDir: 'src' },
    include: ['src'],
    exclude: ['src/**/*.spec.ts', 'src/fixtures'],
  }),
  'manual.md': `# ${title}

Koppel brings articles from ${title}.

## Fill in the form

| field       | what to fill in                                                       |
| ----------- | --------------------------------------------------------------------- |
| **Address** | The address of ${title}, such as \`https://${id}.example.com\`        |
| **API key** | A key made for Koppel alone. It is stored encrypted, never shown again |
`,
  'manual.nl.md': `# ${title}

Koppel haalt artikelen op uit ${title}.

## Vul het formulier in

| veld            | wat vul je in                                                                       |
| --------------- | ----------------------------------------------------------------------------------- |
| **Adres**       | Het adres van ${title}, bijvoorbeeld \`https://${id}.example.com\`                  |
| **API-sleutel** | Een sleutel alleen voor Koppel. Hij wordt versleuteld bewaard en nooit meer getoond |
`,
  'src/index.ts': `import { defineConnector, runChecks } from '@koppel/connector-sdk';
import { z } from 'zod';
import { checks } from './connection-test.js';
import { logoSvg } from './logo.js';
import { productReader } from './products.js';
import { reasons } from './reasons.js';
import { dutch } from './texts.nl.js';

const fields = z.object({
  address: z
    .string()
    .trim()
    .regex(/^https?:\\/\\/\\S+$/, 'field.url')
    .max(300)
    .meta({ title: 'Address', description: 'The address of ${title}, such as https://${id}.example.com.' }),
  apiKey: z.string().trim().min(1).max(200).meta({
    title: 'API key',
    description: 'A key made for Koppel alone. It is stored encrypted and never shown again.',
    'x-secret': true,
  }),
});

export const ${variable} = defineConnector({
  id: '${id}',
  name: '${title}',
  roles: ['catalogue'],
  summary: 'Articles come from ${title}.',
  logoSvg,
  manualUrl: new URL('../manual.md', import.meta.url),
  translations: { nl: dutch },
  reasons,
  fields,
  authentication: { kind: 'header', headers: { 'x-api-key': '{apiKey}' } },
  baseUrl: ({ address }, host) => host.override ?? String(address).replace(/\\/+$/, ''),
  limits: () => ({ concurrency: 2 }),
  test: (context) => runChecks(checks, context, undefined),
  readers: { product: productReader },
  writers: {},
});
`,
  'src/connection-test.ts': `import type { ConnectionCheck } from '@koppel/connector-sdk';
import { reason } from './reasons.js';

/** Reads one article: that reaches the application and shows the key at once. */
const read: ConnectionCheck = {
  id: 'read',
  title: reason('${code}.read'),
  advice: reason('${code}.read_advice'),
  async check(context) {
    await context.http.request({ method: 'GET', url: 'products', query: { limit: 1 } });
    return reason('${code}.readable');
  },
};

export const checks: readonly ConnectionCheck[] = [read];
`,
  'src/products.ts': `import type { ConnectorContext, EntityReader, ReadOptions, SourcePage } from '@koppel/connector-sdk';
import { z } from 'zod';
import { failure, reason } from './reasons.js';

export const productSettings = z.object({
  includeEnded: z.boolean().default(true).meta({
    title: 'Include ended articles',
    description: 'Whether articles that are no longer sold are brought too, so that they can be hidden.',
    'x-essential': false,
  }),
});
export type ProductSettings = z.infer<typeof productSettings>;

/** An article as ${title} gives it. */
const nativeSchema = z.object({
  id: z.string().min(1),
  code: z.string().min(1).max(100),
  name: z.string().min(1).max(500),
  isEnded: z.boolean().default(false),
});
type Native = z.infer<typeof nativeSchema>;

/** The id that the last page ended with. */
const cursorSchema = z.object({ after: z.string() });

async function* read(
  context: ConnectorContext,
  { cursor, pageSize }: ReadOptions<ProductSettings>,
): AsyncGenerator<SourcePage<Native>> {
  let after = cursorSchema.safeParse(cursor).data?.after;
  for (;;) {
    const query = { limit: pageSize, after };
    const { body } = await context.http.request<Native[]>({ method: 'GET', url: 'products', query });
    const last = body.at(-1);
    if (!last) return;
    after = last.id;
    yield { records: body.map((native) => ({ key: native.id, naturalKey: native.code, native })), cursor: { after } };
    if (body.length < pageSize) return;
  }
}

export const productReader: EntityReader<'product', Native, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  read,
  toCanonical(native, settings) {
    const parsed = nativeSchema.safeParse(native);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? '';
      throw failure('value', '${code}.product_unreadable', { field }, { field, cause: parsed.error });
    }
    const { code, name, isEnded } = parsed.data;
    if (isEnded && !settings.includeEnded) return { filtered: reason('${code}.product_ended', { article: code }, 'isEnded') };
    return { canonical: { sku: code, name, status: isEnded ? 'ended' : 'active', isStocked: true } };
  },
};
`,
  'src/reasons.en.ts': `export const en = {
  '${code}.product_unreadable': 'The article cannot be read: {field} is missing or not what ${title} gives there. Correct it there.',
  '${code}.product_ended': 'Article {article} has ended, and the settings of this flow leave ended articles out.',
  '${code}.read': 'Read articles',
  '${code}.read_advice': 'Check the address and the API key.',
  '${code}.readable': 'Articles can be read.',
} as const;
`,
  'src/reasons.nl.ts': `import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

export const nl: ReasonMessages<keyof typeof en> = {
  '${code}.product_unreadable': 'Het artikel kan niet worden gelezen: {field} ontbreekt of is niet wat ${title} daar geeft. Corrigeer het daar.',
  '${code}.product_ended': 'Artikel {article} is beëindigd, en de instellingen van deze stroom slaan zulke artikelen over.',
  '${code}.read': 'Artikelen lezen',
  '${code}.read_advice': 'Controleer het adres en de API-sleutel.',
  '${code}.readable': 'Artikelen kunnen worden gelezen.',
};
`,
  'src/reasons.ts': `import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf } from '@koppel/contracts';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

export const reasons = defineReasons({ en, nl });
export const reason = reasonsOf(reasons);
export const failure = failuresOf(reasons);
`,
  'src/texts.nl.ts': `import type { ConnectorTexts, FormTexts } from '@koppel/connector-sdk';
import type { productSettings } from './products.js';

/** What a person reads of the connector, its form and its settings, in Dutch. */
export const dutch = {
  summary: 'Artikelen komen uit ${title}.',
  fields: {
    address: { title: 'Adres', description: 'Het adres van ${title}, zoals https://${id}.example.com.' },
    apiKey: {
      title: 'API-sleutel',
      description: 'Een sleutel alleen voor Koppel. Hij wordt versleuteld bewaard en nooit meer getoond.',
    },
  },
  settings: {
    includeEnded: {
      title: 'Beëindigde artikelen meenemen',
      description: 'Of artikelen die niet meer verkocht worden ook meekomen, zodat ze verborgen kunnen worden.',
    },
  } satisfies FormTexts<typeof productSettings>,
} satisfies ConnectorTexts;
`,
  'src/logo.ts': `/** A drawing of our own: the first letter in a square. */
export const logoSvg = \`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="${title}">
  <rect width="48" height="48" rx="8" fill="#334155"/>
  <text x="24" y="33" font-family="sans-serif" font-size="26" fill="#fff" text-anchor="middle">${title.charAt(0)}</text>
</svg>\`;
`,
  'test/conformance.spec.ts': `import { describeConnector } from '@koppel/connector-host/conformance';
import { ${variable} } from '../src/index.js';

// The definition alone. A harness that starts the application, or a simulator of it, brings the other checks: docs/connectors.md.
describeConnector(${variable});
`,
});

function zodVersion(): string {
  const sdk = readFileSync(join(repositoryRoot, 'packages', 'connector-sdk', 'package.json'), 'utf8');
  return (JSON.parse(sdk) as { dependencies: { zod: string } }).dependencies.zod;
}

async function writeFormatted(file: string, text: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

/** The registry's list and its dependency: the one place that knows every connector. */
async function register({ id, variable }: Names): Promise<void> {
  const registry = join(repositoryRoot, 'packages', 'connectors', 'registry');
  const indexFile = join(registry, 'src', 'index.ts');
  const source = readFileSync(indexFile, 'utf8');
  const list = /readonly Connector\[\] = \[([^\]]*)\]/;
  const known =
    list
      .exec(source)?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  const imports = source.split('\n').filter((line) => line.startsWith('import '));
  const added = [...imports, `import { ${variable} } from '@koppel/connector-${id}';`];
  const byModule = (line: string) => line.split(' from ')[1] ?? '';
  added.sort((left, right) => (byModule(left) < byModule(right) ? -1 : 1));
  const names = [...known.filter(Boolean), variable].sort().join(', ');
  const rest = source.split('\n').filter((line) => !line.startsWith('import '));
  const text = [...added, ...rest].join('\n').replace(list, `readonly Connector[] = [${names}]`);
  await writeFormatted(indexFile, text);
  const packageFile = join(registry, 'package.json');
  const manifest = JSON.parse(readFileSync(packageFile, 'utf8')) as { dependencies: Record<string, string> };
  const dependencies = { ...manifest.dependencies, [`@koppel/connector-${id}`]: '0.1.0' };
  manifest.dependencies = Object.fromEntries(
    Object.entries(dependencies).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
  await writeFormatted(packageFile, JSON.stringify(manifest));
}

/** `npm run new:connector -- acme-shop`: a connector that compiles and passes the first checks; docs/connectors.md goes on. */
export async function main([id = '']: readonly string[]): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40) {
    throw new UserError('Give the connector a name in kebab case: npm run new:connector -- acme-shop');
  }
  const folder = join(repositoryRoot, 'packages', 'connectors', id);
  if (existsSync(folder)) throw new UserError(`packages/connectors/${id} exists already.`);
  const names = namesOf(id);
  for (const [name, text] of Object.entries(filesOf(names))) await writeFormatted(join(folder, name), text);
  await register(names);
  log('linking the package (npm install)');
  const install = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: repositoryRoot,
    stdio: 'inherit',
  });
  if (install.status !== 0)
    throw new UserError('npm install failed; run it again, then: node tools/run.mjs complete-lock');
  completeLock();
  process.stdout.write(`
  packages/connectors/${id} is made, and registered in packages/connectors/registry.

    Types                npm run typecheck
    First checks         npm run integration -- packages/connectors/${id}
    What comes now       docs/connectors.md

`);
}

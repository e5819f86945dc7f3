import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function namesOf(id: string): Names {
  const words = id.split('-');
  return {
    id,
    variable: words.map((word, index) => (index === 0 ? word : capitalized(word))).join(''),
    code: words.join('_'),
    title: words.map(capitalized).join(' '),
  };
}

/** The connector that is copied. It stands for an application that does not exist, and is checked and tested like any other code. */
const template = join(repositoryRoot, 'tools', 'connector-template');

/** The name of the template's application, in each of its forms, becomes that of the new one. */
function renamed(text: string, { id, variable, code, title }: Names): string {
  const acme = namesOf('acme-shop');
  return text
    .replaceAll(acme.id, id)
    .replaceAll(acme.variable, variable)
    .replaceAll(capitalized(acme.variable), capitalized(variable))
    .replaceAll(acme.code, code)
    .replaceAll(acme.title, title)
    .replaceAll('>A</text>', `>${title.charAt(0)}</text>`);
}

const manifestOf = (id: string) => ({
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
});

const buildOptions = {
  extends: '../../../tsconfig.base.json',
  compilerOptions: { outDir: 'dist', rootDir: 'src' },
  include: ['src'],
  exclude: ['src/**/*.spec.ts', 'src/fixtures'],
};

/** The files of the new package, by their paths in it. */
function filesOf(names: Names): [name: string, text: string][] {
  const copied = readdirSync(template, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => {
      const file = join(entry.parentPath, entry.name);
      return [relative(template, file), renamed(readFileSync(file, 'utf8'), names)];
    });
  return [
    ...copied,
    ['package.json', JSON.stringify(manifestOf(names.id))],
    ['tsconfig.build.json', JSON.stringify(buildOptions)],
  ];
}

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
  for (const [name, text] of filesOf(names)) await writeFormatted(join(folder, name), text);
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

    Types                 npm run typecheck
    Its own tests         npm run unit -- packages/connectors/${id}
    The conformance kit   npm run integration -- packages/connectors/${id}
    What comes now        docs/connectors.md

`);
}

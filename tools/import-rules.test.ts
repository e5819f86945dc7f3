import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  cruise,
  type ICruiseResult,
  type ICruiseOptions,
  type IForbiddenRuleType,
  type IResolveOptions,
} from 'dependency-cruiser';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { repositoryRoot } from './state.ts';

/** What of .dependency-cruiser.mjs the test gives to the cruiser by itself. */
interface CruiserConfiguration {
  forbidden: (IForbiddenRuleType & { name: string })[];
  options: ICruiseOptions & { tsConfig: object; enhancedResolveOptions: Partial<IResolveOptions> };
}

const cruiserFile = join(repositoryRoot, '.dependency-cruiser.mjs');
const { default: cruiser } = (await import(cruiserFile)) as { default: CruiserConfiguration };
/** Without the rules that know types: the files that it is asked about need not exist. */
const eslint = new ESLint({ cwd: repositoryRoot, overrideConfig: tseslint.configs.disableTypeChecked });

async function complaintsAbout(filePath: string, specifier: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import { thing } from '${specifier}';\nexport const used = thing;\n`, {
    filePath,
  });
  const messages = result?.messages ?? [];
  return messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports').map(({ message }) => message);
}

const forbidden: [what: string, file: string, specifier: string][] = [
  ['an app imports another app', 'apps/catalog/src/catalog.service.ts', '@koppel/app-settings'],
  ['an app imports another app by path', 'apps/catalog/src/catalog.service.ts', '../../settings/src/config.js'],
  [
    'an app imports one connector past the registry',
    'apps/catalog/src/catalog.service.ts',
    '@koppel/connector-vendure',
  ],
  ['an app imports a simulator', 'apps/flow-runner/src/run/run.service.ts', '@koppel/simulator-exact-online'],
  [
    'a connector imports another connector',
    'packages/connectors/vendure/src/client.ts',
    '@koppel/connector-woocommerce',
  ],
  [
    'a connector imports another by path',
    'packages/connectors/vendure/src/client.ts',
    '../../woocommerce/src/client.js',
  ],
  ['a connector imports the service kit', 'packages/connectors/vendure/src/client.ts', '@koppel/service-kit'],
  ['a connector imports the host', 'packages/connectors/vendure/src/client.ts', '@koppel/connector-host'],
  ['a connector opens sockets', 'packages/connectors/vendure/src/client.ts', 'node:net'],
  ['a connector opens sockets by the short name', 'packages/connectors/vendure/src/client.ts', 'https'],
  ['a connector reads files', 'packages/connectors/vendure/src/client.ts', 'node:fs/promises'],
  ['a connector brings its own HTTP client', 'packages/connectors/vendure/src/client.ts', 'undici'],
  ['the SDK imports the host', 'packages/connector-sdk/src/index.ts', '@koppel/connector-host'],
  ['the SDK imports a connector', 'packages/connector-sdk/src/index.ts', '@koppel/connector-vendure'],
  ['the engine imports the service kit', 'packages/sync-engine/src/page.ts', '@koppel/service-kit'],
  ['the engine imports a framework', 'packages/sync-engine/src/page.ts', '@nestjs/common'],
  ['the engine does I/O', 'packages/sync-engine/src/page.ts', 'node:fs'],
  ['the service kit imports the SDK', 'packages/service-kit/src/index.ts', '@koppel/connector-sdk'],
  ['contracts import the SDK', 'packages/contracts/src/index.ts', '@koppel/connector-sdk'],
  ['contracts import a library', 'packages/contracts/src/index.ts', 'undici'],
  ['contracts do I/O', 'packages/contracts/src/index.ts', 'node:fs'],
  ['a simulator imports contracts', 'packages/simulators/exact-online/src/server.ts', '@koppel/contracts'],
  ['web imports the service kit', 'apps/web/src/app/main.tsx', '@koppel/service-kit'],
  ['a feature of web imports another', 'apps/web/src/features/runs/run-page.tsx', '../issues/texts.js'],
  ['an entity of web imports a feature', 'apps/web/src/entities/run/run.tsx', '../../features/runs/texts.js'],
  ['what is shared in web imports an entity', 'apps/web/src/shared/page/page.tsx', '../../entities/run/run.js'],
  ['a feature of web imports the app', 'apps/web/src/features/runs/run-page.tsx', '../../app/router.js'],
  ['ui imports contracts', 'packages/ui/src/button.tsx', '@koppel/contracts'],
  ['a domain file imports Nest', 'apps/connections/src/connection/connection.ts', '@nestjs/common'],
  ['a domain file imports TypeORM', 'apps/connections/src/connection/connection.ts', 'typeorm'],
  ['a domain file imports pg', 'apps/flow-runner/src/run/run.ts', 'pg'],
  ['a domain file imports another app', 'apps/flow-runner/src/run/run.ts', '@koppel/app-gateway'],
];

const allowed: [file: string, specifier: string][] = [
  ['apps/catalog/src/catalog/catalog.service.ts', '@koppel/connectors'],
  ['apps/connections/src/connection/connection.repository.ts', 'typeorm'],
  ['apps/connections/src/connection/connection.ts', '@koppel/contracts'],
  ['packages/connectors/vendure/src/client.ts', '@koppel/connector-sdk'],
  ['packages/connectors/vendure/src/client.ts', 'node:crypto'],
  ['packages/connectors/vendure/test/shop.ts', '@koppel/connector-host'],
  ['packages/connector-host/src/http-client.ts', 'undici'],
  ['packages/sync-engine/src/deliver.ts', '@koppel/connector-sdk'],
  ['packages/sync-engine/src/deliver.ts', 'node:crypto'],
  ['apps/flow-runner/src/sync/sync.service.ts', '@koppel/sync-engine'],
  ['packages/connectors/registry/src/index.ts', '@koppel/connector-vendure'],
  ['packages/connectors/vendure/src/client.spec.ts', '@koppel/simulator-woocommerce'],
  ['packages/contracts/src/index.ts', 'zod'],
  ['packages/contracts/src/index.ts', './entities/order.js'],
  ['apps/web/src/app/main.tsx', '@koppel/ui'],
  ['apps/web/src/app/router.ts', '../features/runs/runs.routes.js'],
  ['apps/web/src/features/runs/run-page.tsx', '../../entities/run/run.js'],
  ['apps/web/src/entities/run/run.tsx', '../flow/flow-title.js'],
];

describe('the import rules as lint errors', () => {
  for (const [what, file, specifier] of forbidden) {
    it(`reports when ${what}`, async () => assert.equal((await complaintsAbout(file, specifier)).length > 0, true));
  }
  for (const [file, specifier] of allowed) {
    it(`lets ${file} import ${specifier}`, async () => assert.deepEqual(await complaintsAbout(file, specifier), []));
  }
});

describe('a connector without I/O of its own', () => {
  const complaints = async (code: string, filePath = 'packages/connectors/vendure/src/client.ts') => {
    const [result] = await eslint.lintText(code, { filePath });
    const messages = result?.messages ?? [];
    return messages.filter(({ ruleId }) => /^no-restricted-(globals|syntax)$/.test(ruleId ?? '')).length;
  };
  for (const code of [
    "await fetch('https://example.com');",
    "await globalThis.fetch('https://example.com');",
    "export const socket = new WebSocket('wss://example.com');",
    "export const { request } = await import('undici');",
    'export const key = process.env.KEY;',
  ]) {
    it(`reports ${code}`, async () => assert.equal((await complaints(code)) > 0, true));
  }
  it('leaves tests of connectors and other packages alone', async () => {
    assert.equal(await complaints("await fetch('http://127.0.0.1');", 'packages/connectors/vendure/test/shop.ts'), 0);
    assert.equal(await complaints("await fetch('https://example.com');", 'apps/gateway/src/health.ts'), 0);
  });
});

/** A tree with one breach of each rule, resolved through node_modules as in the real one. */
const breaches: Record<string, [from: string, specifier: string, to?: string]> = {
  'apps-apart': ['apps/catalog/src/a.ts', '../../settings/src/b.js', 'apps/settings/src/b.ts'],
  'connectors-apart': [
    'packages/connectors/vendure/src/a.ts',
    '../../exact-online/src/b.js',
    'packages/connectors/exact-online/src/b.ts',
  ],
  'packages-below-apps': ['packages/ui/src/a.ts', '../../../apps/web/src/b.js', 'apps/web/src/b.ts'],
  'contracts-alone': ['packages/contracts/src/a.ts', 'node:fs'],
  'sdk-and-kit-on-contracts': [
    'packages/service-kit/src/a.ts',
    '@koppel/connector-sdk',
    'packages/connector-sdk/src/index.ts',
  ],
  'host-on-sdk': ['packages/connector-host/src/a.ts', '../../service-kit/src/b.js', 'packages/service-kit/src/b.ts'],
  'engine-on-sdk': ['packages/sync-engine/src/a.ts', '../../service-kit/src/b.js', 'packages/service-kit/src/b.ts'],
  'published-on-published': [
    'packages/event-consumer/src/a.ts',
    '../../service-kit/src/b.js',
    'packages/service-kit/src/b.ts',
  ],
  'connectors-on-sdk': [
    'packages/connectors/woocommerce/src/a.ts',
    '../../../service-kit/src/b.js',
    'packages/service-kit/src/b.ts',
  ],
  'simulators-alone': [
    'packages/simulators/exact-online/src/a.ts',
    '../../../contracts/src/b.js',
    'packages/contracts/src/b.ts',
  ],
  'web-on-contracts-and-ui': ['apps/web/src/a.ts', '@koppel/connector-sdk', 'packages/connector-sdk/src/index.ts'],
  'web-layers': ['apps/web/src/features/runs/c.ts', '../../app/d.js', 'apps/web/src/app/d.ts'],
  'web-entities-below-features': [
    'apps/web/src/entities/run/a.ts',
    '../../features/runs/b.js',
    'apps/web/src/features/runs/b.ts',
  ],
  'web-shared-below-entities': [
    'apps/web/src/shared/page/a.ts',
    '../../entities/run/b.js',
    'apps/web/src/entities/run/b.ts',
  ],
  'web-features-apart': ['apps/web/src/features/issues/a.ts', '../runs/b.js', 'apps/web/src/features/runs/b.ts'],
  resolvable: ['apps/gateway/src/a.ts', './nowhere.js'],
};

describe('the import rules on resolved files', () => {
  const root = mkdtempSync(join(tmpdir(), 'koppel-rules-'));
  let found: string[] = [];
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  before(async () => {
    for (const [from, specifier, to] of Object.values(breaches)) {
      if (to) write(to, 'export const b = 1;\n');
      write(from, `import { b } from '${specifier}';\nexport const a = b;\n`);
    }
    write('packages/ui/src/one.ts', "import { two } from './two.js';\nexport const one = () => two;\n");
    write('packages/ui/src/two.ts', "import { one } from './one.js';\nexport const two = () => one;\n");
    const manifest = {
      name: '@koppel/connector-sdk',
      type: 'module',
      exports: { '.': { 'koppel-source': './src/index.ts' } },
    };
    write('packages/connector-sdk/package.json', JSON.stringify(manifest));
    mkdirSync(join(root, 'node_modules/@koppel'), { recursive: true });
    symlinkSync(join(root, 'packages/connector-sdk'), join(root, 'node_modules/@koppel/connector-sdk'));
    const { tsConfig: _tsConfig, enhancedResolveOptions, ...options } = cruiser.options;
    const ruleSet = { forbidden: cruiser.forbidden };
    const { output } = await cruise(
      ['apps', 'packages'],
      { ...options, validate: true, ruleSet, baseDir: root },
      enhancedResolveOptions,
    );
    found = (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  for (const { name } of cruiser.forbidden) {
    it(`reports a breach of ${name}`, () =>
      assert.ok(found.includes(name), `${name} is not among ${[...new Set(found)].join(', ')}`));
  }
});

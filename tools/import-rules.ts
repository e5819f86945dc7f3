/**
 * The import rules of docs/architecture as lint errors, one entry per kind of folder: what it may import of ours.
 * Imports point down only: apps → connectors, service-kit, connector-host, sync-engine → connector-sdk → contracts → zod.
 */
interface Layer {
  files: string[];
  allowed: string[];
  why: string;
  /** Packages of others that it may import; all by default. */
  outside?: string[];
  /** It reaches nothing outside of its process by itself. */
  isWithoutIo?: boolean;
  /** Relative paths that lead up, into a layer above. */
  above?: string;
}

const layers: Layer[] = [
  {
    files: ['packages/contracts/src/**'],
    allowed: [],
    why: 'contracts imports zod and nothing else: it is the language that everybody shares.',
    outside: ['zod', 'zod/*'],
  },
  {
    files: ['packages/connector-sdk/src/**'],
    allowed: ['contracts'],
    why: 'connector-sdk imports of ours only contracts.',
  },
  {
    files: ['packages/connector-host/src/**'],
    allowed: ['connector-sdk', 'contracts'],
    why: 'connector-host imports of ours only connector-sdk and contracts.',
  },
  {
    files: ['packages/sync-engine/src/**'],
    allowed: ['connector-sdk', 'contracts'],
    why: 'sync-engine is pure code over ports: it imports of ours only connector-sdk and contracts.',
    outside: ['zod', 'node:crypto', '@koppel/connector-sdk', '@koppel/contracts'],
  },
  {
    files: ['packages/service-kit/src/**'],
    allowed: ['contracts'],
    why: 'service-kit imports of ours only contracts.',
  },
  {
    files: ['packages/vault/src/**'],
    allowed: ['contracts'],
    why: 'vault imports of ours only contracts.',
  },
  {
    files: ['packages/event-consumer/src/**', 'examples/*/src/**'],
    allowed: ['contracts', 'event-consumer'],
    why: 'what is published for others imports of ours only what is published.',
  },
  { files: ['packages/ui/src/**'], allowed: [], why: 'ui is a design system: it knows nothing of Koppel.' },
  {
    files: ['packages/connectors/*/src/**', 'tools/connector-template/src/**'],
    allowed: ['connector-sdk', 'contracts'],
    why: 'a connector imports connector-sdk and contracts, never another connector, a service or the service kit.',
    isWithoutIo: true,
  },
  {
    files: ['packages/connectors/registry/src/**'],
    allowed: ['connector-sdk', 'contracts', 'connector-*'],
    why: 'the registry imports connectors, connector-sdk and contracts.',
  },
  {
    files: ['packages/simulators/*/src/**'],
    allowed: ['online-retail'],
    why: 'a simulator stands for somebody else’s application: it must not know Koppel’s code.',
  },
  {
    files: ['apps/*/src/**', 'apps/*/migrations/**'],
    allowed: ['service-kit', 'sync-engine', 'connector-sdk', 'connector-host', 'vault', 'connectors', 'contracts'],
    why: 'an app imports packages of ours (service-kit, sync-engine, connectors …), never another app.',
  },
  {
    files: ['apps/web/src/**'],
    allowed: ['contracts', 'ui'],
    why: 'web talks to gateway only: it imports contracts and ui.',
  },
  {
    files: ['apps/web/src/features/**'],
    allowed: ['contracts', 'ui'],
    // One level up stand the other features, two levels up the layers.
    above: '^\\.\\./([^.]|\\.\\./app/)',
    why: 'In web imports point down, app → features → entities → shared, and a feature never imports another feature.',
  },
  {
    files: ['apps/web/src/entities/**'],
    allowed: ['contracts', 'ui'],
    above: '^(\\.\\./)+(app|features)/',
    why: 'In web imports point down, app → features → entities → shared: an entity knows no feature.',
  },
  {
    files: ['apps/web/src/shared/**'],
    allowed: ['contracts', 'ui'],
    above: '^(\\.\\./)+(app|features|entities)/',
    why: 'In web imports point down, app → features → entities → shared: what is shared knows no noun and no feature.',
  },
];

/** Tests may use more: the simulators and, beside a package, its test tools. */
const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/test/**', '**/*.testing.ts'];

/** A path such as `../../other/src/x.js`, which climbs into another app or package. */
const otherFolder = '^(\\.\\./)+[^./]+/(.*/)?(src|dist)/';

/** What reaches a network, a disk or another process. A connector reaches its application by `context.http` alone. */
const ioModules = [
  ...['child_process', 'cluster', 'dgram', 'dns', 'dns/promises', 'fs', 'fs/promises', 'http', 'http2', 'https'],
  ...['inspector', 'net', 'sqlite', 'tls', 'vm', 'worker_threads'],
].flatMap((name) => [name, `node:${name}`]);
const ioPackages = ['undici', 'axios', 'got', 'node-fetch', 'ws', 'superagent', 'ky', 'pg', '@nats-io/*'];
const ioGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'process'];
const ioMessage =
  'A connector does no I/O of its own: it calls its application by context.http, which authenticates, counts and guards.';

/** Globals are reached by name and through globalThis; a dynamic import is an expression, which import rules do not see. */
const ioRules = {
  'no-restricted-globals': [
    'error',
    ...ioGlobals.map((name) => ({ name, message: ioMessage })),
    { name: 'globalThis', message: ioMessage },
    { name: 'global', message: ioMessage },
    { name: 'require', message: ioMessage },
  ],
  'no-restricted-syntax': ['error', { selector: 'ImportExpression', message: ioMessage }],
};

function patternsOf({ allowed, why, outside, isWithoutIo, above }: Layer) {
  const patterns: object[] = [
    { group: ['@koppel/*', ...allowed.map((name) => `!@koppel/${name}`)], message: why },
    { regex: otherFolder, message: `Import a package by its name, not by a path into its folder. ${why}` },
  ];
  if (above) patterns.push({ regex: above, message: why });
  if (isWithoutIo) patterns.push({ group: [...ioModules, ...ioPackages], message: ioMessage });
  if (outside)
    patterns.push({
      regex: `^(?!\\.)(?!(${outside.map((name) => name.replace('*', '.*')).join('|')})$)`,
      message: why,
    });
  return patterns;
}

const frameworks = ['@nestjs/*', 'typeorm', 'pg', '@nats-io/*', 'express'];
const domainMessage = 'The domain is plain TypeScript that a test can call without Nest, NATS or Postgres.';

/** In a service, a file without a role in its name (`connection.ts`, not `connection.service.ts`) is domain. */
function domainRules() {
  const appLayers = layers.filter(({ files }) => files.includes('apps/*/src/**'));
  return {
    files: ['apps/{connections,catalog,settings,flow-runner,notifications,gateway}/src/*/**/*.ts'],
    ignores: ['apps/*/src/**/*.*.ts', ...specs],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [...appLayers.flatMap(patternsOf), { group: frameworks, message: domainMessage }] },
      ],
    },
  };
}

export const importRules = [
  ...layers.map((layer) => ({
    files: layer.files,
    ignores: specs,
    rules: {
      'no-restricted-imports': ['error', { patterns: patternsOf(layer) }],
      ...(layer.isWithoutIo && ioRules),
    },
  })),
  domainRules(),
];

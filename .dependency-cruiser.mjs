/** @type {import('dependency-cruiser').IConfiguration} The import rules once more, on resolved files: paths cannot trick it. */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that import each other cannot be understood or tested apart: move what both need into a third. Types alone may go round: `import type`.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      comment: 'An app never imports another app: they talk through contracts.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'connectors-apart',
      severity: 'error',
      comment: 'A connector never imports another connector; only the registry knows them all.',
      from: { path: '^packages/connectors/([^/]+)/', pathNot: '^packages/connectors/registry/' },
      to: { path: '^packages/connectors/', pathNot: '^packages/connectors/$1/' },
    },
    {
      name: 'packages-below-apps',
      severity: 'error',
      comment: 'Imports point down only: a package knows no app.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'contracts-alone',
      severity: 'error',
      comment: 'contracts imports zod and nothing else.',
      from: { path: '^packages/contracts/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^packages/contracts/src/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'sdk-and-kit-on-contracts',
      severity: 'error',
      comment: 'connector-sdk and service-kit import of ours only contracts.',
      from: { path: '^packages/(connector-sdk|service-kit)/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^packages/', pathNot: '^packages/(contracts|$1)/' },
    },
    {
      name: 'published-on-published',
      severity: 'error',
      comment: 'What is published for others imports of ours only what is published.',
      from: { path: '^(packages/event-consumer|examples/[^/]+)/src/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/(contracts|event-consumer)/' },
    },
    {
      name: 'connectors-on-sdk',
      severity: 'error',
      comment: 'A connector imports of ours only connector-sdk and contracts; its tests may use simulators.',
      from: { path: '^packages/connectors/([^/]+)/src/', pathNot: ['\\.spec\\.ts$', '^packages/connectors/registry/'] },
      to: { path: '^packages/', pathNot: ['^packages/(connector-sdk|contracts)/', '^packages/connectors/$1/'] },
    },
    {
      name: 'simulators-alone',
      severity: 'error',
      comment: 'A simulator stands for somebody else’s application: it knows nothing of Koppel.',
      from: { path: '^packages/simulators/([^/]+)/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(packages|apps)/', pathNot: ['^packages/simulators/$1/', '^packages/simulators/online-retail/'] },
    },
    {
      name: 'web-on-contracts-and-ui',
      severity: 'error',
      comment: 'web talks to gateway only: it imports contracts and ui.',
      from: { path: '^apps/web/src/' },
      to: { path: '^packages/', pathNot: '^packages/(contracts|ui)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The import leads nowhere: a missing file or an undeclared package.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '\\.css$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['koppel-source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};

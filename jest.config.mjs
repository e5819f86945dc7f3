/** Settings shared by all kinds of test; each kind is one Jest project. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['koppel-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.koppel/'],
};

const servers = {
  globalSetup: '<rootDir>/tools/test-dependencies.ts',
  setupFiles: ['<rootDir>/tools/test-worker.ts'],
};

/** Specs that start a real Medusa or Vendure from npm. */
const shops = [
  '/packages/connectors/(medusa|vendure)/test/.*\\.spec\\.ts$',
  '/packages/connectors/registry/test/products/vendure\\.spec\\.ts$',
  '/e2e/shops/.*\\.spec\\.ts$',
];

export default {
  // Real servers, on machines that may be busy with something else.
  testTimeout: 300_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{apps,packages,tools}/**/src/**/*.spec.{ts,tsx}'] },
    { ...shared, displayName: 'manifests', testMatch: ['<rootDir>/deploy/**/*.spec.ts'] },
    {
      ...shared,
      ...servers,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,packages,tools}/**/test/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...shops],
    },
    { ...shared, ...servers, displayName: 'e2e', testMatch: ['<rootDir>/e2e/*.spec.ts'] },
    { ...shared, ...servers, displayName: 'shops', testRegex: shops },
    { ...shared, ...servers, displayName: 'operations', testMatch: ['<rootDir>/e2e/operations/*.spec.ts'] },
    { ...shared, ...servers, displayName: 'security', testMatch: ['<rootDir>/e2e/security/*.spec.ts'] },
    { ...shared, displayName: 'quality', testMatch: ['<rootDir>/e2e/quality/*.spec.ts'] },
  ],
};

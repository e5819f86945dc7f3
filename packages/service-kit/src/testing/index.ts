export { createTestDatabase, type TestDatabase } from './test-database.js';
export { aPerson, aSystem, testConfig } from './factories.js';
export { FakeClock } from './fake-clock.js';

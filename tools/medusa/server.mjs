// Runs inside the folder where Medusa is installed, apart from Koppel's workspaces: a plain Medusa server on loopback, seeded
// with what a Dutch shop needs at the least. Its settings come from the environment (see tools/medusa.ts).
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import express from 'express';
import { seed } from './seed.mjs';

const require = createRequire(import.meta.url);
const directory = import.meta.dirname;
const { default: loaders, initializeContainer } = require('@medusajs/medusa/loaders/index');

if (process.argv[2] === 'migrate') {
  const { migrate } = require('@medusajs/medusa/commands/db/migrate');
  const container = await initializeContainer(directory);
  const options = { skipScripts: true, skipSearch: true, executeAllLinks: true };
  const isMigrated = await migrate({ directory, container, logger: container.resolve('logger'), ...options });
  process.exit(isMigrated ? 0 : 1);
}

const app = express();
const { container, shutdown } = await loaders({ directory, expressApp: app });
const shop = await seed(container);
const server = createServer(app).listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.stdout.write(`Medusa is seeded and ready ${JSON.stringify(shop)}\n`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
    void shutdown().then(() => process.exit(0));
  });
}

import { requireNode } from './lib/node-version.mjs';

requireNode();
// Imported only now: an old Node could not even parse what follows.
void import('./lib/bootstrap.mjs').then(({ bootstrap }) =>
  bootstrap(async () => (await import('./lib/first-day.mjs')).firstDay(process.argv.slice(2))),
);

import { bootstrap } from './lib/bootstrap.mjs';
import { requireNode } from './lib/node-version.mjs';

requireNode();
void bootstrap(async () => (await import('./lib/start.mjs')).start());

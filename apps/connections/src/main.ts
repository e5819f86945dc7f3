import { runCommand } from '@koppel/service-kit/command';
import { migrations, schema } from '../migrations/index.js';

await runCommand({
  serve: async () => (await import('./serve.js')).serve(),
  storage: { schema, migrations },
  commands: { 'rotate-keys': async () => (await import('./rotate-keys.command.js')).rotateKeys() },
});

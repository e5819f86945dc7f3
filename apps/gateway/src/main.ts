import { runCommand } from '@koppel/service-kit/command';
import { migrations, schema } from '../migrations/index.js';

await runCommand({
  serve: async () => (await import('./serve.js')).serve(),
  storage: { schema, migrations },
  commands: {
    'password-link': async (args) => (await import('./auth/password-link.command.js')).passwordLink(args),
    'rotate-keys': async () => (await import('./auth/rotate-keys.command.js')).rotateKeys(),
    'second-factor-off': async (args) => (await import('./auth/second-factor-off.command.js')).secondFactorOff(args),
  },
});

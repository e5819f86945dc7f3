import 'reflect-metadata';
import { readConfig, runCommand, runService } from '@koppel/service-kit';
import { createAppModule, storage } from './app.module.js';
import { settingsConfigSchema } from './config.js';

await runCommand({
  serve: () => {
    const config = readConfig(settingsConfigSchema);
    return runService({ name: 'settings', config, module: createAppModule(config) });
  },
  storage,
});

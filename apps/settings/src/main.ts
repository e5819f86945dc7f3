import 'reflect-metadata';
import { databaseConfigSchema, migrate, readConfig, runCommand, runService } from '@koppel/service-kit';
import { createAppModule } from './app.module.js';
import { settingsConfigSchema } from './config.js';
import { settingsStorage } from './storage.js';

await runCommand({
  serve: () => {
    const config = readConfig(settingsConfigSchema);
    return runService({ name: 'settings', config, module: createAppModule(config) });
  },
  migrate: () => migrate({ ...settingsStorage, url: readConfig(databaseConfigSchema).DATABASE_URL }),
});

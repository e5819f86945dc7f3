import 'reflect-metadata';
import { connectors } from '@koppel/connectors';
import { databaseConfigSchema, migrate, readConfig, runCommand, runService } from '@koppel/service-kit';
import { AppModule } from './app.module.js';
import { configSchema } from './config.js';
import { storageOptions } from './storage.js';

await runCommand({
  serve: () => {
    const config = readConfig(configSchema);
    return runService({ name: 'flow-runner', config, module: AppModule.forRoot({ config, connectors }) });
  },
  migrate: () => migrate(storageOptions(readConfig(databaseConfigSchema))),
});

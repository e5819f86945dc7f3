import 'reflect-metadata';
import { readConfig, runCommand, runService } from '@koppel/service-kit';
import { AppModule, serviceName, storage } from './app.module.js';
import { configSchema } from './config.js';

await runCommand({
  serve: () => {
    const config = readConfig(configSchema);
    return runService({ name: serviceName, config, module: AppModule.forRoot({ config }) });
  },
  storage,
});

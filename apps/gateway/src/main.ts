import 'reflect-metadata';
import { readConfig, runCommand, runService } from '@koppel/service-kit';
import { createAppModule, prepareGateway, storage } from './app.module.js';
import { gatewayConfigSchema } from './config.js';

await runCommand({
  serve: () => {
    const config = readConfig(gatewayConfigSchema);
    return runService({ name: 'gateway', config, module: createAppModule(config), prepare: prepareGateway });
  },
  storage,
});

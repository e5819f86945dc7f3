import 'reflect-metadata';
import { connectors } from '@koppel/connectors';
import { readConfig, runCommand, runService } from '@koppel/service-kit';
import { AppModule, storage } from './app.module.js';
import { configSchema } from './config.js';

await runCommand({
  serve: () => {
    const config = readConfig(configSchema);
    return runService({ name: 'flow-runner', config, module: AppModule.forRoot({ config, connectors }) });
  },
  storage,
});

import 'reflect-metadata';
import { baseConfigSchema, readConfig, runCommand, runService } from '@koppel/service-kit';
import { connectors } from '@koppel/connectors';
import { createAppModule } from './app.module.js';

await runCommand({
  serve: () => {
    const config = readConfig(baseConfigSchema);
    return runService({ name: 'catalog', config, module: createAppModule({ config, connectors }) });
  },
});

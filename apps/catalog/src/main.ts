import 'reflect-metadata';
import { baseConfigSchema, readConfig, runService } from '@koppel/service-kit';
import { runCommand } from '@koppel/service-kit/command';
import { connectors } from '@koppel/connectors';
import { createAppModule } from './app.module.js';

await runCommand({
  serve: () => {
    const config = readConfig(baseConfigSchema);
    return runService({ name: 'catalog', config, module: createAppModule({ config, connectors }) });
  },
});

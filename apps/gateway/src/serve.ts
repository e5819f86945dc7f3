import 'reflect-metadata';
import { readConfig, runService } from '@koppel/service-kit';
import { createAppModule, prepareGateway } from './app.module.js';
import { gatewayConfigSchema } from './config.js';

/** Runs the service until it is told to stop. */
export function serve(): Promise<void> {
  const config = readConfig(gatewayConfigSchema);
  return runService({ name: 'gateway', config, module: createAppModule(config), prepare: prepareGateway });
}

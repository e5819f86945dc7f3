import 'reflect-metadata';
import { readConfig, runService } from '@koppel/service-kit';
import { createAppModule } from './app.module.js';
import { settingsConfigSchema } from './config.js';

/** Runs the service until it is told to stop. */
export function serve(): Promise<void> {
  const config = readConfig(settingsConfigSchema);
  return runService({ name: 'settings', config, module: createAppModule(config) });
}

import 'reflect-metadata';
import { connectors } from '@koppel/connectors';
import { readConfig, runService } from '@koppel/service-kit';
import { AppModule } from './app.module.js';
import { configSchema } from './config.js';

/** Runs the service until it is told to stop. */
export function serve(): Promise<void> {
  const config = readConfig(configSchema);
  return runService({ name: 'flow-runner', config, module: AppModule.forRoot({ config, connectors }) });
}

import type { DatabaseConfig, StorageOptions } from '@koppel/service-kit';
import { FlowRunner1795420800000 } from '../migrations/index.js';

export const storageShape = {
  schema: 'flow_runner',
  entities: [],
  migrations: [FlowRunner1795420800000],
} satisfies Partial<StorageOptions>;

export function storageOptions(config: DatabaseConfig): StorageOptions {
  return { ...storageShape, url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE };
}

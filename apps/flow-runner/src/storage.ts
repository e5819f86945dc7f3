import type { DatabaseConfig, StorageOptions } from '@koppel/service-kit';
import { migrations } from '../migrations/index.js';

export const storageShape = {
  schema: 'flow_runner',
  entities: [],
  migrations,
} satisfies Partial<StorageOptions>;

export function storageOptions(config: DatabaseConfig): StorageOptions {
  return { ...storageShape, url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE };
}

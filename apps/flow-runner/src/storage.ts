import type { DatabaseConfig, StorageOptions } from '@koppel/service-kit';
import { migrations } from '../migrations/index.js';

export const storageShape = {
  schema: 'flow_runner',
  entities: [],
  migrations,
} satisfies Partial<StorageOptions>;

export function storageOptions(config: DatabaseConfig): StorageOptions {
  const { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl, DATABASE_POOL_SIZE: poolSize } = config;
  return { ...storageShape, url, systemUrl, poolSize };
}

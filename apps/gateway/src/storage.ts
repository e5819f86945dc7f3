import type { StorageOptions } from '@koppel/service-kit';
import { migrations } from '../migrations/index.js';
import type { GatewayConfig } from './config.js';

/** Accounts belong to people, who may be members of several organizations: these tables are better-auth's own. */
export const gatewayStorage = { schema: 'gateway', migrations, entities: [] };

export function storageOptions(config: GatewayConfig): StorageOptions {
  const { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl, DATABASE_POOL_SIZE: poolSize } = config;
  return { ...gatewayStorage, url, systemUrl, poolSize };
}

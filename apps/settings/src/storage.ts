import type { StorageOptions } from '@koppel/service-kit';
import { migrations } from '../migrations/index.js';
import type { SettingsConfig } from './config.js';
import { DraftRow } from './draft/draft.entity.js';
import { FlowRow, FlowVersionRow } from './flow/flow.entity.js';
import { IntegrationRow } from './integration/integration.entity.js';

/** The schema of this service and what lives in it. */
export const settingsStorage = {
  schema: 'settings',
  migrations,
  entities: [IntegrationRow, FlowRow, FlowVersionRow, DraftRow],
};

export function storageOptions(config: SettingsConfig): StorageOptions {
  const { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl, DATABASE_POOL_SIZE: poolSize } = config;
  return { ...settingsStorage, url, systemUrl, poolSize };
}

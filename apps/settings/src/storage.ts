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
  return { ...settingsStorage, url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE };
}

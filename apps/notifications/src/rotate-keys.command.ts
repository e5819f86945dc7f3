import { Database, readConfig, storageIn } from '@koppel/service-kit';
import { moveDataKeysIn, type MovedDataKeys } from '@koppel/vault';
import { storage } from './app.module.js';
import { configSchema, type Config } from './config.js';

/** `rotate-keys`: moves all data keys to the first key of `KOPPEL_KEY_RING`; the others are needed by backups alone then. */
export async function rotateKeys(config: Config = readConfig(configSchema)): Promise<MovedDataKeys> {
  return moveDataKeysIn(await Database.connect(storageIn(config, storage)), config.KOPPEL_KEY_RING);
}

export { postgresDataKeys, type DataKeys, type WrappedDataKey } from './data-keys.js';
export { keyRingSchema, parseKeyRing, type KeyRing } from './key-ring.js';
export { moveDataKeysIn, SecretBox, Vault, type CellRef, type MovedDataKeys } from './vault.js';

import { connectorReasons } from '@koppel/connectors';
import { contractReasons, mergeCatalogues } from '@koppel/contracts';
import { syncReasons } from '@koppel/sync-engine';

/** Every message that the API can show: of the services and of the packages that they are made of. */
export const reasons = mergeCatalogues([...contractReasons, ...connectorReasons, syncReasons]);

import { Connections1790000000000 } from './1790000000000-connections.js';
import { ExtendOutbox1795600000000 } from './1795600000000-extend-outbox.js';
import { CreateWebhooks1796000000000 } from './1796000000000-create-webhooks.js';
import { ServeWebhooksInTurn1796100000000 } from './1796100000000-serve-webhooks-in-turn.js';

/** In order. */
export const migrations = [
  Connections1790000000000,
  ExtendOutbox1795600000000,
  CreateWebhooks1796000000000,
  ServeWebhooksInTurn1796100000000,
];

import { CreateIntegrations1795424400000 } from './1795424400000-create-integrations.js';
import { CreateDrafts1795510800000 } from './1795510800000-create-drafts.js';
import { ExtendOutbox1795600000000 } from './1795600000000-extend-outbox.js';

/** In the order in which they run. */
export const migrations = [CreateIntegrations1795424400000, CreateDrafts1795510800000, ExtendOutbox1795600000000];

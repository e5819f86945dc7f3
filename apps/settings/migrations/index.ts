import { CreateIntegrations1795424400000 } from './1795424400000-create-integrations.js';

/** In the order in which they run. */
export const migrations = [CreateIntegrations1795424400000];

import { CreateAccounts1795424400000 } from './1795424400000-create-accounts.js';

/** In the order in which they run. */
export const migrations = [CreateAccounts1795424400000];

import { CreateAccounts1795424400000 } from './1795424400000-create-accounts.js';
import { CreateRateLimits1795510800000 } from './1795510800000-create-rate-limits.js';

/** In the order in which they run. */
export const migrations = [CreateAccounts1795424400000, CreateRateLimits1795510800000];

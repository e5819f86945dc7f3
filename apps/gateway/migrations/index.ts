import { Baseline1796200000000 } from './1796200000000-baseline.js';

export const schema = 'gateway';

/** In the order in which they run. */
export const migrations = [Baseline1796200000000];

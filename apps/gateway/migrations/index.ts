import { Baseline1796200000000 } from './1796200000000-baseline.js';
import { AuditLog1796300000000 } from './1796300000000-audit-log.js';

export const schema = 'gateway';

/** In the order in which they run. */
export const migrations = [Baseline1796200000000, AuditLog1796300000000];

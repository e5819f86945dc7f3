/** What an answer's headers tell of the connection's budget; undefined means unknown, not zero. */
export interface RateReport {
  minute?: { limit?: number; remaining?: number; resetsAtMs?: number };
  day?: { limit?: number; remaining?: number; resetsAtMs?: number };
}

export interface RateLimits {
  /** Undefined: no limit known. */
  perMinute?: number;
  perDay?: number;
  /** Calls under way at once, over all replicas. */
  concurrency: number;
}

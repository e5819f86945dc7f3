/** Injection token of {@link Timing}. */
export const TIMING = Symbol('TIMING');

/** The service's clock and limits; tests give their own. */
export interface Timing {
  now(): Date;
  /** How long one replica may hold the renewal of a grant; at least three times `callTimeoutMs`. */
  leaseMs: number;
  /** Longest time for one call to a token endpoint or log-in. */
  callTimeoutMs: number;
  /** How long a request waits for a renewal that another one makes. */
  waitMs: number;
  /** Longest time for a connection test as a whole. */
  testTimeoutMs: number;
  /** Longest time for reading a list of choices. */
  choiceTimeoutMs: number;
  /** Longest time for checking settings that are saved. */
  checkTimeoutMs: number;
  /** How long a person may take at the provider. */
  attemptMs: number;
  /** How long the keys of an approval may take once the browser is back; an application gives up its own call after a minute. */
  keysMs: number;
  keepAliveIntervalMs: number;
}

export const defaultTiming: Timing = {
  now: () => new Date(),
  leaseMs: 30_000,
  callTimeoutMs: 8_000,
  waitMs: 8_500,
  testTimeoutMs: 25_000,
  choiceTimeoutMs: 15_000,
  checkTimeoutMs: 8_000,
  attemptMs: 600_000,
  keysMs: 90_000,
  keepAliveIntervalMs: 3_600_000,
};

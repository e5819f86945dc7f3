import { setTimeout as delay } from 'node:timers/promises';

/** Time as background work and domain services see it; tests inject a fake one. */
export interface Clock {
  /** The time of day. */
  now(): Date;
  /** Milliseconds that only ever grow, for durations. */
  elapsedMs(): number;
  /**
   * Resolves after `ms`.
   *
   * @throws the signal's reason once it is aborted
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Injection token of the service's {@link Clock}. */
export const CLOCK = Symbol('CLOCK');

export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  sleep: async (ms, signal) => {
    signal?.throwIfAborted();
    await delay(ms, undefined, { signal }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
  },
};

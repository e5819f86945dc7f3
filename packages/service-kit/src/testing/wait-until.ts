import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** Default 20,000: on a busy machine. */
  timeoutMs?: number;
  /** Default 25. */
  everyMs?: number;
  /** What is waited for, in the error: `the run to end`. */
  what?: string;
}

/**
 * Waits until a probe gives something: neither undefined, null nor false. Errors of the probe count as "not yet"; the last one is
 * the cause of the error.
 *
 * @returns what the probe gave
 * @throws Error when it is not there in time, with what was seen last
 */
export async function waitUntil<T>(
  probe: () => T | Promise<T>,
  { timeoutMs = 20_000, everyMs = 25, what = 'the condition' }: WaitOptions = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const endMs = performance.now() + timeoutMs;
  let seen: unknown;
  let cause: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
      [seen, cause] = [value, undefined];
    } catch (error: unknown) {
      [seen, cause] = [undefined, error];
    }
    if (performance.now() > endMs) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}; last seen: ${JSON.stringify(seen)}`, { cause });
    }
    await delay(everyMs);
  }
}

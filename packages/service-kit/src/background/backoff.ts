export interface BackoffOptions {
  /** Delay after the first failure, in milliseconds. */
  firstMs: number;
  /** No delay is longer. */
  maxMs: number;
  /** Default 2. */
  factor?: number;
  /** Share of the delay that is random, 0 to 1; default 0.2: between 80 and 120 %. */
  jitter?: number;
  /** Tests give their own; default `Math.random`. */
  random?: () => number;
}

/**
 * Exponential delay before the next try.
 *
 * @param failures how many tries failed in a row, from 1 on
 */
export function backoffMs(
  failures: number,
  { firstMs, maxMs, factor = 2, jitter = 0.2, random }: BackoffOptions,
): number {
  const exact = Math.min(firstMs * factor ** Math.max(0, failures - 1), maxMs);
  return Math.min(withJitter(exact, jitter, random), maxMs);
}

/** A delay that differs by up to a share of itself, so that replicas do not act at the same moment. */
export function withJitter(ms: number, share: number, random: () => number = Math.random): number {
  return ms * (1 + share * (2 * random() - 1));
}

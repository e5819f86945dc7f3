const longestPauseMs = 15 * 60_000;
/** What an application asks for is honoured up to a day: the reset of a daily limit. */
const longestAskedPauseMs = 25 * 3_600_000;

/**
 * How long a run waits before it goes on: what the application asks for, else doubling from `firstMs` with jitter.
 *
 * @param options.stalls how often the run was taken since its last checkpoint, 1 the first time
 * @param options.random between 0 and 1
 */
export function pauseMs(options: {
  firstMs: number;
  stalls: number;
  retryAfterMs: number | undefined;
  random: number;
}): number {
  const { firstMs, stalls, retryAfterMs, random } = options;
  const doubled = Math.min(longestPauseMs, firstMs * 2 ** Math.min(30, Math.max(0, stalls - 1)));
  const own = doubled * (0.5 + random / 2);
  if (retryAfterMs === undefined) return Math.round(own);
  // A little after the asked moment, and not all runs at once.
  return Math.round(Math.min(longestAskedPauseMs, retryAfterMs) + Math.min(1_000, own) * random);
}

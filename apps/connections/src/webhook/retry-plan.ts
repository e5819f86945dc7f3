const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Waits after the first, second, … failed attempt: ten attempts over three days, as Standard Webhooks proposes. */
const waitsMs = [
  ...[5 * secondMs, 5 * minuteMs, 30 * minuteMs],
  ...[2 * hourMs, 5 * hourMs, 10 * hourMs, 14 * hourMs, 20 * hourMs, 24 * hourMs],
];
const longestWaitMs = 24 * hourMs;
const jitterShare = 0.1;

/**
 * When a delivery is tried again; undefined: never.
 *
 * @param tries attempts that failed since it began (anew)
 * @param retryAfterMs what the receiver asked for
 */
export function nextAttemptAt(now: Date, tries: number, retryAfterMs = 0): Date | undefined {
  const waitMs = waitsMs[tries - 1];
  if (waitMs === undefined) return undefined;
  const jittered = waitMs * (1 + jitterShare * Math.random());
  return new Date(now.getTime() + Math.min(Math.max(jittered, retryAfterMs), longestWaitMs * (1 + jitterShare)));
}

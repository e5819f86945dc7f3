import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** What is waited for, for the error: `the run ends`; the condition's own text by default. */
  what?: string;
  /** Generous by default: a busy machine is slow, and only a failure takes this long. */
  timeoutMs?: number;
}

/**
 * Polls a condition until it holds. It does not hold yet while it returns `false` or throws, so it may make expectations.
 *
 * @returns what the condition returned
 * @throws Error that names what did not happen; its cause is the condition's last error
 */
export async function waitUntil<Value>(
  condition: () => Value | false | Promise<Value | false>,
  { what = condition.toString(), timeoutMs = 90_000 }: WaitOptions = {},
): Promise<Value> {
  const deadline = performance.now() + timeoutMs;
  for (let delayMs = 5; ; delayMs = Math.min(delayMs * 1.5, 100)) {
    let cause: unknown;
    try {
      const value = await condition();
      if (value !== false) return value;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) {
      const reason = cause instanceof Error ? `: ${cause.message}` : '';
      throw new Error(`${what}: not within ${timeoutMs / 1_000} s${reason}`, { cause });
    }
    await sleep(delayMs);
  }
}

import { callFailure, type ConnectorFailure, type RateLimits, type RateReport } from '@koppel/connector-sdk';
import { setTimeout as delay } from 'node:timers/promises';
import { RateWindow } from './rate-window.js';

/** A place for one call; give it back when the call has ended. */
export interface Permit {
  release(): void;
}

/** The calls that one connection may make, shared by everyone who calls through it. */
export interface RateBudget {
  /**
   * Waits for a place under the concurrency and for budget.
   *
   * @throws ConnectorFailure of class `rate_limit` when that would take longer than about 20 seconds; the signal's reason
   * when it is aborted.
   */
  take(signal: AbortSignal): Promise<Permit>;
  /** What an answer's headers told. */
  report(report: RateReport): void;
}

export const maxBudgetWaitMs = 20_000;

/** The failure that a budget gives when the wait is too long. */
export function budgetExhausted(waitMs: number): ConnectorFailure {
  const retryAfterMs = Math.ceil(waitMs);
  return callFailure('rate_limit', 'budget.exhausted', { seconds: Math.ceil(waitMs / 1000) }, { retryAfterMs });
}

/** A rate budget in the memory of one process; for tests and the connection test. */
export function localRateBudget(limits: RateLimits, now: () => number = Date.now): RateBudget {
  const minute = new RateWindow(60_000, limits.perMinute);
  const day = new RateWindow(86_400_000, limits.perDay);
  const waiting: (() => void)[] = [];
  let active = 0;

  const release = () => {
    active -= 1;
    waiting.shift()?.();
  };

  async function awaitSlot(signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const stop = () => ended.abort();
    signal.addEventListener('abort', stop, { once: true });
    let wake: (() => void) | undefined;
    try {
      const freed = new Promise<'freed'>((resolve) => {
        wake = () => resolve('freed');
        waiting.push(wake);
      });
      const result = await Promise.race([freed, delay(maxBudgetWaitMs, 'late', { signal: ended.signal, ref: false })]);
      if (result === 'late') throw budgetExhausted(1000);
    } catch (error: unknown) {
      signal.throwIfAborted();
      throw error;
    } finally {
      const index = wake ? waiting.indexOf(wake) : -1;
      if (index >= 0) waiting.splice(index, 1);
      signal.removeEventListener('abort', stop);
      ended.abort();
    }
  }

  async function take(signal: AbortSignal): Promise<Permit> {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = Math.max(minute.waitMs(now()), day.waitMs(now()));
      if (waitMs > maxBudgetWaitMs) throw budgetExhausted(waitMs);
      if (waitMs > 0) await delay(waitMs, undefined, { signal });
      else if (active >= limits.concurrency) await awaitSlot(signal);
      else break;
    }
    active += 1;
    minute.spend(now());
    day.spend(now());
    let isReleased = false;
    return {
      release() {
        if (isReleased) return;
        isReleased = true;
        release();
      },
    };
  }

  return {
    take,
    report(report) {
      if (report.minute) minute.report(report.minute, now());
      if (report.day) day.report(report.day, now());
    },
  };
}

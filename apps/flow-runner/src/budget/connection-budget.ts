import { budgetExhausted, maxBudgetWaitMs, type Permit, type RateBudget } from '@koppel/connector-host';
import type { RateLimits, RateReport } from '@koppel/connector-sdk';
import { setTimeout as delay } from 'node:timers/promises';
import { budgetWaitSeconds } from '../metrics.js';
import type { Grant } from './budget-window.js';
import { CallSlots } from './call-slots.js';

/** Where the permits of all replicas are kept. */
export interface BudgetAccount {
  take(reports: readonly RateReport[]): Promise<Grant>;
  settle(change: { unused: number; reports: readonly RateReport[] }): Promise<void>;
}

/**
 * The budget of one connection in this process. Permits come in chunks from the account that all replicas share; where the
 * connector knows no limits, only the calls at once are limited, until a report tells of a window that is used up.
 */
export class ConnectionBudget implements RateBudget {
  readonly slots: CallSlots;
  private permits = 0;
  private permitsUntilMs = 0;
  private blockedUntilMs = 0;
  private reports: RateReport[] = [];
  private refilling: Promise<number> | undefined;
  private readonly isShared: boolean;

  constructor(
    limits: RateLimits,
    private readonly account: BudgetAccount,
    private readonly now: () => number = Date.now,
  ) {
    this.slots = new CallSlots(limits.concurrency);
    this.isShared = limits.perMinute !== undefined || limits.perDay !== undefined;
  }

  async take(signal: AbortSignal): Promise<Permit> {
    signal.throwIfAborted();
    const stopTimer = budgetWaitSeconds.startTimer();
    if (!(await this.slots.take(signal, maxBudgetWaitMs))) throw budgetExhausted(1_000);
    try {
      await this.spend(signal);
    } catch (error: unknown) {
      this.slots.release();
      throw error;
    } finally {
      stopTimer();
    }
    let isReleased = false;
    return {
      release: () => {
        if (!isReleased) this.slots.release();
        isReleased = true;
      },
    };
  }

  report(report: RateReport): void {
    // The newest report of a window says all that the earlier ones said.
    this.reports = [report];
    for (const window of [report.minute, report.day]) {
      if (window?.remaining === undefined || window.remaining > 0) continue;
      this.permits = 0;
      this.blockedUntilMs = Math.max(this.blockedUntilMs, window.resetsAtMs ?? this.now() + 60_000);
    }
  }

  /** Gives back what was not used, when nobody calls any more. */
  async close(): Promise<void> {
    if (!this.isShared) return;
    const unused = this.permitsUntilMs > this.now() ? this.permits : 0;
    this.permits = 0;
    await this.account.settle({ unused, reports: this.reports });
  }

  private async spend(signal: AbortSignal): Promise<void> {
    const latestMs = this.now() + maxBudgetWaitMs;
    for (;;) {
      signal.throwIfAborted();
      const waitMs = await this.waitMs();
      if (waitMs <= 0) return;
      if (this.now() + waitMs > latestMs) throw budgetExhausted(waitMs);
      await delay(waitMs, undefined, { signal });
    }
  }

  /** 0: a permit was spent. */
  private async waitMs(): Promise<number> {
    for (;;) {
      const blockedMs = this.blockedUntilMs - this.now();
      if (blockedMs > 0) return blockedMs;
      if (!this.isShared) return 0;
      if (this.permits > 0 && this.permitsUntilMs > this.now()) {
        this.permits -= 1;
        return 0;
      }
      this.refilling ??= this.refill().finally(() => (this.refilling = undefined));
      const waitMs = await this.refilling;
      if (waitMs > 0) return waitMs;
    }
  }

  private async refill(): Promise<number> {
    const { reports } = this;
    this.reports = [];
    const granted = await this.account.take(reports);
    this.permits = granted.permits;
    this.permitsUntilMs = granted.untilMs;
    return granted.permits > 0 ? 0 : Math.max(granted.waitMs, 50);
  }
}

import { sharedFailure, type ConnectorFailure, type RateLimits, type RateReport } from '@koppel/connector-sdk';
import { setTimeout as delay } from 'node:timers/promises';
import { applyChange, type BudgetChange, type BudgetState, type Grant } from './budget.js';

/** Room for one call; give it back when the call has ended. */
export interface Slot {
  release(): void;
}

/** The calls that one account at an application may make, shared by everyone who calls through it. */
export interface RateBudget {
  /**
   * Waits for a slot under the concurrency and for budget.
   *
   * @param cost of the call; 1 where calls do not differ
   * @throws ConnectorFailure of class `rate_limit` when that would take longer than about 20 seconds; the signal's reason
   * when it is aborted.
   */
  take(signal: AbortSignal, cost?: number): Promise<Slot>;
  /** What an answer told. */
  report(report: RateReport): void;
  /** An answer had this status, for budgets of errors. */
  refused(status: number): void;
}

export const maxBudgetWaitMs = 20_000;

/** The failure that a budget gives when the wait is too long. */
export function budgetExhausted(waitMs: number): ConnectorFailure {
  const retryAfterMs = Math.ceil(waitMs);
  return sharedFailure('rate_limit', 'budget.exhausted', { seconds: Math.ceil(waitMs / 1000) }, { retryAfterMs });
}

/** Where the units of all processes are kept. */
export interface BudgetAccount {
  change(change: BudgetChange): Promise<Grant>;
}

/** An account in the memory of one process. */
export function memoryAccount(limits: RateLimits, now: () => number = Date.now): BudgetAccount {
  let state: BudgetState | undefined;
  return {
    change(change) {
      const report = shiftedReport(change.report, now());
      const result = applyChange(state, limits, { ...change, report }, now());
      state = result.state;
      return Promise.resolve(result.grant);
    },
  };
}

/** A budget of one process alone: for tests, tools, and where the shared account cannot be reached. */
export function localRateBudget(limits: RateLimits, now: () => number = Date.now): RateBudget {
  return new SharedRateBudget(limits, memoryAccount(limits, now), { now });
}

/** A report whose times count from now, for another clock; by a negative number the other way round. */
export function shiftedReport(report: RateReport, byMs: number): RateReport {
  const windows = Object.entries(report.windows ?? {}).map(([name, window]) => [
    name,
    window.resetsAtMs === undefined ? window : { ...window, resetsAtMs: window.resetsAtMs + byMs },
  ]);
  return {
    ...report,
    ...(windows.length > 0 && { windows: Object.fromEntries(windows) as RateReport['windows'] }),
    ...(report.blockedUntilMs !== undefined && { blockedUntilMs: report.blockedUntilMs + byMs }),
  };
}

export interface SharedRateBudgetOptions {
  now?: () => number;
  /** Hears how long each call waited for its slot. */
  onWait?(seconds: number): void;
}

/** What the account was not told yet. */
interface Unsent {
  unused: number;
  errors: number;
  report: RateReport;
}

const nothing: Unsent = { unused: 0, errors: 0, report: {} };

/**
 * The budget of one account in this process. Units come in chunks from the account that all processes share. What stops the
 * others too, an application that wants no calls or an error that counts, is told to the account at once, the rest with the
 * next chunk.
 */
export class SharedRateBudget implements RateBudget {
  readonly slots: CallSlots;
  private units = 0;
  private grantedAtMs = 0;
  private unitsUntilMs = 0;
  private blockedUntilMs = 0;
  private unsent = nothing;
  private changing: Promise<unknown> = Promise.resolve();
  private refilling: Promise<number> | undefined;
  /** The last grant was smaller than the cost that asked for it: the application never gives more. */
  private isWholeGrant = false;
  private readonly now: () => number;

  constructor(
    private readonly limits: RateLimits,
    private readonly account: BudgetAccount,
    private readonly options: SharedRateBudgetOptions = {},
  ) {
    this.slots = new CallSlots(limits.concurrency);
    this.now = options.now ?? Date.now;
  }

  async take(signal: AbortSignal, cost = 1): Promise<Slot> {
    signal.throwIfAborted();
    const startedMs = performance.now();
    if (!(await this.slots.take(signal, maxBudgetWaitMs))) throw budgetExhausted(1_000);
    try {
      await this.spend(signal, cost);
    } catch (error: unknown) {
      this.slots.release();
      throw error;
    } finally {
      this.options.onWait?.((performance.now() - startedMs) / 1000);
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
    this.unsent = { ...this.unsent, report: laterReport(this.unsent.report, report) };
    let blockedUntilMs = report.blockedUntilMs ?? 0;
    for (const [name, { remaining, resetsAtMs }] of Object.entries(report.windows ?? {})) {
      if (remaining === undefined) continue;
      this.keepUnits(remaining);
      if (remaining <= 0) blockedUntilMs = Math.max(blockedUntilMs, this.endOf(name, resetsAtMs));
    }
    if (report.bucket?.remaining !== undefined) this.keepUnits(report.bucket.remaining);
    if (blockedUntilMs > this.now()) this.block(blockedUntilMs);
  }

  refused(status: number): void {
    if (!this.limits.errors?.statuses.includes(status)) return;
    this.unsent = { ...this.unsent, errors: this.unsent.errors + 1 };
    // The next call asks the account, which counts the errors of all.
    this.keepUnits(0);
    this.push();
  }

  /** Gives back what was not used, when nobody calls any more. */
  async close(): Promise<void> {
    this.keepUnits(0);
    await this.changing;
    if (this.unsent !== nothing) await this.change(0);
  }

  /** When a window that is used up ends: no later than its own length from now. */
  private endOf(name: string, resetsAtMs: number | undefined): number {
    if (resetsAtMs === undefined) return this.now() + 60_000;
    return Math.min(resetsAtMs, this.now() + (this.limits.windows?.[name]?.perMs ?? 86_400_000));
  }

  private block(untilMs: number): void {
    // Calls under way at once are refused at once: one of them is enough to tell.
    const isNews = untilMs > this.blockedUntilMs + 1_000;
    this.blockedUntilMs = Math.max(this.blockedUntilMs, untilMs);
    this.keepUnits(0);
    if (isNews) this.push();
  }

  /** Gives back all units but so many. */
  private keepUnits(max: number): void {
    const unused = this.units - Math.max(0, Math.floor(max));
    if (unused <= 0) return;
    this.units -= unused;
    this.unsent = { ...this.unsent, unused: this.unsent.unused + unused };
  }

  private unitsLeft(): number {
    return this.unitsUntilMs > this.now() ? this.units : 0;
  }

  private async spend(signal: AbortSignal, cost: number): Promise<void> {
    const latestMs = this.now() + maxBudgetWaitMs;
    for (;;) {
      signal.throwIfAborted();
      const waitMs = await this.waitMs(cost);
      if (waitMs <= 0) return;
      if (this.now() + waitMs > latestMs) throw budgetExhausted(waitMs);
      await delay(waitMs, undefined, { signal });
    }
  }

  /** 0: the cost was spent. */
  private async waitMs(cost: number): Promise<number> {
    for (;;) {
      const blockedMs = this.blockedUntilMs - this.now();
      if (blockedMs > 0) return blockedMs;
      const left = this.unitsLeft();
      if (left >= cost || (left > 0 && this.isWholeGrant)) {
        this.units -= Math.min(left, cost);
        this.isWholeGrant = false;
        return 0;
      }
      this.refilling ??= this.refill(cost).finally(() => (this.refilling = undefined));
      const waitMs = await this.refilling;
      if (waitMs > 0) return waitMs;
    }
  }

  private async refill(cost: number): Promise<number> {
    this.keepUnits(0);
    const { units, forMs, waitMs } = await this.change(cost);
    this.units = units;
    this.grantedAtMs = this.now();
    this.unitsUntilMs = this.now() + forMs;
    this.isWholeGrant = units > 0 && units < cost;
    return units > 0 ? 0 : Math.max(waitMs, 50);
  }

  /** Where that fails, the next change tells it. */
  private push(): void {
    this.change(0).catch(() => undefined);
  }

  /** One change at a time, so that what happened first is told first. */
  private change(wanted: number): Promise<Grant> {
    const change = this.changing.then(() => this.send(wanted));
    this.changing = change.catch(() => undefined);
    return change;
  }

  private async send(wanted: number): Promise<Grant> {
    const { unused, errors, report } = this.unsent;
    this.unsent = nothing;
    const nowMs = this.now();
    const unusedAgeMs = Math.max(0, nowMs - this.grantedAtMs);
    try {
      return await this.account.change({ wanted, unused, unusedAgeMs, errors, report: shiftedReport(report, -nowMs) });
    } catch (error: unknown) {
      // The units may have been given back although no answer came: given back twice, they would be spent twice.
      const later = this.unsent;
      this.unsent = { ...later, errors: errors + later.errors, report: laterReport(report, later.report) };
      throw error;
    }
  }
}

/** The newest word on a window says all that earlier ones said. */
function laterReport(earlier: RateReport, later: RateReport): RateReport {
  return {
    windows: { ...earlier.windows, ...later.windows },
    bucket: later.bucket ?? earlier.bucket,
    blockedUntilMs: Math.max(earlier.blockedUntilMs ?? 0, later.blockedUntilMs ?? 0) || undefined,
  };
}

/** Slots for calls under way at once. The number may change while they are taken. */
class CallSlots {
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private size: number) {}

  resize(size: number): void {
    this.size = size;
    this.wake();
  }

  get capacity(): number {
    return this.size;
  }

  /** Takes a slot at once, or waits for one; rejects with the signal's reason, or gives false when it took too long. */
  async take(signal: AbortSignal, timeoutMs: number): Promise<boolean> {
    if (this.active < this.size) {
      this.active += 1;
      return true;
    }
    return new Promise<boolean>((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        const index = this.waiting.indexOf(enter);
        if (index >= 0) this.waiting.splice(index, 1);
      };
      const enter = () => {
        leave();
        this.active += 1;
        resolve(true);
      };
      const abort = () => {
        leave();
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        leave();
        resolve(false);
      }, timeoutMs);
      signal.addEventListener('abort', abort, { once: true });
      this.waiting.push(enter);
    });
  }

  release(): void {
    this.active -= 1;
    this.wake();
  }

  private wake(): void {
    while (this.active < this.size) {
      const next = this.waiting[0];
      if (!next) return;
      next();
    }
  }
}

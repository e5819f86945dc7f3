/** What an application was found to bear; null: as much as it is offered. */
export interface PaceState {
  /** Records in one call. */
  size: number | null;
  /** Calls at once. */
  workers: number | null;
  /** Milliseconds that a call may take; null: what is usual. */
  timeoutMs: number | null;
}

const unknown: PaceState = { size: null, workers: null, timeoutMs: null };

/** Past it a number says nothing that null does not. */
const unboundedSize = 200;
const unboundedWorkers = 32;
const defaultTimeoutMs = 20_000;
/** So many quick calls in a row, and an application that got more time gets less of it again. */
const quickCalls = 20;

/**
 * How much an account at an application is asked for at once. Calls are to take half of the time that they have: a call that takes
 * longer makes the next ones smaller, one that was given up or failed on the server halves them, and they grow by a quarter with each
 * answer. A call that was given up gives the next ones half as much time again, as far as may be. An account that nothing is known of is
 * asked once, alone, before there are several calls.
 */
export class Pace {
  private known: PaceState | undefined;
  private quickInRow = 0;

  /**
   * @param options.timeoutMs after so long a call is given up, where nothing else was learned
   * @param options.maxTimeoutMs no call gets more; default: as much as is usual
   * @param options.known what was learned before
   * @param options.onChange hears what was learned
   */
  constructor(
    private readonly options: {
      timeoutMs?: number;
      maxTimeoutMs?: number;
      known?: PaceState | undefined;
      onChange?: (state: PaceState) => void;
    } = {},
  ) {
    this.known = options.known;
  }

  get state(): PaceState | undefined {
    return this.known;
  }

  /** After so long a call is given up. */
  get timeoutMs(): number {
    const { maxTimeoutMs = this.usualMs } = this.options;
    return Math.min(this.known?.timeoutMs ?? this.usualMs, maxTimeoutMs);
  }

  /** Records for the next call, of at most so many. */
  size(most: number): number {
    return Math.max(1, Math.min(most, this.known?.size ?? most));
  }

  /** Calls at once, of at most so many. */
  workers(most: number): number {
    return Math.max(1, this.known ? Math.min(most, this.known.workers ?? most) : 1);
  }

  /** A call was answered, whatever the answer says of its records. */
  answered({ records, elapsedMs }: { records: number; elapsedMs: number }): void {
    const halfMs = this.timeoutMs / 2;
    const fitting = Math.max(1, Math.floor((records * halfMs) / Math.max(elapsedMs, 1)));
    const { size, workers } = this.known ?? { size: null, workers: elapsedMs <= halfMs / 4 ? null : 1 };
    const isSlow = elapsedMs > halfMs;
    this.learn({
      size: isSlow ? Math.min(size ?? records, fitting) : grown(size, { records, fitting }),
      workers: workers === null || isSlow ? workers : workers + 1,
    });
  }

  /**
   * A call was given up, or the application failed on it.
   *
   * @param call.done how many of its records were written all the same, where it was given up
   */
  failed({ records, done = 0 }: { records: number; done?: number }): void {
    const { size, workers } = this.known ?? unknown;
    // Calls that were under way with more say nothing about those that are smaller now.
    if (size !== null && records > size) return;
    const half = Math.max(1, Math.floor(records / 2));
    const borne = done > 1 ? Math.min(half, Math.floor(done / 2)) : half;
    this.learn({
      size: records > 1 ? borne : size,
      workers: workers === null ? 1 : Math.max(1, Math.floor(workers / 2)),
    });
  }

  /** A call of any kind has ended, one that reads too. */
  ended({ durationMs, isTimedOut }: { durationMs: number; isTimedOut: boolean }): void {
    const { timeoutMs } = this;
    const isQuick = !isTimedOut && durationMs <= this.usualMs / 2;
    this.quickInRow = isQuick ? this.quickInRow + 1 : 0;
    // A call that had less time says nothing of what they have now.
    if (isTimedOut && durationMs >= timeoutMs * 0.9) this.allow(timeoutMs * 1.5);
    else if (this.quickInRow >= quickCalls) {
      this.quickInRow = 0;
      this.allow(timeoutMs * 0.8);
    }
  }

  private allow(wantedMs: number): void {
    const { maxTimeoutMs = this.usualMs } = this.options;
    const timeoutMs = Math.round(Math.min(wantedMs, maxTimeoutMs));
    const known = this.known?.timeoutMs ?? null;
    const next = timeoutMs > this.usualMs ? timeoutMs : null;
    // What an account bears is not known by the time alone.
    if (next !== known) this.learn({ ...(this.known ?? { ...unknown, workers: 1 }), timeoutMs: next });
  }

  private get usualMs(): number {
    return this.options.timeoutMs ?? defaultTimeoutMs;
  }

  private learn(learned: Partial<PaceState>): void {
    const { size, workers, timeoutMs } = { ...(this.known ?? unknown), ...learned };
    const next = {
      size: size !== null && size >= unboundedSize ? null : size,
      workers: workers !== null && workers >= unboundedWorkers ? null : workers,
      timeoutMs,
    };
    const { known } = this;
    this.known = next;
    if (known?.size !== next.size || known.workers !== next.workers || known.timeoutMs !== timeoutMs)
      this.options.onChange?.(next);
  }
}

/** By a quarter, where the call was a full one and left time for more. */
function grown(size: number | null, { records, fitting }: { records: number; fitting: number }): number | null {
  if (size === null || records < size) return size;
  return Math.max(size, Math.min(fitting, size + Math.max(1, Math.floor(size / 4))));
}

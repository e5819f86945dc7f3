/** What an application was found to bear; null: as much as it is offered. */
export interface PaceState {
  /** Records in one call. */
  size: number | null;
  /** Calls at once. */
  workers: number | null;
}

/** Past it a number says nothing that null does not. */
const unboundedSize = 200;
const unboundedWorkers = 32;
const defaultLimitMs = 20_000;

/**
 * How much an account at an application is asked for at once. Calls are to take half of the time that they have: a call that takes
 * longer makes the next ones smaller, one that was given up or failed on the server halves them, and they grow by a quarter with each
 * answer. An account that nothing is known of is asked once, alone, before there are several calls.
 */
export class Pace {
  private known: PaceState | undefined;

  /**
   * @param options.limitMs after so long a call is given up
   * @param options.known what was learned before
   * @param options.onChange hears what was learned
   */
  constructor(
    private readonly options: {
      limitMs?: number;
      known?: PaceState | undefined;
      onChange?: (state: PaceState) => void;
    } = {},
  ) {
    this.known = options.known;
  }

  get state(): PaceState | undefined {
    return this.known;
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
    const halfMs = this.limitMs / 2;
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
    const { size = null, workers = null } = this.known ?? {};
    // Calls that were under way with more say nothing about those that are smaller now.
    if (size !== null && records > size) return;
    const half = Math.max(1, Math.floor(records / 2));
    const borne = done > 1 ? Math.min(half, Math.floor(done / 2)) : half;
    this.learn({
      size: records > 1 ? borne : size,
      workers: workers === null ? 1 : Math.max(1, Math.floor(workers / 2)),
    });
  }

  private get limitMs(): number {
    return this.options.limitMs ?? defaultLimitMs;
  }

  private learn({ size, workers }: PaceState): void {
    const next = {
      size: size !== null && size >= unboundedSize ? null : size,
      workers: workers !== null && workers >= unboundedWorkers ? null : workers,
    };
    const isNews = this.known?.size !== next.size || this.known.workers !== next.workers;
    this.known = next;
    if (isNews) this.options.onChange?.(next);
  }
}

/** By a quarter, where the call was a full one and left time for more. */
function grown(size: number | null, { records, fitting }: { records: number; fitting: number }): number | null {
  if (size === null || records < size) return size;
  return Math.max(size, Math.min(fitting, size + Math.max(1, Math.floor(size / 4))));
}

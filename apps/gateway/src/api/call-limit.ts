import { AppError } from '@koppel/contracts';

export const windowMs = 60_000;
/** Keys beyond this many are counted together, so that a flood of addresses needs no memory. */
const maxKeys = 50_000;

/** Counts calls by key in windows of a minute, in the memory of this process. */
export class CallLimit {
  private readonly counts = new Map<string, number>();
  private endsAtMs = 0;

  /** @param max calls of one key in a window */
  constructor(
    private readonly max: number,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** @throws AppError `request.too_many` once a key is over its limit */
  count(key: string): void {
    if (this.admit(key)) return;
    const seconds = Math.ceil((this.endsAtMs - this.nowMs()) / 1_000);
    throw new AppError('request.too_many', `More than ${this.max} requests in a minute.`, { details: { seconds } });
  }

  /** Counts a call; false once the key is over its limit. */
  admit(key: string): boolean {
    const now = this.nowMs();
    if (now >= this.endsAtMs) {
      this.counts.clear();
      this.endsAtMs = now + windowMs;
    }
    const counted = this.counts.has(key) || this.counts.size < maxKeys ? key : '';
    const count = (this.counts.get(counted) ?? 0) + 1;
    this.counts.set(counted, count);
    return count <= this.max;
  }
}

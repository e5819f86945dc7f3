/** What is left of a limit until it starts anew. A number that is not known is undefined, never 0. */
export class RateWindow {
  private left: number | undefined;
  private resetsAtMs = 0;

  /** @param limit calls per window, undefined when no limit is known. */
  constructor(
    private readonly lengthMs: number,
    private limit: number | undefined,
  ) {}

  /** How long until a call may be made; 0: now. */
  waitMs(nowMs: number): number {
    this.renew(nowMs);
    return this.left !== undefined && this.left <= 0 ? this.resetsAtMs - nowMs : 0;
  }

  spend(nowMs: number): void {
    this.renew(nowMs);
    if (this.resetsAtMs === 0) this.resetsAtMs = nowMs + this.lengthMs;
    if (this.left !== undefined) this.left -= 1;
  }

  report(report: { limit?: number; remaining?: number; resetsAtMs?: number }, nowMs: number): void {
    this.renew(nowMs);
    if (report.limit !== undefined) this.limit = report.limit;
    const isOtherWindow = report.resetsAtMs !== undefined && report.resetsAtMs > this.resetsAtMs + 1000;
    if (report.resetsAtMs !== undefined) this.resetsAtMs = report.resetsAtMs;
    if (report.remaining === undefined) return;
    // Within one window answers may come in another order than their calls: the smaller number is the later one.
    this.left = isOtherWindow || this.left === undefined ? report.remaining : Math.min(this.left, report.remaining);
    if (this.resetsAtMs === 0) this.resetsAtMs = nowMs + this.lengthMs;
  }

  private renew(nowMs: number): void {
    if (this.resetsAtMs > nowMs) {
      this.left ??= this.limit;
      return;
    }
    this.resetsAtMs = 0;
    this.left = this.limit;
  }
}

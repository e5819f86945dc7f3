/** The simulator's time: the real or the test's clock plus an offset that tests add. */
export class Clock {
  private offsetMs = 0;

  constructor(private readonly source: () => number) {}

  readonly now = (): number => this.source() + this.offsetMs;

  advance(ms: number): void {
    this.offsetMs += ms;
  }
}

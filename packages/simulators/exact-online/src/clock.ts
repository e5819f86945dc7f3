/** The simulator's time: the real one (or a test's) plus what a test has added. */
export class Clock {
  private offsetMs = 0;

  constructor(private readonly source: () => number) {}

  readonly now = (): number => this.source() + this.offsetMs;

  advance(ms: number): void {
    this.offsetMs += ms;
  }
}

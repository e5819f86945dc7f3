/** How fast a shop saves products. */
export interface SavingPace {
  /** Milliseconds that each product of a call takes; 0: none. */
  saveMs: number;
  /** Processes of PHP: so many calls are worked on together, the others wait. */
  workers: number;
}

/**
 * The processes that work on calls. Each works on to the end of its call, whether or not its caller is still there; what it has saved
 * by then is in the shop.
 */
export class Saving {
  private pace: SavingPace = { saveMs: 0, workers: Infinity };
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  set(pace: Partial<SavingPace>): void {
    this.pace = { ...this.pace, ...pace };
  }

  async withWorker<T>(work: () => Promise<T>): Promise<T> {
    if (this.active >= this.pace.workers) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.active += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.active -= 1;
    }
  }

  /** Takes the time that saving one product takes. */
  async ofOne(): Promise<void> {
    const { saveMs } = this.pace;
    if (saveMs > 0) await new Promise((resolve) => setTimeout(resolve, saveMs));
  }
}

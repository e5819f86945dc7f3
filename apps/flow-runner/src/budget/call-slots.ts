/** Places for calls under way at once. The number may change while they are taken. */
export class CallSlots {
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

  /** Takes a place at once, or waits for one; rejects with the signal's reason, or false when it took too long. */
  async take(signal: AbortSignal, acquireTimeoutMs: number): Promise<boolean> {
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
      }, acquireTimeoutMs);
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

import type { Clock } from '../background/clock.js';

interface Sleeper {
  atMs: number;
  resolve: () => void;
}

/** A clock that moves only when it is told to. */
export class FakeClock implements Clock {
  private elapsed = 0;
  private readonly sleepers = new Set<Sleeper>();

  constructor(private readonly start = new Date('2026-03-02T08:00:00Z')) {}

  /** How many wait; a test waits until its subject sleeps before it moves the time. */
  get sleeping(): number {
    return this.sleepers.size;
  }

  now(): Date {
    return new Date(this.start.getTime() + this.elapsed);
  }

  elapsedMs(): number {
    return this.elapsed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        atMs: this.elapsed + ms,
        resolve: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.sleepers.add(sleeper);
    });
  }

  /** Moves the time on, wakes who is due in order, and lets each run until it waits for something else. */
  async advance(ms: number): Promise<void> {
    const endMs = this.elapsed + ms;
    await drainMicrotasks();
    for (;;) {
      const [next] = [...this.sleepers].sort((left, right) => left.atMs - right.atMs);
      if (!next || next.atMs > endMs) break;
      this.elapsed = Math.max(this.elapsed, next.atMs);
      this.sleepers.delete(next);
      next.resolve();
      await drainMicrotasks();
    }
    this.elapsed = endMs;
  }
}

/** A macrotask runs after all microtasks. */
function drainMicrotasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

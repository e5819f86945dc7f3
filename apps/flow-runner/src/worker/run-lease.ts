import { Interval } from '@koppel/service-kit';
import { LeaseLost, type RunRecord } from '../run/run.js';

/** The service stops: the run goes back into the queue. */
export class RunnerStopping extends Error {
  constructor() {
    super('the runner stops');
    this.name = 'RunnerStopping';
  }
}

/** The share of the lease after which work stops when it could not be renewed: calls end before another runner may start. */
const stopAtShare = 0.8;

/** Renews a run's lease while it is executed, and aborts the work before the lease expires when that fails. */
export class RunLease {
  private readonly controller = new AbortController();
  private readonly heartbeat: Interval;
  private ending: NodeJS.Timeout;

  /** @param options.claimedAtMs before the claim was sent, by this process's clock */
  constructor(
    private readonly run: RunRecord,
    private readonly options: { leaseMs: number; claimedAtMs: number; renew(run: RunRecord): Promise<boolean> },
  ) {
    const everyMs = options.leaseMs / 3;
    // A failed renewal is tried again at the next beat; the end of the lease stops the work.
    this.heartbeat = new Interval({
      name: 'run lease',
      everyMs,
      maxBackoffMs: everyMs,
      work: () => this.renew(),
    }).start();
    this.ending = this.stopLater(options.claimedAtMs);
  }

  /** Aborted when the work must stop; its reason is one of the engine's errors. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: Error): void {
    this.controller.abort(reason);
  }

  end(): void {
    void this.heartbeat.stop();
    clearTimeout(this.ending);
  }

  private async renew(): Promise<void> {
    const startedAtMs = Date.now();
    if (!(await this.options.renew(this.run))) return this.abort(new LeaseLost());
    if (this.signal.aborted) return;
    clearTimeout(this.ending);
    this.ending = this.stopLater(startedAtMs);
  }

  private stopLater(sinceMs: number): NodeJS.Timeout {
    const leftMs = sinceMs + this.options.leaseMs * stopAtShare - Date.now();
    return setTimeout(() => this.abort(new LeaseLost()), Math.max(0, leftMs));
  }
}

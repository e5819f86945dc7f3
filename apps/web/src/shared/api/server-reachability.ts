/**
 * ok: requests arrive. lost: the last one did not, and it is tried again with growing pauses. healed: shortly after
 * that, to show the recovery.
 */
export type Reachability =
  { state: 'ok' } | { state: 'lost'; isTrying: boolean; nextTryAtMs: number } | { state: 'healed' };

const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 30_000;
const HEALED_SHOWN_MS = 6000;

/** The pause before try number `tries`, counted from 0. */
export function pauseMs(tries: number): number {
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
}

export interface ReachabilityOptions {
  /** Whether the server answers now. */
  ping: () => Promise<boolean>;
  now?: () => number;
  later?: (work: () => void, ms: number) => unknown;
}

/** Tracks whether the server is reachable: after an unanswered request it pings until one is answered. */
export class ServerReachability {
  private current: Reachability = { state: 'ok' };
  private readonly listeners = new Set<() => void>();
  private tries = 0;
  /** Number of the current round; timers of earlier rounds do nothing. */
  private round = 0;
  private isChecking = false;
  private readonly now: () => number;
  private readonly later: (work: () => void, ms: number) => unknown;

  constructor(private readonly options: ReachabilityOptions) {
    this.now = options.now ?? Date.now;
    this.later = options.later ?? ((work, ms) => setTimeout(work, ms));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): Reachability => this.current;

  /**
   * A request got no answer. It may be a single failure, so the server is pinged first; without listeners
   * nothing happens.
   */
  readonly reportUnanswered = (): void => {
    if (this.listeners.size > 0 && this.current.state !== 'lost') void this.check();
  };

  readonly tryNow = (): void => void this.check();

  private async check(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    const round = ++this.round;
    if (this.current.state === 'lost') this.become({ ...this.current, isTrying: true });
    const isReached = await this.options.ping().catch(() => false);
    this.isChecking = false;
    if (isReached) return this.heal(round);
    const pause = pauseMs(this.tries++);
    this.become({ state: 'lost', isTrying: false, nextTryAtMs: this.now() + pause });
    this.later(() => round === this.round && void this.check(), pause);
  }

  private heal(round: number): void {
    this.tries = 0;
    if (this.current.state !== 'lost') return;
    this.become({ state: 'healed' });
    this.later(() => round === this.round && this.become({ state: 'ok' }), HEALED_SHOWN_MS);
  }

  private become(next: Reachability): void {
    this.current = next;
    for (const listener of this.listeners) listener();
  }
}

const PING_TIME_OUT_MS = 5000;

/** Any answer of the gateway counts, also a 401; a 5xx of a proxy does not. */
async function ping(): Promise<boolean> {
  const response = await fetch('/api/v1/session', { signal: AbortSignal.timeout(PING_TIME_OUT_MS), cache: 'no-store' });
  return response.status < 500;
}

export const serverReachability = new ServerReachability({ ping });

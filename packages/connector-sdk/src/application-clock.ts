import type { ConnectorContext, HttpRequest, HttpResponse } from './context.js';

/**
 * How the clock of the application stood when it answered, by the `Date` header (RFC 9110 6.6.1); undefined where it does not say.
 *
 * @returns milliseconds since the epoch
 */
export function clockOf({ headers }: Pick<HttpResponse, 'headers'>): number | undefined {
  const ms = Date.parse(headers['date'] ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

/** A clock that was set back is noticed by the next run, which may come a week later. */
const setBackMs = 7 * 86_400_000;

/**
 * The application's own clock during one read of records by the time of their last change. A record may be dated ahead, by a plug-in or
 * by a clock that was wrong for a while: what is read up to it is not read up to then.
 *
 * @example
 * const clock = new ApplicationClock(context, { fromMs });
 * const page = await readPage(clock.context);
 * yield { records, cursor: clock.cap(newestMs) };
 */
export class ApplicationClock {
  /** Its calls are watched. */
  readonly context: ConnectorContext;
  private readonly fromMs: number | undefined;
  private readonly ownNow: Date;
  private firstAskedMs: number | undefined;
  private lastAskedMs: number | undefined;
  private limitMs: number | undefined;

  /** @param options.fromMs from when on changes are read because an earlier run came so far; undefined: there was none */
  constructor(context: ConnectorContext, options: { fromMs: number | undefined }) {
    this.fromMs = options.fromMs;
    this.ownNow = context.now();
    this.context = { ...context, http: { request: (request) => this.watched(context, request) } };
  }

  /** How the application's clock stood at the first call that was answered; Koppel's own where it does not say. */
  get startedAt(): Date {
    return this.firstAskedMs === undefined ? this.ownNow : new Date(this.firstAskedMs);
  }

  /**
   * The time up to which changes are read, where the last one read is of `ms`: that, or how the clock stood when it was asked for what
   * lies beyond. Where the earlier run came further than the clock stands, the clock was set back: a week is read again.
   */
  cap(ms: number): number {
    if (this.limitMs === undefined && this.lastAskedMs !== undefined && ms > this.lastAskedMs) {
      const isSetBack = this.fromMs !== undefined && this.fromMs > this.lastAskedMs;
      this.limitMs = isSetBack ? this.lastAskedMs - setBackMs : this.lastAskedMs;
    }
    return Math.min(ms, this.limitMs ?? ms);
  }

  private async watched<Body>({ http }: ConnectorContext, request: HttpRequest): Promise<HttpResponse<Body>> {
    const beganAtMs = performance.now();
    const answer = await http.request<Body>(request);
    const answeredMs = clockOf(answer);
    if (answeredMs !== undefined) {
      // The header may be written long after the records were looked up.
      this.lastAskedMs = Math.floor(answeredMs - (performance.now() - beganAtMs));
      this.firstAskedMs ??= this.lastAskedMs;
    }
    return answer;
  }
}

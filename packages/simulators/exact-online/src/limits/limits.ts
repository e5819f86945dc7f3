export interface LimitOptions {
  perMinute: number;
  perDay: number;
  tokenCallsPerDay: number;
  /** Errors (400, 401, 403, 404) of one app, user, company and endpoint within an hour before that endpoint is blocked. */
  errorsPerHour: number;
}

export const defaultLimits: LimitOptions = { perMinute: 60, perDay: 5000, tokenCallsPerDay: 200, errorsPerHour: 10 };

export interface Allowance {
  isAllowed: boolean;
  headers: Record<string, string>;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

interface Window {
  endsAt: number;
  used: number;
}

/** Counts calls in fixed windows: minutes and days of the simulator's clock. */
export class Limits {
  private readonly minutes = new Map<string, Window>();
  private readonly days = new Map<string, Window>();
  private readonly tokenDays = new Map<string, Window>();
  private readonly errors = new Map<string, number[]>();
  private readonly blockedUntil = new Map<string, number>();

  constructor(
    private readonly now: () => number,
    public options: LimitOptions,
  ) {}

  /** Counts a call of an app to a company; returns the headers of the answer. */
  countCall(clientId: string, division: number): Allowance {
    const { perMinute, perDay } = this.options;
    const key = `${clientId}|${division}`;
    const minute = this.window(this.minutes, key, minuteMs);
    const day = this.window(this.days, key, dayMs);
    const isAllowed = minute.used < perMinute && day.used < perDay;
    if (isAllowed) {
      minute.used += 1;
      day.used += 1;
    }
    const minutely = rateHeaders('X-RateLimit-Minutely-', perMinute, minute);
    const isMinuteUsedUp = minute.used >= perMinute;
    return {
      isAllowed,
      headers: isMinuteUsedUp ? minutely : { ...rateHeaders('X-RateLimit-', perDay, day), ...minutely },
    };
  }

  /** Counts a token call; returns the headers of a refusal once the day's limit is used up. */
  countTokenCall(clientId: string, userId: string): Record<string, string> | undefined {
    const day = this.window(this.tokenDays, `${clientId}|${userId}`, dayMs);
    if (day.used >= this.options.tokenCallsPerDay)
      return rateHeaders('X-RateLimit-', this.options.tokenCallsPerDay, day);
    day.used += 1;
    return undefined;
  }

  /** Counts an error. At the limit, the endpoint is blocked for an hour, and longer each time errors continue. */
  countError(key: string): void {
    const now = this.now();
    const recent = (this.errors.get(key) ?? []).filter((at) => at > now - hourMs);
    recent.push(now);
    this.errors.set(key, recent);
    if (recent.length >= this.options.errorsPerHour) this.blockedUntil.set(key, now + hourMs);
  }

  /** When the block of an endpoint ends; undefined when there is none. */
  findBlock(key: string): number | undefined {
    const until = this.blockedUntil.get(key);
    if (until === undefined || until > this.now()) return until;
    this.blockedUntil.delete(key);
    this.errors.delete(key);
    return undefined;
  }

  clear(): void {
    for (const map of [this.minutes, this.days, this.tokenDays, this.errors, this.blockedUntil]) map.clear();
  }

  private window(windows: Map<string, Window>, key: string, lengthMs: number): Window {
    const now = this.now();
    const known = windows.get(key);
    if (known && known.endsAt > now) return known;
    const fresh = { endsAt: (Math.floor(now / lengthMs) + 1) * lengthMs, used: 0 };
    windows.set(key, fresh);
    return fresh;
  }
}

function rateHeaders(prefix: string, limit: number, window: Window): Record<string, string> {
  return {
    [`${prefix}Limit`]: String(limit),
    [`${prefix}Remaining`]: String(Math.max(0, limit - window.used)),
    [`${prefix}Reset`]: String(window.endsAt),
  };
}

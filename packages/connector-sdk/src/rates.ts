/** At most so many calls (or so much cost) within a time. */
export interface WindowLimit {
  /** Undefined: known only from answers. */
  limit?: number;
  perMs: number;
  /** `fixed` starts anew at a moment that the application names or that the first call sets; `sliding` looks back. Default `fixed`. */
  kind?: 'fixed' | 'sliding';
}

/** The limits of an application on one account of it. */
export interface RateLimits {
  /** Calls under way at once, over all replicas. */
  concurrency: number;
  /** By a name of one's own; those named `minute` and `day` are shown to people. */
  windows?: Readonly<Record<string, WindowLimit>>;
  /** A leaky bucket: so much at once, and so much per second flows back. */
  bucket?: { size: number; refillPerSecond: number };
  /** After so many answers with one of these statuses within the time no call is made until it has passed. */
  errors?: { limit: number; perMs: number; statuses: readonly number[] };
}

export const perMinute = (limit?: number): WindowLimit => ({ limit, perMs: 60_000 });
export const perDay = (limit?: number): WindowLimit => ({ limit, perMs: 86_400_000 });

/** A number of an answer: of a header (of `12/40` by `part`), or at a dotted path of the body. */
export type RateValue = { header: string; part?: 0 | 1 } | { body: string };

/**
 * Where answers say what is left of a limit. `remaining` may be left out where `limit` and `used` are there.
 *
 * @example
 * { of: 'bucket', used: { header: 'x-shop-call-limit', part: 0 }, limit: { header: 'x-shop-call-limit', part: 1 } }
 * @example
 * { of: 'bucket', remaining: { body: 'extensions.cost.throttleStatus.currentlyAvailable' } }
 */
export interface RateSource {
  /** The name of a window, or `bucket`. */
  of: string;
  limit?: RateValue;
  remaining?: RateValue;
  used?: RateValue;
  resets?: RateValue & { as: 'epochMs' | 'epochSeconds' | 'secondsFromNow' };
  refillPerSecond?: RateValue;
}

/** What one answer told of a budget; undefined means unknown, not zero. */
export interface RateReport {
  windows?: Record<string, { limit?: number; remaining?: number; resetsAtMs?: number }>;
  bucket?: { size?: number; remaining?: number; refillPerSecond?: number };
  /** No call before then, whatever is left otherwise (`Retry-After`). */
  blockedUntilMs?: number;
}

/** Reads what an answer tells of the limits. */
export function readRates(
  sources: readonly RateSource[],
  answer: { headers: Record<string, string>; body: unknown },
  nowMs: number,
): RateReport {
  const report: RateReport = {};
  for (const source of sources) {
    const valueOf = (value: RateValue | undefined) => (value ? numberAt(value, answer) : undefined);
    const limit = valueOf(source.limit);
    const used = valueOf(source.used);
    const left = valueOf(source.remaining);
    const remaining = left ?? (limit !== undefined && used !== undefined ? Math.max(0, limit - used) : undefined);
    if (source.of === 'bucket') {
      const refillPerSecond = valueOf(source.refillPerSecond);
      if ([limit, remaining, refillPerSecond].some((value) => value !== undefined)) {
        report.bucket = { size: limit, remaining, refillPerSecond };
      }
      continue;
    }
    const resets = valueOf(source.resets);
    const resetsAtMs = resets === undefined ? undefined : momentOf(resets, source.resets?.as, nowMs);
    if ([limit, remaining, resetsAtMs].some((value) => value !== undefined)) {
      report.windows = { ...report.windows, [source.of]: { limit, remaining, resetsAtMs } };
    }
  }
  return report;
}

type Moment = NonNullable<RateSource['resets']>['as'];

function momentOf(value: number, as: Moment | undefined, nowMs: number): number {
  if (as === 'secondsFromNow') return nowMs + value * 1000;
  return as === 'epochSeconds' ? value * 1000 : value;
}

function numberAt(value: RateValue, { headers, body }: { headers: Record<string, string>; body: unknown }) {
  if ('body' in value) {
    const found = value.body
      .split('.')
      .reduce<unknown>(
        (at, name) => (typeof at === 'object' && at !== null ? at[name as keyof typeof at] : undefined),
        body,
      );
    return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
  }
  const text = headers[value.header.toLowerCase()];
  const part = (value.part === undefined ? text : text?.split('/')[value.part])?.trim();
  return part !== undefined && /^\d+(?:\.\d+)?$/.test(part) ? Number(part) : undefined;
}

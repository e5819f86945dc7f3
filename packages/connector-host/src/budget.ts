import type { RateLimits, RateReport } from '@koppel/connector-sdk';

// What is left of an account's limits, as pure functions over a state that a store keeps: in memory for one process, in
// Postgres for all. Times are the store's clock. Units are calls, or their cost where calls differ.

/** One window; null is unknown. Of a sliding window `previous` is what was used in the window before this one. */
export interface WindowState {
  limit: number | null;
  /** What the connector declared, while `limit` may be what answers told. */
  declared: number | null;
  left: number | null;
  resetsAtMs: number | null;
  perMs: number;
  previous?: number;
}

type Bucket = NonNullable<RateLimits['bucket']>;

/** Plain JSON. */
export interface BudgetState {
  windows: Record<string, WindowState>;
  bucket?: Bucket & { level: number; atMs: number; declared: Bucket };
  errors?: { count: number; resetsAtMs: number };
  blockedUntilMs?: number;
}

/** What a process gives back and asks for in one go. */
export interface BudgetChange {
  /** 0: nothing is wanted any more. */
  wanted: number;
  /** No more than this at once; for those who make few calls. */
  atMost?: number;
  /** Units of an earlier grant that were not used, and how long ago it was. */
  unused: number;
  unusedAgeMs: number;
  /** Answers that count as errors since the last change. */
  errors: number;
  /** What answers told since the last change; times count from now. */
  report: RateReport;
}

export interface Grant {
  /** What may be spent within `forMs`. */
  units: number;
  forMs: number;
  /** When `units` is 0: how long until there are some. */
  waitMs: number;
}

const maxChunk = 200;
const maxGrantMs = 60_000;

/** Takes back, corrects and grants: small enough chunks to leave some for other replicas, large enough to ask rarely. */
export function applyChange(
  stored: BudgetState | undefined,
  limits: RateLimits,
  change: BudgetChange,
  nowMs: number,
): { state: BudgetState; grant: Grant } {
  let state = renewed(stored ?? { windows: {} }, limits, nowMs);
  state = returned(state, change.unused, nowMs - change.unusedAgeMs);
  state = corrected(state, change.report, nowMs);
  state = withErrors(state, limits, change.errors, nowMs);
  if (change.wanted <= 0) return { state, grant: { units: 0, forMs: 0, waitMs: 0 } };
  const granted = grant(state, limits, { ...change, nowMs });
  return { state: moved(state, -granted.units), grant: granted };
}

function grant(
  state: BudgetState,
  limits: RateLimits,
  { wanted, atMost = Infinity, nowMs }: Pick<BudgetChange, 'wanted' | 'atMost'> & { nowMs: number },
): Grant {
  const stoppedMs = Math.max(state.blockedUntilMs ?? 0, errorsUntilMs(state, limits)) - nowMs;
  if (stoppedMs > 0) return { units: 0, forMs: 0, waitMs: stoppedMs };
  const windows = Object.values(state.windows);
  const { bucket } = state;
  // A call that costs more than there ever is goes when everything is there.
  const need = Math.min(wanted, ...windows.map(({ limit }) => limit ?? Infinity), bucket?.size ?? Infinity);
  const chunk = Math.max(need, Math.min(chunkOf(state), atMost));
  const units = Math.min(
    chunk,
    ...windows.map((window) => leftOf(window, nowMs)),
    Math.floor(bucket?.level ?? Infinity),
  );
  if (units < need) {
    const waits = windows.map((window) => waitOf(window, need, nowMs));
    return { units: 0, forMs: 0, waitMs: Math.max(1, ...waits, bucketWaitMs(bucket, need)) };
  }
  const ends = windows.map(({ left, resetsAtMs }) => (left === null || resetsAtMs === null ? Infinity : resetsAtMs));
  return { units, forMs: Math.max(1, Math.min(maxGrantMs, ...ends.map((endMs) => endMs - nowMs))), waitMs: 0 };
}

/** A tenth of the shortest window, or of the bucket. */
function chunkOf({ windows, bucket }: BudgetState): number {
  const [shortest] = Object.values(windows)
    .filter(({ limit }) => limit !== null)
    .sort((left, right) => left.perMs - right.perMs);
  const whole = Math.min(shortest?.limit ?? Infinity, bucket?.size ?? Infinity, maxChunk * 10);
  return Math.max(1, Math.min(maxChunk, Math.ceil(whole / 10)));
}

/** What of the window before still counts shrinks as a sliding window moves on. */
function leftOf({ left, resetsAtMs, previous = 0, perMs }: WindowState, nowMs: number): number {
  if (left === null) return Infinity;
  const share = resetsAtMs === null ? 0 : Math.max(0, Math.min(1, (resetsAtMs - nowMs) / perMs));
  return Math.max(0, left - Math.ceil(previous * share));
}

function waitOf(window: WindowState, need: number, nowMs: number): number {
  const { left, resetsAtMs, previous = 0, perMs } = window;
  if (left === null || resetsAtMs === null || leftOf(window, nowMs) >= need) return 0;
  // Enough is free once of the window before only so much counts as leaves room; else this one must end.
  const endsInMs = Math.max(1, resetsAtMs - nowMs);
  if (previous === 0 || left < need) return endsInMs;
  return Math.max(1, Math.ceil(resetsAtMs - ((left - need) / previous) * perMs - nowMs));
}

function bucketWaitMs(bucket: BudgetState['bucket'], need: number): number {
  if (!bucket || bucket.level >= need) return 0;
  return Math.ceil(((need - bucket.level) / bucket.refillPerSecond) * 1000);
}

function errorsUntilMs({ errors }: BudgetState, limits: RateLimits): number {
  return errors && limits.errors && errors.count >= limits.errors.limit ? errors.resetsAtMs : 0;
}

/** Back into each window that the units were taken from, unless it has ended since: a day outlasts many minutes. */
function returned(state: BudgetState, units: number, takenAtMs: number): BudgetState {
  const isOfNow = ({ resetsAtMs, perMs }: WindowState) => resetsAtMs === null || takenAtMs >= resetsAtMs - perMs;
  return moved(state, units, isOfNow);
}

function moved(state: BudgetState, units: number, isMoved: (window: WindowState) => boolean = () => true): BudgetState {
  if (units === 0) return state;
  const move = (value: number, max: number) => Math.min(max, value + units);
  return {
    ...state,
    windows: mapValues(state.windows, (window) =>
      window.left === null || !isMoved(window)
        ? window
        : { ...window, left: move(window.left, window.limit ?? Infinity) },
    ),
    ...(state.bucket && { bucket: { ...state.bucket, level: move(state.bucket.level, state.bucket.size) } }),
  };
}

/** Windows that have ended start anew, the bucket has leaked, and limits are those that the connector declares now. */
function renewed(state: BudgetState, limits: RateLimits, nowMs: number): BudgetState {
  const windows: Record<string, WindowState> = {};
  for (const [name, limit] of Object.entries(limits.windows ?? {})) {
    windows[name] = renewedWindow(declaredWindow(state.windows[name], limit), limit.kind === 'sliding', nowMs);
  }
  return {
    windows,
    ...(limits.bucket && { bucket: renewedBucket(state.bucket, limits.bucket, nowMs) }),
    ...(state.errors && state.errors.resetsAtMs > nowMs && { errors: state.errors }),
    ...((state.blockedUntilMs ?? 0) > nowMs && { blockedUntilMs: state.blockedUntilMs }),
  };
}

type DeclaredLimit = { limit?: number | null; perMs: number };

/** Another limit than was declared before takes the place of that and of what answers told; what was used stays used. */
function declaredWindow(stored: WindowState | undefined, { limit = null, perMs }: DeclaredLimit): WindowState {
  if (stored?.perMs !== perMs) return { limit, declared: limit, left: null, resetsAtMs: null, perMs };
  if (stored.declared === limit) return stored;
  const used = stored.limit === null || stored.left === null ? 0 : stored.limit - stored.left;
  return { ...stored, limit, declared: limit, left: limit === null ? null : Math.max(0, limit - used) };
}

function renewedBucket(stored: BudgetState['bucket'], declared: Bucket, nowMs: number): BudgetState['bucket'] {
  if (!stored) return { ...declared, level: declared.size, atMs: nowMs, declared };
  const { size: sizeBefore, refillPerSecond: refillBefore } = stored.declared;
  const isSame = sizeBefore === declared.size && refillBefore === declared.refillPerSecond;
  const { size, refillPerSecond } = isSame ? stored : declared;
  const level = stored.level + (Math.max(0, nowMs - stored.atMs) / 1000) * refillPerSecond;
  return { size, refillPerSecond, level: Math.min(size, level), atMs: nowMs, declared };
}

function renewedWindow(window: WindowState, isSliding: boolean, nowMs: number): WindowState {
  const { limit, declared, left, resetsAtMs, perMs } = window;
  if (resetsAtMs !== null && resetsAtMs > nowMs) return { ...window, left: left ?? limit };
  if (limit === null) return { limit, declared, left: null, resetsAtMs: null, perMs };
  if (!isSliding) return { limit, declared, left: limit, resetsAtMs: nowMs + perMs, perMs };
  const isNext = resetsAtMs !== null && nowMs < resetsAtMs + perMs;
  const previous = isNext ? limit - (left ?? limit) : 0;
  return { limit, declared, left: limit, resetsAtMs: (isNext ? resetsAtMs : nowMs) + perMs, perMs, previous };
}

/** The application itself is believed; within one window the smaller number is the later one. */
function corrected(state: BudgetState, report: RateReport, nowMs: number): BudgetState {
  const windows = { ...state.windows };
  for (const [name, told] of Object.entries(report.windows ?? {})) {
    const window = windows[name];
    if (window) windows[name] = correctedWindow(window, told, nowMs);
  }
  const bucket = state.bucket && report.bucket ? correctedBucket(state.bucket, report.bucket) : state.bucket;
  const blockedUntilMs = Math.max(state.blockedUntilMs ?? 0, report.blockedUntilMs ?? 0);
  return { ...state, windows, bucket, ...(blockedUntilMs > nowMs && { blockedUntilMs }) };
}

type ReportedWindow = NonNullable<RateReport['windows']>[string];

function correctedWindow(window: WindowState, told: ReportedWindow, nowMs: number): WindowState {
  const { limit = window.limit, remaining } = told;
  // Said of a window that has ended since.
  if (told.resetsAtMs !== undefined && told.resetsAtMs <= nowMs) return { ...window, limit };
  // No window ends later than its own length from now, whatever an answer says.
  const resetsAtMs =
    told.resetsAtMs === undefined ? window.resetsAtMs : Math.min(told.resetsAtMs, nowMs + window.perMs);
  if (remaining === undefined) return { ...window, limit, resetsAtMs };
  const isNewWindow = resetsAtMs !== null && (window.resetsAtMs === null || resetsAtMs > window.resetsAtMs + 1_000);
  // A larger limit than was believed: more was bought, so what was believed to be left counts no more.
  const wasRaised = limit !== null && window.limit !== null && limit > window.limit;
  const isKnown = window.left !== null && !wasRaised && !(isNewWindow && told.resetsAtMs !== undefined);
  const left = isKnown && window.left !== null ? Math.min(window.left, remaining) : remaining;
  return { ...window, limit, resetsAtMs, left };
}

function correctedBucket(
  bucket: NonNullable<BudgetState['bucket']>,
  told: NonNullable<RateReport['bucket']>,
): NonNullable<BudgetState['bucket']> {
  const { size = bucket.size, refillPerSecond = bucket.refillPerSecond, remaining } = told;
  const wasRaised = size > bucket.size;
  const level = remaining === undefined ? bucket.level : wasRaised ? remaining : Math.min(bucket.level, remaining);
  return { ...bucket, size, refillPerSecond, level: Math.min(size, level) };
}

function withErrors(state: BudgetState, { errors: limit }: RateLimits, count: number, nowMs: number): BudgetState {
  if (!limit || count === 0) return state;
  const { errors = { count: 0, resetsAtMs: nowMs + limit.perMs } } = state;
  return { ...state, errors: { ...errors, count: errors.count + count } };
}

function mapValues<T>(record: Record<string, T>, work: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, work(value)]));
}

/** What is used of each limited window now: of one that has ended nothing, and its end is that of the one under way. */
export function usesOf(
  { windows }: BudgetState,
  nowMs: number,
): Record<string, { limit: number; used: number; resetsAtMs: number }> {
  return Object.fromEntries(
    Object.entries(windows).flatMap(([name, { limit, left, resetsAtMs, perMs }]) => {
      if (limit === null || resetsAtMs === null) return [];
      const isOver = resetsAtMs <= nowMs;
      const endMs = isOver ? resetsAtMs + Math.ceil((nowMs - resetsAtMs) / perMs) * perMs : resetsAtMs;
      return [[name, { limit, used: isOver ? 0 : Math.max(0, limit - (left ?? limit)), resetsAtMs: endMs }]];
    }),
  );
}

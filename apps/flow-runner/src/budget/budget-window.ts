import type { RateReport } from '@koppel/connector-sdk';

/** One limit of a connection as the ledger holds it; null is unknown. */
export interface BudgetWindow {
  limit: number | null;
  left: number | null;
  resetsAtMs: number | null;
}

export interface BudgetState {
  minute: BudgetWindow;
  day: BudgetWindow;
}

export interface Grant {
  /** Calls that may be made until `untilMs`. */
  permits: number;
  untilMs: number;
  /** When `permits` is 0: how long until there are some. */
  waitMs: number;
  state: BudgetState;
}

const lengthMs = { minute: 60_000, day: 86_400_000 } as const;
const largestChunk = 200;

/** Takes a chunk of permits from both windows: small enough to leave some for other replicas, large enough to ask rarely. */
export function grant(state: BudgetState, nowMs: number): Grant {
  const minute = renewed(state.minute, lengthMs.minute, nowMs);
  const day = renewed(state.day, lengthMs.day, nowMs);
  const chunk = Math.max(1, Math.min(largestChunk, Math.ceil((minute.limit ?? largestChunk * 10) / 10)));
  const permits = Math.max(0, Math.min(chunk, minute.left ?? chunk, day.left ?? chunk));
  const waitMs = permits > 0 ? 0 : Math.max(waitOf(minute, nowMs), waitOf(day, nowMs));
  return {
    permits,
    untilMs: Math.min(minute.resetsAtMs ?? Infinity, day.resetsAtMs ?? Infinity, nowMs + lengthMs.minute),
    waitMs,
    state: { minute: spend(minute, permits), day: spend(day, permits) },
  };
}

/** Corrects the account by what the application itself says; within one window the smaller number is the later one. */
export function corrected(state: BudgetState, report: RateReport, nowMs: number): BudgetState {
  return {
    minute: correctedWindow(renewed(state.minute, lengthMs.minute, nowMs), report.minute),
    day: correctedWindow(renewed(state.day, lengthMs.day, nowMs), report.day),
  };
}

/** Puts permits back that were not used within their window. */
export function returned(state: BudgetState, permits: number, nowMs: number): BudgetState {
  const back = (window: BudgetWindow): BudgetWindow => {
    if (window.left === null || window.resetsAtMs === null || window.resetsAtMs <= nowMs) return window;
    return { ...window, left: Math.min(window.limit ?? Infinity, window.left + permits) };
  };
  return { minute: back(state.minute), day: back(state.day) };
}

function renewed(window: BudgetWindow, windowMs: number, nowMs: number): BudgetWindow {
  const isOver = window.resetsAtMs === null || window.resetsAtMs <= nowMs;
  if (!isOver) return window;
  return { limit: window.limit, left: window.limit, resetsAtMs: window.limit === null ? null : nowMs + windowMs };
}

function spend(window: BudgetWindow, permits: number): BudgetWindow {
  return window.left === null ? window : { ...window, left: window.left - permits };
}

function waitOf(window: BudgetWindow, nowMs: number): number {
  return window.left !== null && window.left <= 0 && window.resetsAtMs !== null
    ? Math.max(1, window.resetsAtMs - nowMs)
    : 0;
}

function correctedWindow(window: BudgetWindow, report: RateReport['minute']): BudgetWindow {
  if (!report) return window;
  const { limit = window.limit, remaining, resetsAtMs = window.resetsAtMs } = report;
  if (remaining === undefined) return { ...window, limit, resetsAtMs };
  const isNewWindow = resetsAtMs !== null && (window.resetsAtMs === null || resetsAtMs > window.resetsAtMs + 1_000);
  // A larger limit than was believed: the administration has bought more, so what was believed to be left counts no more.
  const wasRaised = limit !== null && window.limit !== null && limit > window.limit;
  const isKnown = window.left !== null && !wasRaised && !(isNewWindow && report.resetsAtMs !== undefined);
  return { limit, resetsAtMs, left: isKnown && window.left !== null ? Math.min(window.left, remaining) : remaining };
}

import { z } from 'zod';

// For shops in which a refund does not change its order: orders are searched for refunds, the recent ones more often.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Orders that were placed within this time are searched every hour, older ones every day. */
const recentMs = 60 * dayMs;
/** The clock of the shop may be off by so much. */
const clockMs = 600_000;

/** When all orders, and the recent ones, were last searched: a part of a cursor. */
export const searchedSchema = z.object({ all: z.iso.datetime(), recent: z.iso.datetime() });
/** That part, as it is stored. */
export type Searched = z.infer<typeof searchedSchema>;

/** Which orders a shop is asked for, to find what was given back of them. */
export interface RefundSearch {
  /** Refunds that were made or changed since are new; an ISO instant. */
  changedSince: string;
  /** Only orders that were placed since; undefined: all. */
  placedSince: Date | undefined;
  /** For the cursor, once the search is done. */
  searched: Searched;
}

/**
 * Which orders are to be searched for refunds now; undefined: none.
 *
 * @param last of the cursor; undefined where there was no search yet
 * @param placedSince orders that were placed before are never taken
 */
export function refundSearchOf(
  last: Searched | undefined,
  { now, placedSince }: { now: Date; placedSince: Date | undefined },
): RefundSearch | undefined {
  const isDue = (before: string, everyMs: number) => now.getTime() - Date.parse(before) >= everyMs;
  const since = (before: string) => new Date(Date.parse(before) - clockMs).toISOString();
  const nowIso = now.toISOString();
  const everything = { all: nowIso, recent: nowIso };
  if (!last) return { changedSince: new Date(0).toISOString(), placedSince, searched: everything };
  if (isDue(last.all, dayMs)) return { changedSince: since(last.all), placedSince, searched: everything };
  if (!isDue(last.recent, hourMs)) return undefined;
  const recent = Math.max(now.getTime() - recentMs, placedSince?.getTime() ?? 0);
  return {
    changedSince: since(last.recent),
    placedSince: new Date(recent),
    searched: { ...last, recent: nowIso },
  };
}

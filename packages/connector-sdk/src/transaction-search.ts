import { z } from 'zod';

// For shops in which a payment or refund does not change its order: orders are searched for them, the recent ones more often.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Orders that were placed within this time are searched every hour, older ones every day. */
const recentMs = 60 * dayMs;
/** The clock of the shop may be off by so much. */
const clockMs = 600_000;
/** A change gets its time so long before it can be read. */
const commitMs = 10_000;

/** When all orders, and the recent ones, were last searched: a part of a cursor. */
export const searchedSchema = z.object({ all: z.iso.datetime(), recent: z.iso.datetime() });
/** That part, as it is stored. */
export type Searched = z.infer<typeof searchedSchema>;

/** Which orders a shop is asked for, to find what was paid for them and given back. */
export interface TransactionSearch {
  /** What was made or changed since is new; an ISO instant. Undefined: all is. */
  changedSince: string | undefined;
  /** Only orders that were placed since; undefined: all. */
  placedSince: Date | undefined;
  /** For the cursor, once the search is done. */
  searched: Searched;
}

/**
 * Which orders are to be searched for payments and refunds now; undefined: none.
 *
 * @param last of the cursor; undefined where there was no search yet
 * @param now by the clock of the application, as the times of what it made are
 * @param placedSince orders that were placed before are never taken
 */
export function transactionSearchOf(
  last: Searched | undefined,
  { now, placedSince }: { now: Date; placedSince: Date | undefined },
): TransactionSearch | undefined {
  const isDue = (before: string, everyMs: number) => now.getTime() - Date.parse(before) >= everyMs;
  const since = (before: string) => new Date(Date.parse(before) - clockMs).toISOString();
  const nowIso = now.toISOString();
  const everything = { all: nowIso, recent: nowIso };
  // A clock that was set back says nothing about what was made since.
  const isAhead = last !== undefined && [last.all, last.recent].some((at) => Date.parse(at) - clockMs > now.getTime());
  if (!last || isAhead) return { changedSince: undefined, placedSince, searched: everything };
  if (isDue(last.all, dayMs)) return { changedSince: since(last.all), placedSince, searched: everything };
  if (!isDue(last.recent, hourMs)) return undefined;
  const recent = Math.max(now.getTime() - recentMs, placedSince?.getTime() ?? 0);
  return {
    changedSince: since(last.recent),
    placedSince: new Date(recent),
    searched: { ...last, recent: nowIso },
  };
}

/**
 * Whether an order is to be read for a payment or refund that a search finds: one that changed well after that was read with it.
 *
 * @param found.at when it was made or changed
 * @param found.orderChangedAt the time by which orders are read
 */
export function isMissed(
  { changedSince }: Pick<TransactionSearch, 'changedSince'>,
  { at, orderChangedAt }: { at: string; orderChangedAt: string },
): boolean {
  if (changedSince === undefined) return true;
  const ms = Date.parse(at);
  return ms >= Date.parse(changedSince) && ms > Date.parse(orderChangedAt) - commitMs;
}

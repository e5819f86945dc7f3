import type { RunCounts } from '@koppel/contracts';

export type CountedOutcome = Exclude<keyof RunCounts, 'read'>;

export function noCounts(): RunCounts {
  return { read: 0, created: 0, updated: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 };
}

/** A record ended in one way: it counts as read, and as that. */
export function count(counts: RunCounts, outcome: CountedOutcome): void {
  counts.read += 1;
  counts[outcome] += 1;
}

import type { Reply } from '../../lib/api/call.js';
import { formatDay } from '../../lib/format/format.js';

export type Day = Reply<'getStatistics'>['days'][number];

/** What is drawn of a day, from the foot of its bar to its top. */
export const outcomes = ['created', 'updated', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** Days as the bars of the chart. */
export function barsOf(days: Day[]) {
  return days.map(({ day, created, updated, failed }) => ({
    id: day,
    label: formatDay(day, 'short'),
    title: formatDay(day, 'long'),
    values: { created, updated, failed },
  }));
}

/** All days together. */
export function totalsOf(days: Day[]): Record<Outcome, number> {
  const sum = (outcome: Outcome) => days.reduce((total, day) => total + day[outcome], 0);
  return { created: sum('created'), updated: sum('updated'), failed: sum('failed') };
}

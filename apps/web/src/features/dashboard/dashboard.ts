import type { Application, Connection, DraftSummary } from '@koppel/contracts';
import type { Reply } from '../../shared/api/call.js';
import { formatDay } from '../../shared/format/format.js';
import { texts } from './texts.js';

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

type Budget = Reply<'listBudgets'>['items'][number];
const NEARLY = 0.8;
const GONE = 0.95;

/** What one connection has used of its limits. */
export interface BudgetLine {
  connection: Connection;
  day: Budget['day'];
  minute: Budget['minute'];
}

/** The connections whose applications name a limit, the most used first. */
export function budgetLines(budgets: Budget[], connections: Connection[]): BudgetLine[] {
  return budgets
    .flatMap(({ connectionId, day, minute }) => {
      const connection = connections.find(({ id }) => id === connectionId);
      return connection && (day || minute) ? [{ connection, day, minute }] : [];
    })
    .sort((one, other) => shareOf(other) - shareOf(one));
}

function shareOf({ day }: BudgetLine): number {
  return day && day.limit > 0 ? day.used / day.limit : 0;
}

/** How close a limit is. */
export function budgetTone({ used, limit }: { used: number; limit: number }): 'good' | 'warning' | 'danger' {
  if (used >= limit * GONE) return 'danger';
  return used >= limit * NEARLY ? 'warning' : 'good';
}

/** Whether a draft has content: a wizard that was only opened has none. */
export function isBegun(draft: DraftSummary): boolean {
  return draft.applicationIds.some((id) => id !== null) || draft.connectionIds.some((id) => id !== null);
}

/** `Exact Online – WooCommerce`, as far as they are chosen. */
export function draftTitle(draft: DraftSummary, applications: Application[]): string {
  return draft.applicationIds
    .map((wanted) => applications.find(({ id }) => id === wanted)?.name ?? wanted ?? texts.notChosen)
    .join(' – ');
}

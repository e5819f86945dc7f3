import type { Connection } from '@koppel/contracts';
import type { Reply } from '../../lib/api/call.js';

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

/** How near to its end a limit is. */
export function budgetTone({ used, limit }: { used: number; limit: number }): 'good' | 'warning' | 'danger' {
  if (used >= limit * GONE) return 'danger';
  return used >= limit * NEARLY ? 'warning' : 'good';
}

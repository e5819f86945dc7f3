import { recordOutcomes, runKinds, runStates, runTriggers } from '@koppel/contracts';
import { betweenDays, day, oneOf, searchReader, uuid } from '../../shared/page/search-params.js';

export const periods = ['day', 'week', 'month', 'dates'] as const;

/** What of the list of runs stands in the address. */
export const readRunsSearch = searchReader({
  integrationId: uuid(),
  flowId: uuid(),
  state: oneOf(runStates),
  kind: oneOf(runKinds),
  trigger: oneOf(runTriggers),
  period: oneOf(periods),
  /** Days, both counted in; only with the period `dates`. */
  from: day,
  until: day,
});
export type RunsSearch = ReturnType<typeof readRunsSearch>;

export const readRunSearch = searchReader({ outcome: oneOf(recordOutcomes) });

const HOUR_MS = 3_600_000;
const hours = { day: 24, week: 7 * 24, month: 30 * 24 } as const;

/** What to ask the server for. Periods begin at a full hour, so that the same question is not asked anew all the time. */
export function runListInput(search: RunsSearch, now: Date) {
  const { period, from, until, ...same } = search;
  if (period === undefined) return same;
  if (period !== 'dates') {
    const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
    return { ...same, from: new Date(hour - hours[period] * HOUR_MS).toISOString() };
  }
  return {
    ...same,
    ...betweenDays({ from, until }),
  };
}

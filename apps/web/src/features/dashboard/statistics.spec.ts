import { barsOf, totalsOf, type Day } from './statistics.js';

function aDay(changes: Partial<Day>): Day {
  const none = { created: 0, updated: 0, unchanged: 0, filtered: 0, failed: 0, runs: 0, failedRuns: 0 };
  return { day: '2026-11-23', ...none, ...changes };
}

it('draws what was written and what was not delivered, not what stayed the same', () => {
  expect(barsOf([aDay({ created: 3, updated: 2, failed: 1, unchanged: 900, filtered: 7 })])).toEqual([
    { id: '2026-11-23', label: '23 Nov', title: 'Mon 23 Nov', values: { created: 3, updated: 2, failed: 1 } },
  ]);
});

it('adds up all days', () => {
  const days = [aDay({ created: 3, failed: 1 }), aDay({ day: '2026-11-24', created: 4, updated: 5 })];
  expect(totalsOf(days)).toEqual({ created: 7, updated: 5, failed: 1 });
});

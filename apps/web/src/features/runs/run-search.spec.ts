import { readRunsSearch, runListInput } from './run-search.js';

const now = new Date('2026-03-10T12:34:56.000Z');

it('asks for a period that begins at a full hour', () => {
  expect(runListInput({ period: 'day', state: 'failed' }, now)).toEqual({
    state: 'failed',
    from: '2026-03-09T12:00:00.000Z',
  });
  expect(runListInput({ period: 'week' }, now)).toEqual({ from: '2026-03-03T12:00:00.000Z' });
});

it('counts the last day of chosen dates in', () => {
  const input = runListInput({ period: 'dates', from: '2026-02-27', until: '2026-02-28' }, now);
  expect(input).toEqual({
    from: new Date(2026, 1, 27).toISOString(),
    to: new Date(2026, 2, 1).toISOString(),
  });
});

it('asks for everything without a period', () => {
  expect(runListInput({ from: '2026-02-27' }, now)).toEqual({});
});

it('ignores what is mistyped in the address', () => {
  expect(readRunsSearch({ state: 'lost', flowId: 'x', period: 'week' })).toEqual({ period: 'week' });
});

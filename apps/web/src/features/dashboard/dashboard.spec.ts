import { type Application, connectionSchema, type Draft, draftSchema } from '@koppel/contracts';
import { barsOf, budgetLines, budgetTone, type Day, draftTitle, isBegun, totalsOf } from './dashboard.js';

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

const at = '2026-11-23T09:00:00Z';
const ids = ['1', '2', '3'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`);

function aConnection(id: string) {
  return connectionSchema.parse({
    id, applicationId: 'exact-online', displayTitle: id, state: 'ready', reason: null, fields: {}, secretsSet: [], testedAt: null, createdAt: at, updatedAt: at,
  }); // prettier-ignore
}

const connections = ids.map(aConnection);
const day = (used: number) => ({ limit: 5000, used, resetsAt: at });

it('puts the most used first and leaves out who names no limit', () => {
  const budgets = connections.map(({ id }, index) => ({
    connectionId: id,
    day: [day(100), null, day(4000)][index] ?? null,
    minute: null,
  }));
  expect(budgetLines(budgets, connections).map(({ connection }) => connection.id)).toEqual([ids[2], ids[0]]);
});

it('leaves out connections that were removed', () => {
  const [first] = connections;
  if (!first) throw new Error('no connection was made');
  expect(budgetLines([{ connectionId: first.id, day: day(1), minute: null }], [])).toEqual([]);
});

it.each([
  [0, 'good'],
  [79, 'good'],
  [80, 'warning'],
  [95, 'danger'],
  [120, 'danger'],
])('marks %i of 100 as %s', (used, tone) => {
  expect(budgetTone({ used, limit: 100 })).toBe(tone);
});

function aDraft(changes: Partial<Record<keyof Draft, unknown>> = {}): Draft {
  return draftSchema.parse({
    id: '11111111-1111-4111-8111-111111111111',
    step: 'applications',
    applicationIds: ['exact-online', null],
    connectionIds: [null, null],
    integrationId: null,
    values: {},
    startedBy: 'someone',
    createdAt: '2026-11-23T09:00:00Z',
    updatedAt: '2026-11-23T09:00:00Z',
    ...changes,
  });
}

it('offers no draft in which nothing was chosen', () => {
  expect(isBegun(aDraft())).toBe(true);
  expect(isBegun(aDraft({ step: 'welcome', applicationIds: [null, null] }))).toBe(false);
});

it('names a draft by its applications as far as they are chosen', () => {
  const catalog = [{ id: 'exact-online', name: 'Exact Online' }] as Application[];
  expect(draftTitle(aDraft(), catalog)).toBe('Exact Online – not chosen yet');
});

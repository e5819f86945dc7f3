import { connectionSchema } from '@koppel/contracts';
import { budgetLines, budgetTone } from './budget.js';

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

import type { WithdrawOperation } from './entity-writer.js';
import { withdrawArticles, type WithdrawPlan } from './withdraw-articles.js';

const left = { code: 'test.left', params: {} };
const operation = (targetKey: string): WithdrawOperation => ({ naturalKey: `N-${targetKey}`, targetKey, reason: left });

async function withdraw(
  operations: readonly WithdrawOperation[],
  plans: Record<string, WithdrawPlan<string>>,
  whenLeft: 'hide' | 'leave' = 'hide',
) {
  const calls: string[] = [];
  const outcomes = await withdrawArticles<string>(operations, {
    ...{ application: 'Shop', whenLeft },
    announce: (effects) => {
      for (const [key, each] of effects) calls.push(`announce ${key}: ${each.map(({ kind }) => kind).join()}`);
      return Promise.resolve();
    },
    plansOf: () => Promise.resolve(new Map(Object.entries(plans))),
    write: (writes, callsOf) => {
      calls.push(...writes.flatMap(({ targetKey = '' }) => callsOf(targetKey)));
      return Promise.resolve(writes.map(({ targetKey = '' }) => ({ status: 'written', targetKey })));
    },
  });
  return { calls, outcomes };
}

describe('articles that left', () => {
  const already = { done: 'hidden_already', effects: [{ kind: 'hidden' }] } as const;
  const due = { call: 'hide t-2', done: 'hidden', effects: [{ kind: 'hidden' }] } as const;

  it('are hidden in the calls that are needed, and each has its own outcome', async () => {
    const operations = ['t-1', 't-2', 't-3'].map(operation);
    const { calls, outcomes } = await withdraw(operations, { 't-1': already, 't-2': due });
    expect(calls).toEqual(['announce t-2: hidden', 'hide t-2']);
    expect(outcomes).toMatchObject([
      { targetKey: 't-1', notes: [{ code: 'products.hidden_already' }, left] },
      { targetKey: 't-2', notes: [{ code: 'products.hidden' }, left], effects: [{ kind: 'hidden' }] },
      { targetKey: null, notes: [{ code: 'products.gone' }, left] },
    ]);
    expect(outcomes[0]).not.toHaveProperty('effects');
  });

  it('were hidden by the call whose answer was lost, where they are hidden then', async () => {
    const { calls, outcomes } = await withdraw([{ ...operation('t-1'), isRepeated: true }], { 't-1': already });
    expect([calls, outcomes]).toMatchObject([
      [],
      [{ effects: [{ kind: 'hidden' }], notes: [{ code: 'products.hidden' }, left] }],
    ]);
  });

  it('are left where the settings say so, without a call', async () => {
    const { calls, outcomes } = await withdraw([operation('t-2')], { 't-2': due }, 'leave');
    expect([calls, outcomes]).toMatchObject([[], [{ targetKey: 't-2', notes: [{ code: 'products.left' }, left] }]]);
  });
});

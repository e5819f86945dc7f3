import { wholeRunCalls, writeCalls } from './estimate.js';
import type { NotedWrite } from './rehearsal.js';

const writes = (entity: NotedWrite['entity'], count: number): NotedWrite[] =>
  Array.from({ length: count }, () => ({ entity, operation: {} as NotedWrite['operation'] }));

describe('the estimate of calls', () => {
  it('counts the batches of each entity', () => {
    const all = [...writes('order', 7), ...writes('customer', 3)];
    expect(writeCalls(all, (entity) => (entity === 'order' ? 5 : 1))).toBe(5);
    expect(writeCalls([], () => 5)).toBe(0);
    expect(writeCalls(writes('price', 2), () => 0)).toBe(2);
  });

  it('grows with the total, and is not known without it', () => {
    const looked = { read: 100, lookedAt: 50, spent: { source: 2, target: 3 }, writes: 10 };
    expect(wholeRunCalls({ ...looked, total: 1_000 })).toEqual({ source: 20, target: 260 });
    expect(wholeRunCalls({ ...looked, total: 50 })).toEqual({ source: 2, target: 13 });
    expect(wholeRunCalls({ ...looked, total: null })).toBeNull();
    expect(wholeRunCalls({ total: 0, read: 0, lookedAt: 0, spent: { source: 1, target: 0 }, writes: 0 })).toEqual({
      source: 1,
      target: 0,
    });
  });
});

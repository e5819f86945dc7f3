import { wholeRunCalls, writeCalls, type PlannedWrite } from './estimate.js';

const writes = (entity: PlannedWrite['entity'], count: number): PlannedWrite[] =>
  Array.from({ length: count }, () => ({ entity, operation: {} as PlannedWrite['operation'] }));

describe('the estimate of calls', () => {
  it('counts the batches of each entity', () => {
    const all = [...writes('order', 7), ...writes('customer', 3)];
    expect(writeCalls(all, (entity) => (entity === 'order' ? 5 : 1))).toBe(5);
    expect(writeCalls([], () => 5)).toBe(0);
    expect(writeCalls(writes('price', 2), () => 0)).toBe(2);
  });

  it('grows with the total, and is not known without it', () => {
    const writesOf = (times: number) => Math.ceil(10 * times);
    const looked = { read: 100, pages: 1, lookedAt: 50, spent: { source: 2, target: 3 }, writesOf };
    expect(wholeRunCalls({ ...looked, total: 1_000 })).toEqual({ source: 20, target: 260 });
    expect(wholeRunCalls({ ...looked, total: 50 })).toEqual({ source: 2, target: 13 });
    expect(wholeRunCalls({ ...looked, total: null })).toBeNull();
    const nothing = { total: 0, read: 0, pages: 0, lookedAt: 0, spent: { source: 1, target: 0 }, writesOf: () => 0 };
    expect(wholeRunCalls(nothing)).toEqual({ source: 1, target: 0 });
  });

  it('fills the batches of a page, and sends what is left of each', () => {
    const looked = { read: 500, pages: 1, lookedAt: 50, spent: { source: 1, target: 0 } };
    const ofFew = (times: number) => writeCalls(writes('product', 3), () => 100, times);
    // 30 writes in each page of 500, where a batch takes 100.
    expect(wholeRunCalls({ ...looked, total: 5_000, writesOf: ofFew })?.target).toBe(10);
    const ofAll = (times: number) => writeCalls(writes('product', 50), () => 100, times);
    expect(wholeRunCalls({ ...looked, total: 5_000, writesOf: ofAll })?.target).toBe(50);
  });
});

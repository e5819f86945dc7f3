import type { SourcePage } from '@koppel/connector-sdk';
import type { FlowPlan } from './plan.js';
import { readPages } from './read.js';

function aPlan(read: () => AsyncIterable<SourcePage<unknown>>): FlowPlan {
  const context = { signal: new AbortController().signal };
  return { source: { reader: { read }, settings: {}, context } } as unknown as FlowPlan;
}
const options = { cursor: undefined, pageSize: 10 };

describe('reading the pages of a source', () => {
  it.each([
    [true, 2],
    [false, 1],
  ])('fetches one page ahead at most (%s)', async (readsAhead, expected) => {
    let fetched = 0;
    let wake = () => undefined as void;
    const isFetched = new Promise<void>((resolve) => (wake = resolve));
    const pages = readPages(
      aPlan(async function* () {
        for (;;) {
          fetched += 1;
          if (fetched === expected) wake();
          yield { records: [], cursor: fetched };
        }
      }),
      { ...options, readsAhead },
    );
    await expect(pages.next()).resolves.toMatchObject({ value: { cursor: 1 } });
    await isFetched;
    expect(fetched).toBe(expected);
    await expect(pages.next()).resolves.toMatchObject({ value: { cursor: 2 } });
    expect(fetched).toBeLessThanOrEqual(3);
    await pages.return();
  });

  it('gives the pages before an error first, and lets go of the source', async () => {
    let isClosed = false;
    const plan = aPlan(async function* () {
      try {
        yield { records: [], cursor: 1 };
        throw new Error('the source is down');
      } finally {
        isClosed = true;
      }
    });
    const pages = readPages(plan, { ...options, readsAhead: true });
    await expect(pages.next()).resolves.toMatchObject({ value: { cursor: 1 } });
    await expect(pages.next()).rejects.toThrow('the source is down');
    expect(isClosed).toBe(true);
  });
});

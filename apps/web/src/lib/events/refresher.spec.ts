import { jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createRefresher } from './refresher.js';

let queryClient: QueryClient;
let unsubscribe: (() => void)[] = [];

beforeEach(() => {
  jest.useFakeTimers();
  queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});
afterEach(() => {
  for (const end of unsubscribe) end();
  unsubscribe = [];
  queryClient.clear();
  jest.useRealTimers();
});

/** A query on the screen that counts how often it was read. */
async function shown(operationId: string, answer: unknown = {}) {
  const read = jest.fn(() => Promise.resolve(answer));
  const observer = new QueryObserver(queryClient, { queryKey: [operationId, {}], queryFn: read, staleTime: 60_000 });
  unsubscribe.push(observer.subscribe(() => undefined));
  await jest.advanceTimersByTimeAsync(10);
  return read;
}

describe('createRefresher', () => {
  it('reads what an event touched once per burst', async () => {
    const read = await shown('listRuns');
    const other = await shown('listConnections');
    const refresher = createRefresher(queryClient);
    await jest.advanceTimersByTimeAsync(2000);
    for (let count = 0; count < 50; count += 1) refresher.touch(['listRuns']);
    await jest.advanceTimersByTimeAsync(3000);
    expect(read).toHaveBeenCalledTimes(2);
    expect(other).toHaveBeenCalledTimes(1);
  });

  it('reads costly lists seldom while a long run goes on, and once more after it', async () => {
    const read = await shown('listIssueCauses');
    const refresher = createRefresher(queryClient);
    for (let count = 0; count < 900; count += 1) {
      refresher.touch(['listIssueCauses']);
      await jest.advanceTimersByTimeAsync(20);
    }
    const during = read.mock.calls.length;
    expect(during).toBeGreaterThan(3);
    expect(during).toBeLessThanOrEqual(5);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(during + 1);
  });

  it('lets a list of many pages rest longer', async () => {
    const read = await shown('listIssues', { pages: Array.from({ length: 20 }, () => ({})) });
    const refresher = createRefresher(queryClient);
    refresher.touch(['listIssues']);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('only marks what is not on the screen', async () => {
    const read = jest.fn(() => Promise.resolve({}));
    await queryClient.fetchQuery({ queryKey: ['listRuns', {}], queryFn: read });
    createRefresher(queryClient).touch(['listRuns']);
    await jest.advanceTimersByTimeAsync(2000);
    expect(read).toHaveBeenCalledTimes(1);
    expect(queryClient.getQueryState(['listRuns', {}])?.isInvalidated).toBe(true);
  });
});

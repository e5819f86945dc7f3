import { jest } from '@jest/globals';
import { type Run, runSchema } from '@koppel/contracts';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createRefresher, listen, readEvent, withProgress } from './listen.js';

const runId = '11111111-1111-4111-8111-111111111111';
const counts = { read: 10, created: 10, updated: 0, unchanged: 0, filtered: 0, failed: 0, held: 0 };

function aRun(changes: Partial<Run> = {}): Run {
  const run = runSchema.parse({
    id: runId,
    flowId: '22222222-2222-4222-8222-222222222222',
    integrationId: '33333333-3333-4333-8333-333333333333',
    entity: 'product',
    flowTitle: 'Products',
    kind: 'sync',
    trigger: 'manual',
    filterReasons: [],
    state: 'running',
    reason: null,
    counts,
    pages: 1,
    attempts: 1,
    queuedAt: '2026-11-23T09:00:00Z',
    startedAt: '2026-11-23T09:00:01Z',
    resumesAt: null,
    endedAt: null,
  });
  return { ...run, ...changes };
}

function progressed(read: number, id = runId): string {
  return JSON.stringify({
    specversion: '1.0',
    id: '44444444-4444-4444-8444-444444444444',
    source: '/flow-runner',
    type: 'flows.v1.run.progressed',
    subject: id,
    time: '2026-11-23T09:00:02Z',
    datacontenttype: 'application/json',
    organizationid: 'org',
    data: {
      runId: id,
      flowId: '22222222-2222-4222-8222-222222222222',
      integrationId: '33333333-3333-4333-8333-333333333333',
      entity: 'product',
      counts: { ...counts, read },
      pages: 2,
    },
  });
}

function anEvent(read: number, id?: string) {
  const event = readEvent('flows.v1.run.progressed', progressed(read, id));
  if (!event) throw new Error('the event was not read');
  return event;
}

describe('readEvent', () => {
  it('refuses what is no event', () => {
    expect(readEvent('flows.v1.run.progressed', 'ping')).toBeUndefined();
    expect(readEvent('flows.v1.run.completed', progressed(20))).toBeUndefined();
  });
});

describe('withProgress', () => {
  it('takes over newer counts', () => {
    expect(withProgress(aRun(), anEvent(20))).toMatchObject({ counts: { read: 20 }, pages: 2 });
  });
  it('ignores counts that come late', () => {
    expect(withProgress(aRun(), anEvent(5)).counts.read).toBe(10);
  });
  it('ignores another run', () => {
    const run = aRun();
    expect(withProgress(run, anEvent(20, '55555555-5555-4555-8555-555555555555'))).toBe(run);
  });
});

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

describe('listen', () => {
  /** A stream that the test opens; the environment of unit tests has none. */
  class TestEventSource {
    static opened: TestEventSource[] = [];
    onopen: (() => void) | undefined;
    onerror: (() => void) | undefined;
    constructor(readonly url: string) {
      TestEventSource.opened.push(this);
    }
    addEventListener(): void {}
    close(): void {}
  }
  const { EventSource: original } = globalThis;

  beforeEach(() => {
    TestEventSource.opened = [];
    Object.assign(globalThis, { EventSource: TestEventSource });
  });
  afterEach(() => Object.assign(globalThis, { EventSource: original }));

  it('reads what events keep again whenever the stream opens, as what happened before was missed', async () => {
    const read = await shown('getIssue');
    const edited = await shown('getDraft');
    const report = jest.fn();
    unsubscribe.push(listen(queryClient, report));
    const [stream] = TestEventSource.opened;
    stream?.onopen?.();
    await jest.advanceTimersByTimeAsync(2000);
    expect(read).toHaveBeenCalledTimes(2);
    stream?.onerror?.();
    stream?.onopen?.();
    await jest.advanceTimersByTimeAsync(2000);
    expect(read).toHaveBeenCalledTimes(3);
    expect(edited).toHaveBeenCalledTimes(1);
    expect(report.mock.calls).toEqual([[true], [false], [true]]);
  });
});

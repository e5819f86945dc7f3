import {
  apiPrefix,
  eventData,
  eventSchema,
  type EventType,
  eventTypes,
  type KoppelEvent,
  type OperationId,
  type Run,
} from '@koppel/contracts';
import type { Query, QueryClient } from '@tanstack/react-query';
import { language } from '../i18n/language.js';

/** Reads one server-sent event; undefined for what is no event of a known form. */
export function readEvent(type: EventType, data: string): KoppelEvent | undefined {
  try {
    const parsed = eventSchema(type, eventData[type]).safeParse(JSON.parse(data));
    return parsed.success ? (parsed.data as KoppelEvent) : undefined;
  } catch {
    return undefined;
  }
}

const runs = ['listRuns', 'getRun', 'listRunLog', 'listFlowSummaries'] as const;
const records = ['listRunRecords', 'searchRecords', 'getRecord', 'listRecordLinks'] as const;
const numbers = ['getStatistics', 'listBudgets'] as const;
const ended = [...runs, ...records, ...numbers, 'getPreview'] as const;
const issues = [
  'listIssues',
  'getIssue',
  'listIssueCauses',
  'listFlowSummaries',
  'searchRecords',
  'getRecord',
] as const;

/** Operations whose data is stale after an event. The counts of a running run are applied directly. */
export const touched: Record<EventType, readonly OperationId[]> = {
  'flows.v1.run.queued': runs,
  'flows.v1.run.started': runs,
  'flows.v1.run.progressed': [...numbers, 'listRunLog', 'listRunRecords'],
  'flows.v1.run.waiting': [...runs, ...numbers],
  'flows.v1.run.completed': ended,
  'flows.v1.run.failed': ended,
  'flows.v1.run.cancelled': ended,
  'flows.v1.records.delivered': records,
  'flows.v1.issue.opened': issues,
  'flows.v1.issue.resolved': issues,
  'connections.v1.connection.changed': ['listConnections', 'getConnection', 'listBudgets'],
  'settings.v1.flow.changed': [
    ...(['listIntegrations', 'getIntegration', 'getFlow', 'checkFlow', 'listFlowVersions'] as const),
    ...(['listFlowSummaries', 'listPackageUpdates'] as const),
  ],
};

const keptByEvents = [...new Set(Object.values(touched).flat())];

/** The run with an event's counts; a late event never lowers them. */
export function withProgress(run: Run, event: KoppelEvent): Run {
  const data = event.data as Partial<{ runId: string; counts: Run['counts']; pages: number }>;
  if (data.runId !== run.id || !data.counts || data.counts.read < run.counts.read) return run;
  return { ...run, counts: data.counts, pages: Math.max(run.pages, data.pages ?? 0) };
}

/** Events come in bursts; stale queries are refetched once per burst. */
const GATHER_MS = 400;

/** Minimum interval between refetches of a query while events keep coming. */
const QUICK_MS = 1000;
const SLOW_MS = 5000;

/** Operations that a run touches with every page, and those that are expensive for the server. */
const slow: ReadonlySet<OperationId> = new Set([
  'getStatistics',
  'listBudgets',
  'listIssueCauses',
  'listIssues',
  'listRecordLinks',
  'listRunLog',
  'listRunRecords',
  'searchRecords',
  'getRecord',
]);

/** A refetch of a list reads all of its pages, so the interval grows with their number. */
function restMs(query: Query): number {
  const [operationId] = query.queryKey as [OperationId];
  const { pages } = Object(query.state.data) as { pages?: unknown[] };
  return (slow.has(operationId) ? SLOW_MS : QUICK_MS) * Math.max(1, pages?.length ?? 1);
}

export interface Refresher {
  /** Marks the queries of these operations as stale. */
  touch: (operationIds: readonly OperationId[]) => void;
  stop: () => void;
}

/** Refetches queries that events made stale: soon after the first event, then at most at the query's interval. */
export function createRefresher(queryClient: QueryClient): Refresher {
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = () => {
    timer = undefined;
    let nextMs = Infinity;
    for (const hash of touched) {
      const query = queryClient.getQueryCache().get(hash);
      const waitMs = query?.isActive() ? query.state.dataUpdatedAt + restMs(query) - Date.now() : 0;
      if (waitMs > 0) {
        nextMs = Math.min(nextMs, waitMs);
        continue;
      }
      touched.delete(hash);
      if (query) void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
    if (touched.size > 0) timer = setTimeout(refresh, nextMs);
  };

  return {
    touch(operationIds) {
      if (operationIds.length === 0) return;
      const queries = queryClient.getQueryCache().findAll({
        predicate: ({ queryKey }) => operationIds.some((operationId) => operationId === queryKey[0]),
      });
      for (const { queryHash } of queries) touched.add(queryHash);
      if (touched.size > 0) timer ??= setTimeout(refresh, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** A browser does not reconnect when the server refuses the stream, so it is reopened here. */
const REOPEN_MS = 5000;

/** Listens to the server's events and reports whether the stream is open; returns the function that stops it. */
export function listen(queryClient: QueryClient, report: (isLive: boolean) => void): () => void {
  const refresher = createRefresher(queryClient);
  const take = (event: KoppelEvent) => {
    applyProgress(queryClient, event);
    refresher.touch(touched[event.type]);
  };
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`${apiPrefix}/events?language=${language}`);
    for (const type of eventTypes) {
      source.addEventListener(type, (message: MessageEvent<string>) => {
        const event = readEvent(type, message.data);
        if (event) take(event);
      });
    }
    source.onopen = () => {
      report(true);
      // What the page read before the stream was open may have changed since, without an event that it could see.
      refresher.touch(keptByEvents);
    };
    source.onerror = () => {
      report(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    refresher.stop();
    source.close();
  };
}

function applyProgress(queryClient: QueryClient, event: KoppelEvent): void {
  if (!('runId' in event.data)) return;
  queryClient.setQueryData<Run>(['getRun', { runId: event.data.runId }], (run) => run && withProgress(run, event));
}

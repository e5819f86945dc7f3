import type { OperationId } from '@koppel/contracts';
import type { Query, QueryClient } from '@tanstack/react-query';

/** Events come in bursts; what they touch is read again once per burst. */
const GATHER_MS = 400;

/** How long one answer of a query is good enough while events keep coming. */
const QUICK_MS = 1000;
const SLOW_MS = 5000;

/** What a run touches with every record or page, and what costs the server something to count. */
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

/** A list that was scrolled far reads all of its pages again, so it rests the longer the more it has. */
function restMs(query: Query): number {
  const [operationId] = query.queryKey as [OperationId];
  const { pages } = Object(query.state.data) as { pages?: unknown[] };
  return (slow.has(operationId) ? SLOW_MS : QUICK_MS) * Math.max(1, pages?.length ?? 1);
}

export interface Refresher {
  /** These operations would answer otherwise now. */
  touch: (operationIds: readonly OperationId[]) => void;
  stop: () => void;
}

/** Reads queries again that events have made stale: soon after the first event, then at the query's own pace. */
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

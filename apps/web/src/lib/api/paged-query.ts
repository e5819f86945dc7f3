import { useInfiniteQuery } from '@tanstack/react-query';
import { call, type Input, type Reply } from './call.js';

type PagedOperation = 'listRuns' | 'listIssues' | 'listRecordLinks';
type Item<Id extends PagedOperation> = Reply<Id>['items'][number];

const PAGE_LIMIT = 50;

/** A list that comes in pages, as one array that grows. */
export function usePagedQuery<Id extends PagedOperation>(operationId: Id, input: Omit<Input<Id>, 'limit' | 'after'>) {
  return useInfiniteQuery({
    queryKey: [operationId, input, 'paged'],
    queryFn: async ({ pageParam, signal }) => {
      const request = { ...input, limit: PAGE_LIMIT, after: pageParam } as Input<Id>;
      return call(operationId, request, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    select: ({ pages }): Item<Id>[] => pages.flatMap(({ items }) => items as Item<Id>[]),
  });
}

import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call, type Input, type Reply } from '../api/call.js';
import { apiQuery } from '../api/queries.js';

type ListOperation =
  'listAuditEntries' | 'listRuns' | 'listIssues' | 'listRunRecords' | 'searchRecords' | 'listWebhookDeliveries';
export type ItemOf<Id extends ListOperation> = Reply<Id>['items'][number];
type ListInput<Id extends ListOperation> = Omit<Input<Id>, 'limit' | 'after'>;

/** The first page comes fast, the following ones are few. */
const FIRST_LIMIT = 50;
const NEXT_LIMIT = 200;

export interface ListOptions {
  /** Asks for changes so often, besides what events tell; false for never. */
  pollMs?: number | false;
  /** `oldest`: what is new comes at the end, and only while it grows. */
  order?: 'newest' | 'oldest';
}

/**
 * A list of any length that is read as one scrolls. While it is short it follows what changes; once it is long it only says that it
 * changed, because reading it all again would cost hundreds of requests and move the rows under the reader.
 */
export function useList<Id extends ListOperation>(
  operationId: Id,
  input: ListInput<Id>,
  { pollMs = false, order = 'newest' }: ListOptions = {},
): List<ItemOf<Id>> {
  const isGrowing = order === 'oldest' && pollMs !== false;
  const list = useInfiniteQuery({
    queryKey: listKey(operationId, input),
    queryFn: async ({ pageParam, signal }) => {
      const limit = pageParam === undefined ? FIRST_LIMIT : NEXT_LIMIT;
      const request = { ...input, limit, after: pageParam } as Input<Id>;
      return (await call(operationId, request, { signal })) as ListPage<ItemOf<Id>>;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    select: allItems<ItemOf<Id>>,
    // Comparing 100,000 records field by field at every page would make the page stutter.
    structuralSharing: false,
    // After a cut in the event stream everything is read again; of a long list that would be every page of it.
    enabled: ({ state }) => state.data === undefined || isShort(state.data),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: ({ state }) => (isGrowing && isShort(state.data) ? pollMs : false),
  });
  useLastLook(isGrowing, list.refetch);
  const isOutdated = useHead({ operationId, input, pollMs, isWatched: order === 'newest' && list.isSuccess }, list);
  return {
    rows: list.data,
    error: list.error,
    isPending: list.isPending,
    isOutdated,
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    // Their identity stays the same between renders.
    loadMore: list.fetchNextPage,
    reload: list.refetch,
  };
}

/** What a table needs of a list. */
export interface List<Item> {
  rows: Item[] | undefined;
  error: Error | null;
  isPending: boolean;
  /** It changed since it was loaded, and is too long to be read again by itself. */
  isOutdated: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => Promise<unknown>;
  reload: () => Promise<unknown>;
}

function listKey(operationId: ListOperation, input: object) {
  // Not under the operation itself: events would read every page again.
  return ['list', operationId, input] as const;
}

/** When what grew has ended, its end is read once more. */
function useLastLook(isGrowing: boolean, refetch: () => unknown): void {
  const wasGrowing = useRef(isGrowing);
  useEffect(() => {
    if (wasGrowing.current && !isGrowing) void refetch();
    wasGrowing.current = isGrowing;
  }, [isGrowing, refetch]);
}

interface Watched<Id extends ListOperation> {
  operationId: Id;
  input: ListInput<Id>;
  pollMs: number | false;
  isWatched: boolean;
}

interface Loaded {
  data: unknown[] | undefined;
  dataUpdatedAt: number;
  isFetching: boolean;
  refetch: () => unknown;
}

/** Watches the beginning of a list, which events keep up to date. Gives whether the list is older than that. */
function useHead<Id extends ListOperation>(
  { operationId, input, pollMs, isWatched }: Watched<Id>,
  { data, dataUpdatedAt, isFetching, refetch }: Loaded,
): boolean {
  const head = useQuery({
    ...apiQuery(operationId, { ...input, limit: FIRST_LIMIT } as Input<Id>),
    enabled: isWatched,
    refetchInterval: pollMs,
  });
  const loaded = data && { items: data.slice(0, FIRST_LIMIT), next: null };
  const isOutdated =
    head.dataUpdatedAt > dataUpdatedAt && isOvertaken(loaded, head.data as ListPage<unknown> | undefined);
  const isRefreshed = isOutdated && !isFetching && data !== undefined && data.length <= FIRST_LIMIT + NEXT_LIMIT * 2;
  useEffect(() => {
    if (isRefreshed) void refetch();
  }, [isRefreshed, refetch]);
  return isOutdated && !isRefreshed && !isFetching;
}

/** Puts a changed item into every list that shows it. */
export function patchLists<Id extends 'listRuns' | 'listIssues'>(
  queryClient: QueryClient,
  operationId: Id,
  changed: ItemOf<Id>,
): void {
  queryClient.setQueriesData<InfiniteData<ListPage<ItemOf<Id>>, string | undefined>>(
    { queryKey: ['list', operationId] },
    (data) => data && withItem(data, changed),
  );
}

/** Reads the lists of an operation from their beginning again, after something that changed many rows. */
export function resetLists(queryClient: QueryClient, operationId: ListOperation): Promise<void> {
  return queryClient.resetQueries({ queryKey: ['list', operationId] });
}

/** What a page of a list says that comes in pages. */
export interface ListPage<Item> {
  items: Item[];
  next: string | null;
}

/** So many pages are read again by themselves; a longer list would cost too many requests and moves under the reader. */
const MAX_REFRESHED = 3;

/** What most rows are known by. */
export function idOf({ id }: { id: string }): string {
  return id;
}

/** One array of what came in pages. */
export function allItems<Item>({ pages }: { pages: ListPage<Item>[] }): Item[] {
  return pages.flatMap(({ items }) => items);
}

export function isShort(data: { pages: unknown[] } | undefined): boolean {
  return data !== undefined && data.pages.length <= MAX_REFRESHED;
}

/** Whether what now stands first in a list is not what was loaded. */
export function isOvertaken<Item>(loaded: ListPage<Item> | undefined, now: ListPage<Item> | undefined): boolean {
  return loaded !== undefined && now !== undefined && JSON.stringify(loaded.items) !== JSON.stringify(now.items);
}

/** The pages with one item changed, wherever it stands. */
export function withItem<Item extends { id: string }, Data extends { pages: ListPage<Item>[] }>(
  data: Data,
  changed: Item,
): Data {
  const pages = data.pages.map((page) =>
    page.items.some(({ id }) => id === changed.id)
      ? { ...page, items: page.items.map((item) => (item.id === changed.id ? changed : item)) }
      : page,
  );
  return { ...data, pages };
}

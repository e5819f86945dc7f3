import type { OperationId } from '@koppel/contracts';
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input, type Reply } from './call.js';
import type { ProblemError } from './problem.js';

/** The query of an operation: its key is the operation and its input, so that events can find it. */
export function apiQuery<Id extends OperationId>(
  operationId: Id,
  input: Input<Id>,
  options: { freshMs?: number } = {},
) {
  return queryOptions<Reply<Id>, ProblemError, Reply<Id>, readonly [Id, Input<Id>]>({
    queryKey: [operationId, input],
    queryFn: ({ signal }) => call(operationId, input, { signal }),
    ...(options.freshMs !== undefined && { staleTime: options.freshMs }),
  });
}

/** The query of a list that is read to its end; its pages are there because one answer could not hold them all. */
export function wholeListQuery<Id extends 'listIntegrations'>(operationId: Id, input: Input<Id>) {
  return queryOptions<{ items: Reply<Id>['items'] }, ProblemError>({
    queryKey: [operationId, input],
    queryFn: async ({ signal }) => {
      const items: Reply<Id>['items'] = [];
      let after: string | undefined;
      do {
        const page = await call(operationId, { ...input, after }, { signal });
        items.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return { items };
    },
  });
}

/** Refetches the queries of these operations, whatever their input. */
export function refresh(queryClient: QueryClient, operationIds: readonly OperationId[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => operationIds.some((operationId) => operationId === queryKey[0]),
  });
}

/** The mutation of an operation; it succeeds after the queries it changes are refetched. */
export function useOperation<Id extends OperationId>(
  operationId: Id,
  options: { refreshes?: readonly OperationId[]; onSuccess?: (reply: Reply<Id>) => void } = {},
) {
  const queryClient = useQueryClient();
  return useMutation<Reply<Id>, ProblemError, Input<Id>>({
    mutationKey: [operationId],
    mutationFn: (input) => call(operationId, input),
    onSuccess: async (reply) => {
      if (options.refreshes) await refresh(queryClient, options.refreshes);
      options.onSuccess?.(reply);
    },
  });
}

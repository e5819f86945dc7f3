import { Spinner, Stack } from '@koppel/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue, type ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.js';
import { texts } from './texts.js';

export interface QueryViewProps<Data> {
  query: UseQueryResult<Data>;
  /** While nothing is there; as high as what comes, where something stands below it. */
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** A query's data once there; what was loaded stays in sight when reading it again fails. */
export function QueryView<Data>({ query, loading = <Loading />, children }: QueryViewProps<Data>) {
  // React shows large data in small pieces, so that the page answers meanwhile.
  const data = useDeferredValue(query.data);
  const problem = query.isError && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (data === undefined) return problem || loading;
  return problem ? (
    <Stack>
      {problem}
      {children(data)}
    </Stack>
  ) : (
    <>{children(data)}</>
  );
}

export function Loading() {
  return (
    <div className="flex justify-center py-16">
      <Spinner size="lg" label={texts.loading} />
    </div>
  );
}

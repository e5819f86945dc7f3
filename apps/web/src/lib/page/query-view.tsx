import { Spinner, Stack } from '@koppel/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.js';
import { texts } from './texts.js';

export interface QueryViewProps<Data> {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}

/** A query's data once there; what was loaded stays in sight when reading it again fails. */
export function QueryView<Data>({ query, children }: QueryViewProps<Data>) {
  const problem = query.isError && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return problem || <Loading />;
  return problem ? (
    <Stack>
      {problem}
      {children(query.data)}
    </Stack>
  ) : (
    <>{children(query.data)}</>
  );
}

export function Loading() {
  return (
    <div className="flex justify-center py-16">
      <Spinner size="lg" label={texts.loading} />
    </div>
  );
}

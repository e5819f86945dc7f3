import { Alert, Button, Spinner, Stack } from '@koppel/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue } from 'react';
import { toProblem } from '../api/problem.js';
import { texts } from './texts.js';

export interface ProblemAlertProps {
  error: unknown;
  onRetry?: () => void;
  actions?: ReactNode;
}

/** What went wrong, in the server's words; nothing while there is no error. */
export function ProblemAlert({ error, onRetry, actions }: ProblemAlertProps) {
  if (!error) return null;
  const problem = toProblem(error);
  const retry = onRetry && (
    <Button key="retry" size="sm" onClick={onRetry}>
      {texts.tryAgain}
    </Button>
  );
  return (
    <Alert tone="danger" title={problem.title} actions={retry || actions ? [retry, actions] : undefined}>
      {problem.message !== problem.title && <p>{problem.message}</p>}
      {problem.fieldProblems.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {problem.fieldProblems.map(({ path, message }) => (
            <li key={path}>{path ? `${path}: ${message}` : message}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

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

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

/** Shows an error as the server describes it; nothing without an error. */
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
  /** Shown until data arrives; as high as the content when something follows below it. */
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Shows a query's data; loaded data stays visible when a refetch fails. */
export function QueryView<Data>({ query, loading = <Loading />, children }: QueryViewProps<Data>) {
  // Deferred, so that the page stays responsive while React renders large data.
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

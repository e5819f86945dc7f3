import { Alert, Button, Spinner } from '@koppel/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, use, useDeferredValue } from 'react';
import { toProblem } from '../api/problem.js';
import { FieldTitles, fieldProblemTexts } from './field-titles.js';
import { texts } from './texts.js';

export interface ProblemAlertProps {
  error: unknown;
  onRetry?: () => void;
  actions?: ReactNode;
  /** Whether what is wrong with the field at a path stands at the field itself. */
  isAtField?: (path: string) => boolean;
}

/** Shows an error as the server describes it; nothing without an error. */
export function ProblemAlert({ error, onRetry, actions, isAtField = () => false }: ProblemAlertProps) {
  const titleOf = use(FieldTitles);
  if (!error) return null;
  const problem = toProblem(error);
  const listed = fieldProblemTexts(problem, titleOf).filter(({ path }) => !isAtField(path));
  const retry = onRetry && (
    <Button key="retry" size="sm" onClick={onRetry}>
      {texts.tryAgain}
    </Button>
  );
  return (
    <Alert tone="danger" title={problem.title} actions={retry || actions ? [retry, actions] : undefined}>
      {problem.message !== problem.title && <p>{problem.message}</p>}
      {listed.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {listed.map(({ path, text }) => (
            <li key={path}>{text}</li>
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
  // The content keeps its place in the tree: what is typed in it, or was just said, outlives a refetch that fails.
  return (
    <>
      {problem && <div className="mb-4">{problem}</div>}
      {children(data)}
    </>
  );
}

export function Loading() {
  return (
    <div className="flex justify-center py-16">
      <Spinner size="lg" label={texts.loading} />
    </div>
  );
}

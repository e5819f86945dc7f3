import { Alert, Button } from '@koppel/ui';
import type { ReactNode } from 'react';
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
            <li key={path}>{message}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

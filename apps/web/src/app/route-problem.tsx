import { Button, EmptyState } from '@koppel/ui';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ProblemAlert } from '../lib/page/problem-alert.js';
import { texts } from '../lib/page/texts.js';

/** A page that could not be shown. */
export function RouteProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <div className="mx-auto max-w-2xl p-6">
      <ProblemAlert error={error} onRetry={() => void router.invalidate()} />
    </div>
  );
}

export function NotFound() {
  return (
    <div className="mx-auto max-w-2xl p-6">
      <EmptyState
        title={texts.notFoundTitle}
        actions={
          <Button asChild>
            <Link to="/">{texts.toDashboard}</Link>
          </Button>
        }
      >
        {texts.notFound}
      </EmptyState>
    </div>
  );
}

import { Button } from '@koppel/ui';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { toProblem } from '../api/problem.js';
import { Page } from './page.js';
import { ProblemAlert } from './problem-alert.js';
import { texts } from './texts.js';

/** What could not be shown inside a page's frame. */
export function RouteProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <ProblemAlert error={error} onRetry={() => void router.invalidate()} />;
}

/** The frame itself could not be shown. */
export function FrameProblem(props: ErrorComponentProps) {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Page title={toProblem(props.error).title} />
      <RouteProblem {...props} />
    </main>
  );
}

export function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-2xl content-center p-6">
      <Page title={texts.notFoundTitle} description={texts.notFound} />
      <div>
        <Button variant="primary" asChild>
          <Link to="/">{texts.toDashboard}</Link>
        </Button>
      </div>
    </main>
  );
}

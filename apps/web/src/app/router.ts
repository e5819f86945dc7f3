import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { accountRoute, secondFactorRoute } from '../features/account/account.routes.js';
import { apiKeysRoute } from '../features/api-keys/api-keys.routes.js';
import { auditRoute } from '../features/audit/audit.routes.js';
import { connectionRoutes } from '../features/connections/connections.routes.js';
import { dashboardRoutes } from '../features/dashboard/dashboard.routes.js';
import { integrationRoutes } from '../features/integrations/integrations.routes.js';
import { issueRoutes } from '../features/issues/issues.routes.js';
import { manualRoutes } from '../features/manuals/manuals.routes.js';
import { notificationsRoute } from '../features/notifications/notifications.routes.js';
import { organizationsRoute } from '../features/organizations/organizations.routes.js';
import { peopleRoutes } from '../features/people/people.routes.js';
import { recordRoutes } from '../features/records/records.routes.js';
import { runRoutes } from '../features/runs/runs.routes.js';
import { signInRoutes } from '../features/sign-in/sign-in.routes.js';
import { webhookRoutes } from '../features/webhooks/webhooks.routes.js';
import { wizardRoutes } from '../features/wizard/wizard.routes.js';
import { ProblemError } from '../shared/api/problem.js';
import { signedOut } from '../shared/api/signed-out.js';
import { NotFound, RouteProblem } from '../shared/page/page.js';
import { Loading } from '../shared/page/query-view.js';
import { sessionQuery } from '../shared/session/session.js';
import { consoleRoute } from '../shared/shell/console-route.js';
import { rootRoute } from '../shared/shell/root-route.js';

const MAX_RETRIES = 2;
const FRESH_MS = 10_000;

/**
 * Data is fresh for a moment; refused requests are not retried, unanswered ones are. `onSessionChange` is
 * called when the session opens less than before, unless a dialog prompts to sign in again.
 */
export function createQueryClient(onSessionChange: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (!(error instanceof ProblemError)) return;
    // Required while the person was at work: asked anew, the session says so.
    if (error.code === 'request.second_factor_required')
      void queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(onSessionChange, () => undefined);
    if (error.code !== 'request.unauthenticated' || signedOut.hasDialog) return;
    queryClient.setQueryData(sessionQuery.queryKey, null);
    onSessionChange();
  };
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) =>
          failures < MAX_RETRIES && error instanceof ProblemError && error.code === 'service.unavailable',
      },
    },
  });
  return queryClient;
}

export const queryClient = createQueryClient(() => void router.invalidate());

const routeTree = rootRoute.addChildren([
  ...signInRoutes,
  secondFactorRoute,
  wizardRoutes,
  consoleRoute.addChildren([
    ...dashboardRoutes,
    ...integrationRoutes,
    ...runRoutes,
    ...recordRoutes,
    ...issueRoutes,
    ...connectionRoutes,
    ...webhookRoutes,
    ...manualRoutes,
    ...peopleRoutes,
    accountRoute,
    apiKeysRoute,
    auditRoute,
    notificationsRoute,
    organizationsRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: RouteProblem,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

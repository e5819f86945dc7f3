import { createRouter } from '@tanstack/react-router';
import { connectionRoutes } from '../features/connections/connections.routes.js';
import { dashboardRoutes } from '../features/dashboard/dashboard.routes.js';
import { integrationRoutes } from '../features/integrations/integrations.routes.js';
import { issueRoutes } from '../features/issues/issues.routes.js';
import { manualRoutes } from '../features/manuals/manuals.routes.js';
import { recordRoutes } from '../features/records/records.routes.js';
import { runRoutes } from '../features/runs/runs.routes.js';
import { signInRoute } from '../features/sign-in/sign-in.routes.js';
import { webhookRoutes } from '../features/webhooks/webhooks.routes.js';
import { wizardRoutes } from '../features/wizard/wizard.routes.js';
import { Loading } from '../lib/page/query-view.js';
import { NotFound, RouteProblem } from '../lib/page/route-problem.js';
import { consoleRoute } from '../lib/shell/console-route.js';
import { rootRoute } from '../lib/shell/root-route.js';
import { createQueryClient } from './query-client.js';

export const queryClient = createQueryClient(() => void router.invalidate());

const routeTree = rootRoute.addChildren([
  signInRoute,
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

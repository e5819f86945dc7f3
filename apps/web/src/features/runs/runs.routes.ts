import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';
import { readRunSearch, readRunsSearch } from './run-search.js';

const runsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/runs',
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import('./runs-page.js'), 'RunsPage'),
});

const runRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/runs/$runId',
  validateSearch: readRunSearch,
  component: lazyRouteComponent(() => import('./run-page.js'), 'RunPage'),
});

export const runRoutes = [runsRoute, runRoute] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';

const peopleRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('./people-page.js'), 'PeoplePage'),
});

export const peopleRoutes = [peopleRoute] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';

const dashboardRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./dashboard-page.js'), 'DashboardPage'),
});

export const dashboardRoutes = [dashboardRoute] as const;

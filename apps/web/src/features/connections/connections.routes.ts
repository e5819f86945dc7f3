import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';

const connectionsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/connections',
  component: lazyRouteComponent(() => import('./connections-page.js'), 'ConnectionsPage'),
});

const connectionRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/connections/$connectionId',
  component: lazyRouteComponent(() => import('./connection-page.js'), 'ConnectionPage'),
});

export const connectionRoutes = [connectionsRoute, connectionRoute] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';

export const organizationsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/organizations',
  component: lazyRouteComponent(() => import('./organizations-page.js'), 'OrganizationsPage'),
});

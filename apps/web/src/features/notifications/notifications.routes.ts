import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';

export const notificationsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./notifications-page.js'), 'NotificationsPage'),
});

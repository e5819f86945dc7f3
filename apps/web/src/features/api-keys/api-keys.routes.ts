import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';

export const apiKeysRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./api-keys-page.js'), 'ApiKeysPage'),
});

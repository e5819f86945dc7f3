import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';

const manualsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/manuals',
  component: lazyRouteComponent(() => import('./manuals-page.js'), 'ManualsPage'),
});

const manualRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/manuals/$applicationId',
  component: lazyRouteComponent(() => import('./manual-page.js'), 'ManualPage'),
});

export const manualRoutes = [manualsRoute, manualRoute] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../lib/shell/console-route.js';

const integrationsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/integrations',
  component: lazyRouteComponent(() => import('./integrations-page.js'), 'IntegrationsPage'),
});

const integrationRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/integrations/$integrationId',
  component: lazyRouteComponent(() => import('./integration-page.js'), 'IntegrationPage'),
});

export const integrationRoutes = [integrationsRoute, integrationRoute] as const;

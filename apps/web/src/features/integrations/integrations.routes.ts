import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { healthLevels } from '../../lib/integration/health-levels.js';
import { oneOf, searchReader, text } from '../../lib/search/search.js';
import { consoleRoute } from '../../lib/shell/console-route.js';
import { sortings } from './sortings.js';

const readSearch = searchReader({ text, health: oneOf(healthLevels), sorting: oneOf(sortings) });

const integrationsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/integrations',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./integrations-page.js'), 'IntegrationsPage'),
});

const integrationRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/integrations/$integrationId',
  component: lazyRouteComponent(() => import('./integration-page.js'), 'IntegrationPage'),
});

const flowsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./flows-part.js'), 'FlowsPart'),
});

const runsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/runs',
  component: lazyRouteComponent(() => import('./runs-part.js'), 'RunsPart'),
});

const manageRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/manage',
  component: lazyRouteComponent(() => import('./manage-part.js'), 'ManagePart'),
});

const flowRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/integrations/$integrationId/flows/$flowId',
  component: lazyRouteComponent(() => import('./flow-page.js'), 'FlowPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => flowRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./settings-part.js'), 'SettingsPart'),
});

const previewRoute = createRoute({
  getParentRoute: () => flowRoute,
  path: '/preview',
  component: lazyRouteComponent(() => import('./preview-part.js'), 'PreviewPart'),
});

const historyRoute = createRoute({
  getParentRoute: () => flowRoute,
  path: '/history',
  component: lazyRouteComponent(() => import('./history-part.js'), 'HistoryPart'),
});

const hookRoute = createRoute({
  getParentRoute: () => flowRoute,
  path: '/hook',
  component: lazyRouteComponent(() => import('./hook-part.js'), 'HookPart'),
});

export const integrationRoutes = [
  integrationsRoute,
  integrationRoute.addChildren([flowsRoute, runsRoute, manageRoute]),
  flowRoute.addChildren([settingsRoute, previewRoute, historyRoute, hookRoute]),
] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { healthLevels } from '../../entities/integration/health-level.js';
import { oneOf, searchReader, text } from '../../shared/page/search-params.js';
import { consoleRoute } from '../../shared/shell/console-route.js';
import { sortings } from './integration-filter.js';

const readSearch = searchReader({ text, health: oneOf(healthLevels), sorting: oneOf(sortings) });

/** `setting`: where the form opens. */
const readSettingSearch = searchReader({ setting: text });

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
  component: lazyRouteComponent(() => import('./integration-parts.js'), 'RunsPart'),
});

const manageRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/manage',
  component: lazyRouteComponent(() => import('./integration-parts.js'), 'ManagePart'),
});

const flowRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/integrations/$integrationId/flows/$flowId',
  component: lazyRouteComponent(() => import('./flow-page.js'), 'FlowPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => flowRoute,
  path: '/',
  validateSearch: readSettingSearch,
  component: lazyRouteComponent(() => import('./flow-parts.js'), 'SettingsPart'),
});

const previewRoute = createRoute({
  getParentRoute: () => flowRoute,
  path: '/preview',
  component: lazyRouteComponent(() => import('./flow-parts.js'), 'PreviewPart'),
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

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';
import { readRecordSearch, readRecordsSearch } from './record-search.js';

const recordsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/records',
  validateSearch: readRecordsSearch,
  component: lazyRouteComponent(() => import('./records-page.js'), 'RecordsPage'),
});

const recordRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/records/$flowId/$entity/$sourceKey',
  validateSearch: readRecordSearch,
  component: lazyRouteComponent(() => import('./record-page.js'), 'RecordPage'),
});

export const recordRoutes = [recordsRoute, recordRoute] as const;

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { consoleRoute } from '../../shared/shell/console-route.js';
import { readAuditSearch } from './audit-search.js';

export const auditRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/audit-log',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./audit-page.js'), 'AuditPage'),
});

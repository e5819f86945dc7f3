import { issueStates } from '@koppel/contracts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, searchReader, text, uuid } from '../../shared/page/search-params.js';
import { consoleRoute } from '../../shared/shell/console-route.js';

const readIssuesSearch = searchReader({
  runId: uuid(),
  flowId: uuid(),
  integrationId: uuid(),
  state: oneOf(issueStates),
  q: text,
});
const readCauseSearch = searchReader({ q: text });

const issuesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/issues',
  validateSearch: readIssuesSearch,
  component: lazyRouteComponent(() => import('./issues-page.js'), 'IssuesPage'),
});

const causeRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/issues/causes/$causeId',
  validateSearch: readCauseSearch,
  component: lazyRouteComponent(() => import('./cause-page.js'), 'CausePage'),
});

const issueRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/issues/$issueId',
  component: lazyRouteComponent(() => import('./issue-page.js'), 'IssuePage'),
});

export const issueRoutes = [issuesRoute, causeRoute, issueRoute] as const;

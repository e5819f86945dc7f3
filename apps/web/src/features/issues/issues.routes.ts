import { issueStateSchema } from '@koppel/contracts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { consoleRoute } from '../../lib/shell/console-route.js';

const searchSchema = z.object({
  runId: z.uuid().optional().catch(undefined),
  flowId: z.uuid().optional().catch(undefined),
  integrationId: z.uuid().optional().catch(undefined),
  state: issueStateSchema.optional().catch(undefined),
  // A number in the address is a text too: order 1001.
  q: z.string().or(z.number().transform(String)).optional().catch(undefined),
});

const issuesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/issues',
  validateSearch: searchSchema,
  component: lazyRouteComponent(() => import('./issues-page.js'), 'IssuesPage'),
});

const causeRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/issues/causes/$causeId',
  validateSearch: searchSchema.pick({ q: true }),
  component: lazyRouteComponent(() => import('./cause-page.js'), 'CausePage'),
});

const issueRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/issues/$issueId',
  component: lazyRouteComponent(() => import('./issue-page.js'), 'IssuePage'),
});

export const issueRoutes = [issuesRoute, causeRoute, issueRoute] as const;

import { flowIdSchema, integrationIdSchema, issueStateSchema, runIdSchema } from '@koppel/contracts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { consoleRoute } from '../../lib/shell/console-route.js';

const searchSchema = z.object({
  runId: runIdSchema.optional().catch(undefined),
  flowId: flowIdSchema.optional().catch(undefined),
  integrationId: integrationIdSchema.optional().catch(undefined),
  state: issueStateSchema.optional().catch(undefined),
});

const issuesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/issues',
  validateSearch: searchSchema,
  component: lazyRouteComponent(() => import('./issues-page.js'), 'IssuesPage'),
});

export const issueRoutes = [issuesRoute] as const;

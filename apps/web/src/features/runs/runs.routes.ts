import { flowIdSchema, integrationIdSchema, runStateSchema } from '@koppel/contracts';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { consoleRoute } from '../../lib/shell/console-route.js';

const searchSchema = z.object({
  integrationId: integrationIdSchema.optional().catch(undefined),
  flowId: flowIdSchema.optional().catch(undefined),
  state: runStateSchema.optional().catch(undefined),
});

const runsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/runs',
  validateSearch: searchSchema,
  component: lazyRouteComponent(() => import('./runs-page.js'), 'RunsPage'),
});

const runRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/runs/$runId',
  component: lazyRouteComponent(() => import('./run-page.js'), 'RunPage'),
});

export const runRoutes = [runsRoute, runRoute] as const;

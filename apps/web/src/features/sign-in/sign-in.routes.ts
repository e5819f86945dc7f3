import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../lib/shell/root-route.js';

/** Only a path of this site: an address from elsewhere must not be gone to after signing in. */
const returnPathSchema = z
  .string()
  .regex(/^\/(?![/\\])/)
  .optional()
  .catch(undefined);

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ to: returnPathSchema }),
  component: lazyRouteComponent(() => import('./sign-in-page.js'), 'SignInPage'),
});

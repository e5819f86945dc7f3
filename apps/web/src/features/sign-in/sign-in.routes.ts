import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { sessionQuery } from '../../lib/session/session.js';
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
  beforeLoad: async ({ context, search }) => {
    // A server that does not answer is told when the form is sent.
    const session = await context.queryClient.ensureQueryData(sessionQuery).catch(() => null);
    if (session) throw redirect({ href: search.to ?? '/', replace: true });
  },
  component: lazyRouteComponent(() => import('./sign-in-page.js'), 'SignInPage'),
});

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ownPath, searchReader } from '../../shared/page/search-params.js';
import { sessionQuery } from '../../shared/session/session.js';
import { rootRoute } from '../../shared/shell/root-route.js';

const readSearch = searchReader({ to: ownPath });

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readSearch,
  beforeLoad: async ({ context, search }) => {
    // A server that does not answer is told when the form is sent.
    const session = await context.queryClient.ensureQueryData(sessionQuery).catch(() => null);
    if (session) throw redirect({ href: search.to ?? '/', replace: true });
  },
  component: lazyRouteComponent(() => import('./sign-in-page.js'), 'SignInPage'),
});

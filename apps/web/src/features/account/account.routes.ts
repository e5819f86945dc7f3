import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ownPath, searchReader } from '../../shared/page/search-params.js';
import { sessionQuery } from '../../shared/session/session.js';
import { consoleRoute } from '../../shared/shell/console-route.js';
import { rootRoute } from '../../shared/shell/root-route.js';

export const accountRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-page.js'), 'AccountPage'),
});

const readSearch = searchReader({ to: ownPath });

/** Outside the console, which opens nothing to who must set up a second factor first. */
export const secondFactorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/second-factor',
  validateSearch: readSearch,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
  },
  component: lazyRouteComponent(() => import('./second-factor-page.js'), 'SecondFactorPage'),
});

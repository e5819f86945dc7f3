import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ownPath, searchReader, text } from '../../shared/page/search-params.js';
import { sessionQuery } from '../../shared/session/session.js';
import { rootRoute } from '../../shared/shell/root-route.js';

const readSearch = searchReader({ to: ownPath });

const signInRoute = createRoute({
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

const forgottenPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgotten-password',
  component: lazyRouteComponent(() => import('./forgotten-password-page.js'), 'ForgottenPasswordPage'),
});

const newPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new-password',
  validateSearch: searchReader({ token: text }),
  component: lazyRouteComponent(() => import('./new-password-page.js'), 'NewPasswordPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation/$invitationId',
  validateSearch: searchReader({ token: text }),
  component: lazyRouteComponent(() => import('./invitation-page.js'), 'InvitationPage'),
});

export const signInRoutes = [signInRoute, forgottenPasswordRoute, newPasswordRoute, invitationRoute] as const;

import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../session/session.js';

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()();

/** Requires a session, and a second factor where the organization does; otherwise redirects to where one gets it, and back. */
export async function requireSession(entry: { context: RouterContext; location: { href: string } }): Promise<void> {
  const session = await entry.context.queryClient.ensureQueryData(sessionQuery);
  const search = { to: entry.location.href };
  if (!session) throw redirect({ to: '/sign-in', search, replace: true });
  if (session.isSecondFactorMissing) throw redirect({ to: '/second-factor', search, replace: true });
}

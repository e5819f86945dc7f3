import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../session/session.js';

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()();

/** Requires a session; otherwise redirects to the sign-in page and back. */
export async function requireSession(entry: { context: RouterContext; location: { href: string } }): Promise<void> {
  const session = await entry.context.queryClient.ensureQueryData(sessionQuery);
  if (!session) throw redirect({ to: '/sign-in', search: { to: entry.location.href }, replace: true });
}

import { applicationIdSchema, connectionIdSchema, integrationIdSchema } from '@koppel/contracts';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { requireSession, rootRoute } from '../../lib/shell/root-route.js';

/** The wizard's place: what was made so far is on the server, its ids are in the address. */
const searchSchema = z.object({
  firstApplication: applicationIdSchema.optional().catch(undefined),
  secondApplication: applicationIdSchema.optional().catch(undefined),
  first: connectionIdSchema.optional().catch(undefined),
  second: connectionIdSchema.optional().catch(undefined),
  integration: integrationIdSchema.optional().catch(undefined),
});
export type WizardSearch = z.infer<typeof searchSchema>;

export interface Entry {
  search: WizardSearch;
}

/** A step begins only when the one before it has left what it needs. */
function requireConnections({ search }: Entry): void {
  if (!search.first || !search.second) throw redirect({ to: '/wizard/applications', search, replace: true });
}

function requireIntegration({ search }: Entry): void {
  if (!search.integration) throw redirect({ to: '/wizard/packages', search, replace: true });
}

const wizardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wizard',
  validateSearch: searchSchema,
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('./wizard-layout.js'), 'WizardLayout'),
});

const startRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/wizard/welcome', search, replace: true });
  },
});

const welcomeRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./welcome-step.js'), 'WelcomeStep'),
});

const applicationsRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/applications',
  component: lazyRouteComponent(() => import('./applications-step.js'), 'ApplicationsStep'),
});

const packagesRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/packages',
  beforeLoad: requireConnections,
  component: lazyRouteComponent(() => import('./packages-step.js'), 'PackagesStep'),
});

const settingsRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/settings',
  beforeLoad: requireIntegration,
  component: lazyRouteComponent(() => import('./settings-step.js'), 'SettingsStep'),
});

const finishRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/finish',
  beforeLoad: requireIntegration,
  component: lazyRouteComponent(() => import('./finish-step.js'), 'FinishStep'),
});

export const wizardRoutes = wizardRoute.addChildren([
  startRoute,
  welcomeRoute,
  applicationsRoute,
  packagesRoute,
  settingsRoute,
  finishRoute,
]);

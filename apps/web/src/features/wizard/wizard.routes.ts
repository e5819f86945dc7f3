import type { DraftId } from '@koppel/contracts';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { oneOf, searchReader, uuid } from '../../shared/page/search-params.js';
import { requireSession, rootRoute, type RouterContext } from '../../shared/shell/root-route.js';
import type { StepId } from './steps.js';

/** The step is in the path, everything else in the draft on the server. */
const readSearch = searchReader({
  draft: uuid<DraftId>(),
  /** Why the user was redirected to this step. */
  why: oneOf(['connections', 'packages', 'settings', 'gone']),
});
export type WizardSearch = ReturnType<typeof readSearch>;

export interface Entry {
  search: WizardSearch;
  context: RouterContext;
}

/** A step opens only when its preconditions hold; otherwise the user is redirected to the step that fixes them, with the reason. */
function requireFor(step: StepId) {
  return async ({ search, context }: Entry): Promise<void> => {
    if (!search.draft) {
      if (step !== 'welcome') throw redirect({ to: '/wizard/welcome', search: {}, replace: true });
      return;
    }
    // Not part of the console's first load.
    const { blockOf, findDraft, loadFacts } = await import('./steps.js');
    const draft = await findDraft(context.queryClient, search.draft);
    if (!draft) throw redirect({ to: '/wizard/welcome', search: { why: 'gone' }, replace: true });
    if (step === 'welcome' || step === 'applications') return;
    const block = blockOf(step, await loadFacts(context.queryClient, draft));
    if (!block) return;
    const { goTo, why } = block;
    throw redirect({ to: `/wizard/${goTo}`, search: { draft: draft.id, why }, replace: true });
  };
}

const wizardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wizard',
  validateSearch: readSearch,
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
  beforeLoad: requireFor('welcome'),
  component: lazyRouteComponent(() => import('./welcome-step.js'), 'WelcomeStep'),
});

const applicationsRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/applications',
  beforeLoad: requireFor('applications'),
  component: lazyRouteComponent(() => import('./applications-step.js'), 'ApplicationsStep'),
});

const packagesRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/packages',
  beforeLoad: requireFor('packages'),
  component: lazyRouteComponent(() => import('./packages-step.js'), 'PackagesStep'),
});

const settingsRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/settings',
  beforeLoad: requireFor('settings'),
  component: lazyRouteComponent(() => import('./settings-step.js'), 'SettingsStep'),
});

const finishRoute = createRoute({
  getParentRoute: () => wizardRoute,
  path: '/finish',
  beforeLoad: requireFor('finish'),
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

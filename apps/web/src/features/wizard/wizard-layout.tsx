import { Stepper, type Step } from '@koppel/ui';
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router';
import { LiveUpdates } from '../../lib/events/live-updates.js';
import { Brand } from '../../lib/shell/brand.js';
import { stepIds, stepStates } from './steps.js';
import { texts } from './texts.js';

const route = getRouteApi('/wizard');

/** The frame of the wizard: where one is, and the step. */
export function WizardLayout() {
  const search = route.useSearch();
  const { pathname } = useLocation();
  const current = stepIds.find((id) => pathname.endsWith(`/${id}`)) ?? 'welcome';
  const steps = stepStates(current, search).map(({ id, state, isReachable }): Step => {
    const label = texts.steps[id];
    if (state === 'current' || !isReachable) return { id, label, state };
    const link: Step['link'] = (children) => (
      <Link to={`/wizard/${id}`} search={search}>
        {children}
      </Link>
    );
    return { id, label, state, link };
  });
  return (
    <LiveUpdates>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-6">
          <Brand />
          <Stepper label={texts.progress} steps={steps} />
        </div>
      </header>
      <main className="mx-auto max-w-5xl px-4 py-6 sm:px-6 sm:py-8">
        <Outlet />
      </main>
    </LiveUpdates>
  );
}

import { Button, Stepper, type Step } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { isRefusal } from '../../lib/api/problem.js';
import { apiQuery } from '../../lib/api/queries.js';
import { LiveUpdates } from '../../lib/events/live-updates.js';
import { leaveWizard } from '../../lib/integration/wizard-window.js';
import { Loading } from '../../lib/page/query-view.js';
import { Brand } from '../../lib/shell/brand.js';
import { DraftProvider, useDraftIfBegun } from './draft-context.js';
import { stepIds, stepStates } from './steps.js';
import { texts } from './texts.js';

const route = getRouteApi('/wizard');

/** Needed by few, and by none at first. */
const UnreachableBanner = lazy(() =>
  import('../../lib/api/unreachable-banner.js').then((module) => ({ default: module.UnreachableBanner })),
);
const SignedOutDialog = lazy(() =>
  import('../../lib/api/signed-out-dialog.js').then((module) => ({ default: module.SignedOutDialog })),
);

/** The frame of the wizard: where one is, and the step. */
export function WizardLayout() {
  return (
    <LiveUpdates>
      <Drafted>
        <header className="border-b border-line bg-surface">
          <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-6">
            <Brand />
            <Steps />
            <Leave />
          </div>
        </header>
        <Suspense>
          <UnreachableBanner />
          <SignedOutDialog />
        </Suspense>
        <main className="mx-auto max-w-6xl px-4 py-6 sm:px-6 sm:py-8">
          <Outlet />
        </main>
      </Drafted>
    </LiveUpdates>
  );
}

/** The draft of the address for all that is below. */
function Drafted({ children }: { children: ReactNode }) {
  const { draft: draftId } = route.useSearch();
  // The steps load it before they begin; here it only comes from the cache.
  const { data } = useQuery({
    ...apiQuery('getDraft', { draftId: draftId ?? '' }),
    enabled: draftId !== undefined,
    staleTime: Infinity,
  });
  if (draftId === undefined) return children;
  if (!data) return <Loading />;
  return (
    <DraftProvider key={draftId} draft={data}>
      {children}
    </DraftProvider>
  );
}

function Steps() {
  const { draft } = route.useSearch();
  const { pathname } = useLocation();
  const current = stepIds.find((id) => pathname.endsWith(`/${id}`)) ?? 'welcome';
  const steps = stepStates(current).map(({ id, state, isReachable }): Step => {
    const label = texts.steps[id];
    if (!isReachable) return { id, label, state };
    const link: Step['link'] = (children) => (
      <Link to={`/wizard/${id}`} search={{ draft }}>
        {children}
      </Link>
    );
    return { id, label, state, link };
  });
  return <Stepper label={texts.progress} steps={steps} />;
}

/** Leaves the wizard with everything kept. */
function Leave() {
  const access = useDraftIfBegun();
  const navigate = useNavigate();
  const [isLeaving, setIsLeaving] = useState(false);
  if (!access) return null;
  const leave = async () => {
    setIsLeaving(true);
    try {
      await access.flush();
      leaveWizard(() => void navigate({ to: '/' }));
    } catch (error: unknown) {
      // Otherwise the line beside the button says that it is not saved, and the banner why.
      if (isRefusal(error)) leaveWizard(() => void navigate({ to: '/' }));
    }
    setIsLeaving(false);
  };
  const words = { saved: texts.kept, saving: texts.keeping, unsaved: texts.keeping };
  return (
    <Button size="sm" variant="quiet" isBusy={isLeaving} title={words[access.saving]} onClick={() => void leave()}>
      {texts.leave}
    </Button>
  );
}

import { Alert, Button, Row, Stack, type Step, Stepper } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { leaveWizard } from '../../entities/integration/wizard-window.js';
import { isRefusal } from '../../shared/api/problem.js';
import { apiQuery } from '../../shared/api/queries.js';
import { LiveUpdates } from '../../shared/events/live-updates.js';
import { Page } from '../../shared/page/page.js';
import { Loading, ProblemAlert } from '../../shared/page/query-view.js';
import { Brand, LayoutNotices } from '../../shared/shell/frame.js';
import { DraftProvider, useDraftIfBegun } from './draft-context.js';
import { type StepId, stepIds, stepStates } from './steps.js';
import { texts } from './texts.js';

const route = getRouteApi('/wizard');

/** The layout of the wizard: steps and the current step. */
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
        <LayoutNotices />
        <main className="mx-auto max-w-6xl px-4 py-6 sm:px-6 sm:py-8">
          <Outlet />
        </main>
      </Drafted>
    </LiveUpdates>
  );
}

/** Provides the draft of the address. */
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

/** Saves and leaves the wizard. */
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
      // Otherwise the button shows that it is not saved, and the banner why.
      if (isRefusal(error)) leaveWizard(() => void navigate({ to: '/' }));
    }
    setIsLeaving(false);
  };
  const titles = { saved: texts.saved, saving: texts.saving, unsaved: texts.saving };
  return (
    <Button size="sm" variant="quiet" isBusy={isLeaving} title={titles[access.saving]} onClick={() => void leave()}>
      {texts.leave}
    </Button>
  );
}

export interface WizardStepProps {
  step: StepId;
  title: string;
  introduction: string;
  onBack?: () => void;
  next: { label?: string; isDisabled?: boolean; isBusy?: boolean; hint?: string | undefined; onClick: () => void };
  /** Why the step could not be left. */
  error?: unknown;
  children: ReactNode;
}

/** One step: heading, content, back and next. */
export function WizardStep({ step, title, introduction, onBack, next, error, children }: WizardStepProps) {
  const { why } = route.useSearch();
  useStepInDraft(step);
  return (
    <Page title={title} description={introduction}>
      <Stack gap="lg">
        {why && <Alert tone="warning">{texts.why[why]}</Alert>}
        {children}
        <ProblemAlert error={error} />
        <footer className="border-t border-line pt-4">
          <Row justify="between">
            <div>{onBack && <Button onClick={onBack}>{texts.back}</Button>}</div>
            <Row>
              {next.hint && (
                <span id="next-hint" className="text-sm text-ink-soft">
                  {next.hint}
                </span>
              )}
              <Button
                variant="primary"
                disabled={next.isDisabled}
                aria-describedby={next.hint ? 'next-hint' : undefined}
                isBusy={next.isBusy ?? false}
                onClick={next.onClick}
              >
                {next.label ?? texts.next}
              </Button>
            </Row>
          </Row>
        </footer>
      </Stack>
    </Page>
  );
}

/** The draft records the last step, where it is resumed. */
function useStepInDraft(step: StepId): void {
  const access = useDraftIfBegun();
  const isOther = access !== undefined && access.draft.step !== step;
  const change = access?.change;
  useEffect(() => {
    if (isOther) change?.({ step });
  }, [isOther, change, step]);
}

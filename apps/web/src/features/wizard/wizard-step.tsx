import { Alert, Button, Row, Stack } from '@koppel/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { useDraftIfBegun } from './draft-context.js';
import type { StepId } from './steps.js';
import { texts } from './texts.js';

const route = getRouteApi('/wizard');

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

/** One step: its heading, its content, and the way back and on. */
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

/** The draft is taken up again at the step one was at last. */
function useStepInDraft(step: StepId): void {
  const access = useDraftIfBegun();
  const isOther = access !== undefined && access.draft.step !== step;
  const change = access?.change;
  useEffect(() => {
    if (isOther) change?.({ step });
  }, [isOther, change, step]);
}

import { Button, Row, Stack } from '@koppel/ui';
import type { ReactNode } from 'react';
import { Page } from '../../lib/page/page.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { texts } from './texts.js';

export interface WizardStepProps {
  title: string;
  introduction: string;
  onBack?: () => void;
  next: { label?: string; isDisabled?: boolean; isBusy?: boolean; hint?: string | undefined; onClick: () => void };
  /** Why the step could not be left. */
  error?: unknown;
  children: ReactNode;
}

/** One step: its heading, its content, and the way back and on. */
export function WizardStep({ title, introduction, onBack, next, error, children }: WizardStepProps) {
  return (
    <Page title={title} description={introduction}>
      <Stack gap="lg">
        {children}
        <ProblemAlert error={error} />
        <footer className="border-t border-line pt-4">
          <Row justify="between">
            <div>{onBack && <Button onClick={onBack}>{texts.back}</Button>}</div>
            <Row>
              {next.hint && <span className="text-sm text-ink-soft">{next.hint}</span>}
              <Button variant="primary" disabled={next.isDisabled} isBusy={next.isBusy ?? false} onClick={next.onClick}>
                {next.label ?? texts.next}
              </Button>
            </Row>
          </Row>
        </footer>
      </Stack>
    </Page>
  );
}

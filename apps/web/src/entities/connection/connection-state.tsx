import type { Connection, ConnectionState, TestStep } from '@koppel/contracts';
import { Badge, Button } from '@koppel/ui';
import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { reasonText } from '../../shared/page/reason.js';
import { connectionStates, texts } from './texts.js';

export function ConnectionBadge({ state }: { state: ConnectionState }) {
  return <Badge tone={connectionStates[state].tone}>{connectionStates[state].label}</Badge>;
}

/** Why a connection is in its state and what to do; undefined where there is nothing to say. */
export function connectionReason({ reason, advice }: Connection): string | undefined {
  const said = [reason, advice].flatMap((each) => (each ? [reasonText(each)] : []));
  return said.length > 0 ? said.join(' ') : undefined;
}

const looks = {
  passed: { Icon: CircleCheck, color: 'text-good' },
  failed: { Icon: CircleX, color: 'text-danger' },
  skipped: { Icon: CircleMinus, color: 'text-ink-soft' },
} as const;

/** The value with which a field would be right. */
export type Correction = NonNullable<TestStep['correction']>;

function Offer({ correction, onCorrect }: { correction: Correction; onCorrect: (correction: Correction) => void }) {
  return (
    <div className="mt-2">
      <Button size="sm" onClick={() => onCorrect(correction)}>
        {texts.takeOver(correction.value)}
      </Button>
    </div>
  );
}

export interface TestStepsProps {
  steps: TestStep[];
  /** Left out where there is no form that could take a correction. */
  onCorrect?: (correction: Correction) => void;
}

/** What a test of a connection checked, and what to do about what failed. */
export function TestSteps({ steps, onCorrect }: TestStepsProps) {
  return (
    <ul aria-label={texts.testResults} className="grid gap-3">
      {steps.map((step) => {
        const { Icon, color } = looks[step.status];
        return (
          <li key={step.id} className="flex gap-3">
            <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${color}`} />
            <div className="min-w-0">
              <p className="font-medium">
                {reasonText(step.title)}{' '}
                <span className={`text-sm font-normal ${color}`}>{texts.statuses[step.status]}</span>
              </p>
              <p className="text-sm break-words text-ink-soft">{reasonText(step.reason)}</p>
              {step.advice && (
                <p className="mt-1 text-sm break-words">
                  <strong className="font-medium">{texts.toDo}</strong> {reasonText(step.advice)}
                </p>
              )}
              {step.correction && onCorrect && <Offer correction={step.correction} onCorrect={onCorrect} />}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

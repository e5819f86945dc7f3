import type { DraftId } from '@koppel/contracts';
import { Alert, Card, Stack } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useOperation } from '../../shared/api/queries.js';
import { useDraftIfBegun } from './draft-context.js';
import { texts } from './texts.js';
import { WizardStep } from './wizard-layout.js';

const stepTexts = texts.welcome;

export function WelcomeStep() {
  const begun = useDraftIfBegun();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const goOn = (draft: DraftId) => void navigate({ to: '/wizard/applications', search: { draft } });
  const begin = useOperation('createDraft', {
    refreshes: ['listDrafts'],
    onSuccess: (draft) => {
      queryClient.setQueryData(['getDraft', { draftId: draft.id }], draft);
      goOn(draft.id);
    },
  });
  return (
    <WizardStep
      step="welcome"
      title={stepTexts.title}
      introduction={stepTexts.introduction}
      error={begin.error}
      next={{ isBusy: begin.isPending, onClick: () => (begun ? goOn(begun.draft.id) : begin.mutate({})) }}
    >
      <Stack columns="two" gap="lg">
        <Card title={stepTexts.willHappen}>
          <ol className="grid gap-3">
            {stepTexts.acts.map((act, index) => (
              <li key={act} className="flex gap-3">
                <span
                  aria-hidden
                  className="flex size-7 shrink-0 items-center justify-center rounded-full bg-brand-soft text-sm font-semibold text-brand"
                >
                  {index + 1}
                </span>
                <span className="pt-0.5">{act}</span>
              </li>
            ))}
          </ol>
        </Card>
        <Card title={stepTexts.atHand}>
          <ul className="grid gap-3">
            {stepTexts.needs.map((need) => (
              <li key={need} className="flex gap-3">
                <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-brand" />
                <span>{need}</span>
              </li>
            ))}
          </ul>
        </Card>
      </Stack>
      <Alert tone="info">{stepTexts.safe}</Alert>
    </WizardStep>
  );
}

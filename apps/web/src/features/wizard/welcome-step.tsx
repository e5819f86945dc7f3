import { Card, Stack } from '@koppel/ui';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { texts } from './texts.js';
import { WizardStep } from './wizard-step.js';

const route = getRouteApi('/wizard');

export function WelcomeStep() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const words = texts.welcome;
  return (
    <WizardStep
      title={words.title}
      introduction={words.introduction}
      next={{ onClick: () => void navigate({ to: '/wizard/applications', search }) }}
    >
      <Stack columns="two" gap="lg">
        <Card title={words.willHappen}>
          <ol className="grid list-decimal gap-2 pl-5">
            {words.acts.map((act) => (
              <li key={act}>{act}</li>
            ))}
          </ol>
        </Card>
        <Card title={words.atHand}>
          <ul className="grid list-disc gap-2 pl-5">
            {words.needs.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        </Card>
      </Stack>
    </WizardStep>
  );
}

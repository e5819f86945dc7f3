import { Alert, Button, Stack } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../lib/api/call.js';
import type { IntegrationOverview } from '../../lib/integration/use-overview.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

/** Says that nothing runs by itself yet, and leads back to the wizard's settings. */
export function ContinueInWizard({ overview }: { overview: IntegrationOverview }) {
  const isAllowed = useIsAllowed();
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: () => beginDraft(overview),
    onSuccess: ({ id }) => void navigate({ to: '/wizard/settings', search: { draft: id } }),
  });
  return (
    <Stack>
      <Alert
        title={texts.continueTitle}
        actions={
          isAllowed('createDraft') && (
            <Button size="sm" isBusy={begin.isPending} onClick={() => begin.mutate()}>
              {texts.continueInWizard}
            </Button>
          )
        }
      >
        {texts.continue}
      </Alert>
      <ProblemAlert error={begin.error} />
    </Stack>
  );
}

/** A draft of the wizard that holds this integration already. */
async function beginDraft({ integration, connections }: IntegrationOverview) {
  const draft = await call('createDraft', {});
  const [first, second] = integration.connectionIds;
  const applicationOf = (wanted: string) => connections.find(({ id }) => id === wanted)?.applicationId ?? null;
  return call('updateDraft', {
    draftId: draft.id,
    step: 'settings',
    applicationIds: [applicationOf(first), applicationOf(second)],
    connectionIds: [first, second],
    integrationId: integration.id,
  });
}

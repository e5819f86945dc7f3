import type { Integration } from '@koppel/contracts';
import { Card, FactList, Field, Stack, Switch, Text } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/api/call.js';
import { refresh } from '../../lib/api/queries.js';
import { scheduleWords } from '../../lib/flow/schedule.js';
import { ConnectedApplications } from '../../lib/integration/connected-applications.js';
import { announceFinished, leaveWizard } from '../../lib/integration/wizard-window.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading, QueryView } from '../../lib/page/query-view.js';
import { texts } from './texts.js';
import { useDraft, type Pair } from './use-draft.js';
import { WizardStep } from './wizard-step.js';

const words = texts.finish;

export function FinishStep() {
  const { pair, integration, error } = useDraft();
  if (error) return <ProblemAlert error={error} />;
  if (!pair) return <Loading />;
  return <QueryView query={integration}>{(data) => <Finish pair={pair} integration={data} />}</QueryView>;
}

function Finish({ pair, integration }: { pair: Pair; integration: Integration }) {
  const { search } = useDraft();
  const navigate = useNavigate();
  const [leftOff, setLeftOff] = useState<string[]>([]);
  const finish = useFinish(integration);
  const leave = () => {
    announceFinished(integration.id);
    leaveWizard(() => void navigate({ to: '/integrations/$integrationId', params: { integrationId: integration.id } }));
  };
  const toggle = (flowId: string, isOn: boolean) =>
    setLeftOff(isOn ? leftOff.filter((id) => id !== flowId) : [...leftOff, flowId]);
  return (
    <WizardStep
      title={words.title}
      introduction={words.introduction}
      onBack={() => void navigate({ to: '/wizard/settings', search })}
      error={finish.error}
      next={{
        label: words.finish,
        isBusy: finish.isPending,
        onClick: () => finish.mutate(leftOff, { onSuccess: leave }),
      }}
    >
      <Card title={words.summary}>
        <FactList
          facts={[
            { label: words.integration, value: integration.title },
            { label: words.connections, value: <ConnectedApplications {...pair} /> },
          ]}
        />
      </Card>
      <Card title={words.flows}>
        <Stack gap="lg">
          <Text tone="soft">{words.flowsHelp}</Text>
          {integration.flows.map((flow) => (
            <Field
              key={flow.id}
              label={words.enableNamed(flow.title)}
              help={words.runsBy(scheduleWords(flow.schedule))}
              layout="inline"
            >
              <Switch isOn={!leftOff.includes(flow.id)} onChange={(isOn) => toggle(flow.id, isOn)} />
            </Field>
          ))}
        </Stack>
      </Card>
    </WizardStep>
  );
}

/** Enables the flows that are to run by themselves; after a failure the rest can be tried again. */
function useFinish(integration: Integration) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (leftOff: string[]) => {
      const { flows } = await call('getIntegration', { integrationId: integration.id });
      for (const { id, version, isEnabled } of flows) {
        const isWanted = !leftOff.includes(id);
        if (isEnabled !== isWanted) await call('updateFlow', { flowId: id, version, isEnabled: isWanted });
      }
    },
    onSettled: () => refresh(queryClient, ['getIntegration', 'listIntegrations', 'listFlowSummaries']),
  });
}

import type { Flow, Integration } from '@koppel/contracts';
import { Button, Card, Disclosure, FactList, Field, Row, Stack, Switch, Text } from '@koppel/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/api/call.js';
import { ProblemError } from '../../lib/api/problem.js';
import { refresh } from '../../lib/api/queries.js';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { scheduleWords } from '../../lib/flow/schedule.js';
import { ConnectedApplications } from '../../lib/integration/connected-applications.js';
import { announceFinished, leaveWizard } from '../../lib/integration/wizard-window.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { Loading, QueryView } from '../../lib/page/query-view.js';
import { PreviewPanel } from '../../lib/preview/preview-panel.js';
import { useDraft } from './draft-context.js';
import { blockOf } from './steps.js';
import { texts } from './texts.js';
import { usePair, type Pair } from './use-pair.js';
import { useSteps } from './use-steps.js';
import { WizardStep } from './wizard-step.js';

const words = texts.finish;

export function FinishStep() {
  const { pair, integration, error } = usePair();
  if (error) return <ProblemAlert error={error} />;
  if (!pair) return <Loading />;
  return <QueryView query={integration}>{(data) => <Finish pair={pair} integration={data} />}</QueryView>;
}

function Finish({ pair, integration }: { pair: Pair; integration: Integration }) {
  const { keptInput } = useDraft();
  const navigate = useNavigate();
  const goTo = useSteps();
  const [kept] = useState(() => keptInput<{ leftOff: string[] }>('finish'));
  const [leftOff, setLeftOff] = useState(() => kept.read()?.leftOff ?? []);
  const finish = useFinish(integration);
  const why = useWhyNot(pair, integration);
  const leave = () => {
    announceFinished(integration.id);
    leaveWizard(() => void navigate({ to: '/integrations/$integrationId', params: { integrationId: integration.id } }));
  };
  const leaveOff = (flowIds: string[]) => {
    setLeftOff(flowIds);
    kept.keep({ leftOff: flowIds });
  };
  const { flows } = integration;
  const enabled = flows.filter(({ id }) => !leftOff.includes(id)).length;
  return (
    <WizardStep
      step="finish"
      title={words.title}
      introduction={words.introduction}
      onBack={() => void goTo('settings')}
      error={finish.error}
      next={{
        label: words.finish,
        isBusy: finish.isPending,
        isDisabled: why !== undefined,
        hint: why ?? words.outcome(enabled, flows.length),
        onClick: () => finish.mutate(leftOff, { onSuccess: leave }),
      }}
    >
      <Summary pair={pair} integration={integration} />
      <FlowChoices flows={flows} leftOff={leftOff} onChange={leaveOff} />
    </WizardStep>
  );
}

function Summary({ pair, integration }: { pair: Pair; integration: Integration }) {
  return (
    <Card title={words.summary}>
      <FactList
        facts={[
          { label: words.integration, value: integration.title },
          {
            label: words.connections,
            value: (
              <ConnectedApplications
                connections={pair.map(({ connection }) => connection)}
                applications={pair.map(({ application }) => application)}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}

interface FlowChoicesProps {
  flows: Flow[];
  /** Ids of the flows that are left for a manual start. */
  leftOff: string[];
  onChange: (leftOff: string[]) => void;
}

function FlowChoices({ flows, leftOff, onChange }: FlowChoicesProps) {
  return (
    <Card
      title={words.flows}
      aside={
        <Row>
          <Button size="sm" onClick={() => onChange([])}>
            {words.enableAll}
          </Button>
          <Button size="sm" onClick={() => onChange(flows.map(({ id }) => id))}>
            {words.leaveAll}
          </Button>
        </Row>
      }
    >
      <Stack gap="lg">
        <Text tone="soft">{words.flowsHelp}</Text>
        <ul className="grid divide-y divide-line">
          {flows.map((flow) => (
            <FlowChoice
              key={flow.id}
              flow={flow}
              isOn={!leftOff.includes(flow.id)}
              onChange={(isOn) => onChange(isOn ? leftOff.filter((id) => id !== flow.id) : [...leftOff, flow.id])}
            />
          ))}
        </ul>
      </Stack>
    </Card>
  );
}

function FlowChoice({ flow, isOn, onChange }: { flow: Flow; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const title = flowTitle(flow);
  return (
    <li className="grid gap-2 py-4 first:pt-0 last:pb-0">
      <Field label={words.enableNamed(title)} help={words.runsBy(scheduleWords(flow.schedule))} layout="inline">
        <Switch isOn={isOn} onChange={onChange} />
      </Field>
      <div className="min-w-0 sm:pl-14">
        <Disclosure label={words.previewOf(title)}>
          <PreviewPanel flow={flow} />
        </Disclosure>
      </div>
    </li>
  );
}

/** Why it cannot be finished; a connection may have broken since the step began. */
function useWhyNot(pair: Pair, integration: Integration): string | undefined {
  const { packages } = usePair();
  const facts = {
    connections: pair.map(({ connection }) => connection),
    integration,
    packages: packages.data?.items ?? [],
  };
  const block = blockOf('finish', facts);
  return block && texts.why[block.why];
}

/** Enables the flows that are to run by themselves and ends the draft; after a failure the rest can be tried again. */
function useFinish(integration: Integration) {
  const queryClient = useQueryClient();
  const { draft, flush } = useDraft();
  return useMutation({
    mutationFn: async (leftOff: string[]) => {
      const { flows } = await call('getIntegration', { integrationId: integration.id });
      for (const { id, version, isEnabled } of flows) {
        const isWanted = !leftOff.includes(id);
        if (isEnabled !== isWanted) await call('updateFlow', { flowId: id, version, isEnabled: isWanted });
      }
      // What is pending must not come after the draft's end.
      await flush();
      await endDraft(draft.id);
    },
    onSettled: () => refresh(queryClient, ['getIntegration', 'listIntegrations', 'listFlowSummaries', 'listDrafts']),
  });
}

/** The answer to an earlier try may have been lost: a draft that is gone has ended. */
async function endDraft(draftId: string): Promise<void> {
  try {
    await call('deleteDraft', { draftId });
  } catch (error: unknown) {
    if (!(error instanceof ProblemError && error.code === 'draft.not_found')) throw error;
  }
}

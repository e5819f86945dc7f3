import type { Flow, Integration } from '@koppel/contracts';
import { Button, Card, Disclosure, FactList, Field, Row, Stack, Switch, Text } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { findDefinition } from '../../entities/flow/flow-definition.js';
import { FlowFindingsAlert } from '../../entities/flow/flow-findings.js';
import { flowTitle } from '../../entities/flow/flow-title.js';
import { scheduleText } from '../../entities/flow/schedule.js';
import { SettingTitles } from '../../entities/flow/setting-titles.js';
import { texts as flowTexts } from '../../entities/flow/texts.js';
import { ConnectedApplications } from '../../entities/integration/integration-line.js';
import { announceFinished, leaveWizard } from '../../entities/integration/wizard-window.js';
import { PreviewPanel } from '../../entities/preview/preview-panel.js';
import { call } from '../../shared/api/call.js';
import { ProblemError } from '../../shared/api/problem.js';
import { apiQuery, refresh } from '../../shared/api/queries.js';
import { Loading, ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { useDraft, useSteps } from './draft-context.js';
import { blockOf } from './steps.js';
import { texts } from './texts.js';
import { type Pair, usePair } from './use-pair.js';
import { WizardStep } from './wizard-layout.js';

const stepTexts = texts.finish;

export function FinishStep() {
  const { pair, packages, integration, error } = usePair();
  if (error) return <ProblemAlert error={error} />;
  if (!pair) return <Loading />;
  const definitions = packages.data?.items.flatMap(({ flows }) => flows) ?? [];
  return (
    <SettingTitles definitions={definitions}>
      <QueryView query={integration}>{(data) => <Finish pair={pair} integration={data} />}</QueryView>
    </SettingTitles>
  );
}

function Finish({ pair, integration }: { pair: Pair; integration: Integration }) {
  const { inputStore } = useDraft();
  const navigate = useNavigate();
  const goTo = useSteps();
  const [store] = useState(() => inputStore<{ leftOff: string[] }>('finish'));
  const [leftOff, setLeftOff] = useState(() => store.read()?.leftOff ?? []);
  const finish = useFinish(integration);
  const why = useWhyNot(pair, integration);
  const leave = () => {
    announceFinished(integration.id);
    leaveWizard(() => void navigate({ to: '/integrations/$integrationId', params: { integrationId: integration.id } }));
  };
  const leaveOff = (flowIds: string[]) => {
    setLeftOff(flowIds);
    store.save({ leftOff: flowIds });
  };
  const { flows } = integration;
  const enabled = flows.filter(({ id }) => !leftOff.includes(id)).length;
  return (
    <WizardStep
      step="finish"
      title={stepTexts.title}
      introduction={stepTexts.introduction}
      onBack={() => void goTo('settings')}
      error={finish.error}
      next={{
        label: stepTexts.finish,
        isBusy: finish.isPending,
        isDisabled: why !== undefined,
        hint: why ?? stepTexts.outcome(enabled, flows.length),
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
    <Card title={stepTexts.summary}>
      <FactList
        facts={[
          { label: stepTexts.integration, value: integration.title },
          {
            label: stepTexts.connections,
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
  /** Ids of the flows that are not enabled. */
  leftOff: string[];
  onChange: (leftOff: string[]) => void;
}

function FlowChoices({ flows, leftOff, onChange }: FlowChoicesProps) {
  return (
    <Card
      title={stepTexts.flows}
      aside={
        <Row>
          <Button size="sm" onClick={() => onChange([])}>
            {stepTexts.enableAll}
          </Button>
          <Button size="sm" onClick={() => onChange(flows.map(({ id }) => id))}>
            {stepTexts.leaveAll}
          </Button>
        </Row>
      }
    >
      <Stack gap="lg">
        <Text tone="soft">{stepTexts.flowsHelp}</Text>
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
  const { packages } = usePair();
  const check = useQuery({ ...apiQuery('checkFlow', { flowId: flow.id }), enabled: isOn });
  const definition = findDefinition(packages.data?.items ?? [], flow);
  return (
    <li className="grid gap-2 py-4 first:pt-0 last:pb-0">
      <Field label={stepTexts.enableNamed(title)} help={stepTexts.runsBy(scheduleText(flow.schedule))} layout="inline">
        <Switch isOn={isOn} onChange={onChange} />
      </Field>
      {isOn && <FlowFindingsAlert findings={check.data} definition={definition} titles={flowTexts.checkFindings} />}
      <div className="min-w-0 sm:pl-14">
        <Disclosure label={stepTexts.previewOf(title)}>
          <PreviewPanel flow={flow} />
        </Disclosure>
      </div>
    </li>
  );
}

/** Why it cannot be finished; a connection may have failed since the step was opened. */
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

/** Enables the chosen flows and deletes the draft; after a failure the rest can be retried. */
function useFinish(integration: Integration) {
  const queryClient = useQueryClient();
  const { draft, flush } = useDraft();
  return useMutation({
    mutationFn: async (leftOff: string[]) => {
      const { flows } = await call('getIntegration', { integrationId: integration.id });
      const changes = flows
        .map(({ id: flowId, version, isEnabled }) => ({
          flowId,
          version,
          isEnabled,
          isWanted: !leftOff.includes(flowId),
        }))
        .filter(({ isEnabled, isWanted }) => isEnabled !== isWanted)
        .map(({ flowId, version, isWanted }) => call('updateFlow', { flowId, version, isEnabled: isWanted }));
      // Each asks both sides, which takes a while. All end before one that failed is told, so that a retry finds what they did.
      await Promise.allSettled(changes);
      await Promise.all(changes);
      // Pending changes must not arrive after the deletion.
      await flush();
      await endDraft(draft.id);
    },
    onSettled: () => refresh(queryClient, ['getIntegration', 'listIntegrations', 'listFlowSummaries', 'listDrafts']),
  });
}

/** The response of an earlier try may have been lost: a missing draft is deleted. */
async function endDraft(draftId: string): Promise<void> {
  try {
    await call('deleteDraft', { draftId });
  } catch (error: unknown) {
    if (!(error instanceof ProblemError && error.code === 'draft.not_found')) throw error;
  }
}

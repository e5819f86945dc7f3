import type { Flow, Integration, Package } from '@koppel/contracts';
import { Alert, Card, Text } from '@koppel/ui';
import { useRef, useState } from 'react';
import { FlowSettingsForm, type FlowSettingsHandle } from '../../entities/flow/flow-settings-form.js';
import { flowTitle } from '../../entities/flow/flow-title.js';
import { findDefinition } from '../../entities/flow/flow-definition.js';
import type { StoredFlowValues } from '../../entities/flow/flow-values.js';
import { texts as flowTexts } from '../../entities/flow/texts.js';
import { Loading, ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { useDraft, useSteps } from './draft-context.js';
import { texts } from './texts.js';
import { type Pair, usePair } from './use-pair.js';
import { WizardStep } from './wizard-layout.js';

const stepTexts = texts.settings;

export function SettingsStep() {
  const { pair, packages, integration, error } = usePair();
  if (error) return <ProblemAlert error={error} />;
  if (!pair) return <Loading />;
  return (
    <QueryView query={integration}>
      {(data) => (
        <QueryView query={packages}>
          {({ items }) => <Settings pair={pair} integration={data} packages={items} />}
        </QueryView>
      )}
    </QueryView>
  );
}

interface SettingsProps {
  pair: Pair;
  integration: Integration;
  packages: Package[];
}

function Settings({ pair, integration, packages }: SettingsProps) {
  const goTo = useSteps();
  const forms = useRef(new Map<string, FlowSettingsHandle>());
  const [isSaving, setIsSaving] = useState(false);
  const saveAll = async (): Promise<boolean> => {
    // One after the other: the first that cannot be saved gets the focus.
    for (const form of forms.current.values()) {
      if (!(await form.save())) return false;
    }
    return true;
  };
  const leave = async () => {
    setIsSaving(true);
    const areSaved = await saveAll();
    if (areSaved) await goTo('finish');
    setIsSaving(false);
  };
  const keep = (flowId: string) => (form: FlowSettingsHandle | null) => {
    if (form) forms.current.set(flowId, form);
    else forms.current.delete(flowId);
  };
  return (
    <WizardStep
      step="settings"
      title={stepTexts.title}
      introduction={stepTexts.introduction}
      onBack={() => void goTo('packages')}
      next={{ isBusy: isSaving, onClick: () => void leave() }}
    >
      {integration.flows.length === 0 && <Text tone="soft">{stepTexts.noFlows}</Text>}
      {integration.flows.map((flow) => (
        <FlowCard key={flow.id} pair={pair} flow={flow} packages={packages} keep={keep(flow.id)} />
      ))}
    </WizardStep>
  );
}

interface FlowCardProps {
  pair: Pair;
  flow: Flow;
  packages: Package[];
  keep: (form: FlowSettingsHandle | null) => void;
}

function FlowCard({ pair, flow, packages, keep }: FlowCardProps) {
  const { inputStore } = useDraft();
  const [store] = useState(() => inputStore<StoredFlowValues>(`flow:${flow.id}`));
  const definition = findDefinition(packages, flow);
  const [one, other] = pair.map(({ connection }) => connection);
  const isFromOne = one?.id === flow.sourceConnectionId;
  const sides = one && other && { source: isFromOne ? one : other, target: isFromOne ? other : one };
  return (
    <Card title={flowTitle(flow)} description={definition?.description}>
      {definition ? (
        <FlowSettingsForm
          ref={keep}
          flow={flow}
          definition={definition}
          sides={sides}
          // After the first save, empty values are intended.
          takesProposals={flow.version === 1}
          store={store}
        />
      ) : (
        <Alert tone="warning">{flowTexts.noDefinition}</Alert>
      )}
    </Card>
  );
}

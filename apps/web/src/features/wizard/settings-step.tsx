import type { Flow, Integration, Package } from '@koppel/contracts';
import { Alert, Card, Text } from '@koppel/ui';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { FlowSettingsForm, type FlowSettingsHandle } from '../../lib/flow/flow-settings-form.js';
import { findDefinition } from '../../lib/flow/flow-values.js';
import { texts as flowTexts } from '../../lib/flow/texts.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { QueryView } from '../../lib/page/query-view.js';
import { texts } from './texts.js';
import { useDraft } from './use-draft.js';
import { WizardStep } from './wizard-step.js';

export function SettingsStep() {
  const { packages, integration, error } = useDraft();
  if (error) return <ProblemAlert error={error} />;
  return (
    <QueryView query={integration}>
      {(data) => (
        <QueryView query={packages}>{({ items }) => <Settings integration={data} packages={items} />}</QueryView>
      )}
    </QueryView>
  );
}

function Settings({ integration, packages }: { integration: Integration; packages: Package[] }) {
  const { search } = useDraft();
  const navigate = useNavigate();
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
    setIsSaving(false);
    if (areSaved) await navigate({ to: '/wizard/finish', search });
  };
  const keep = (flowId: string) => (form: FlowSettingsHandle | null) => {
    if (form) forms.current.set(flowId, form);
    else forms.current.delete(flowId);
  };
  return (
    <WizardStep
      title={texts.settings.title}
      introduction={texts.settings.introduction}
      onBack={() => void navigate({ to: '/wizard/packages', search })}
      next={{ isBusy: isSaving, onClick: () => void leave() }}
    >
      {integration.flows.length === 0 && <Text tone="soft">{texts.settings.noFlows}</Text>}
      {integration.flows.map((flow) => (
        <FlowCard key={flow.id} flow={flow} packages={packages} keep={keep(flow.id)} />
      ))}
    </WizardStep>
  );
}

interface FlowCardProps {
  flow: Flow;
  packages: Package[];
  keep: (form: FlowSettingsHandle | null) => void;
}

function FlowCard({ flow, packages, keep }: FlowCardProps) {
  const definition = findDefinition(packages, flow);
  return (
    <Card title={flow.title} description={definition?.description}>
      {definition ? (
        <FlowSettingsForm ref={keep} flow={flow} definition={definition} />
      ) : (
        <Alert tone="warning">{flowTexts.noDefinition}</Alert>
      )}
    </Card>
  );
}

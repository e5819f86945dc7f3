import { Field, Select } from '@koppel/ui';
import { useFlowNames } from './flow-names.js';

export interface FlowFilterProps {
  label: string;
  allLabel: string;
  integrationId: string | undefined;
  flowId: string | undefined;
  onChange: (chosen: { integrationId?: string; flowId?: string }) => void;
}

const integrationMark = 'integration:';

/** Chooses one flow, all flows of an integration, or everything. */
export function FlowFilter({ label, allLabel, integrationId, flowId, onChange }: FlowFilterProps) {
  const { names } = useFlowNames();
  const integrations = new Map(names.map((name) => [name.integrationId, name.integration]));
  const options = [...integrations].flatMap(([id, title]) => [
    { value: integrationMark + id, label: title },
    ...names
      .filter((name) => name.integrationId === id)
      .map((name) => ({ value: name.flowId, label: `${title} · ${name.flow}` })),
  ]);
  const choose = (value: string) => {
    if (value.startsWith(integrationMark)) onChange({ integrationId: value.slice(integrationMark.length) });
    else onChange(value === '' ? {} : { flowId: value });
  };
  const chosen = flowId ?? (integrationId === undefined ? '' : integrationMark + integrationId);
  return (
    <Field label={label}>
      <Select
        placeholder={allLabel}
        options={options}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      />
    </Field>
  );
}

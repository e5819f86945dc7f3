import type { EntityKind, Integration } from '@koppel/contracts';
import { Field, Select } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { wholeListQuery } from '../../shared/api/queries.js';
import { flowTitle } from './flow-title.js';

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

export interface FlowName {
  flowId: string;
  integrationId: string;
  entity: EntityKind;
  flow: string;
  integration: string;
}

export function flowNamesOf(integrations: readonly Integration[]): FlowName[] {
  return integrations.flatMap((integration) =>
    integration.flows.map((flow) => ({
      flowId: flow.id,
      integrationId: integration.id,
      entity: flow.entity,
      flow: flowTitle(flow),
      integration: integration.title,
    })),
  );
}

/** What the flows of the organization are called, with their integrations. */
export function useFlowNames(): { names: FlowName[]; nameOf: (flowId: string) => FlowName | undefined } {
  const { data } = useQuery(wholeListQuery('listIntegrations', {}));
  const names = flowNamesOf(data?.items ?? []);
  return { names, nameOf: (flowId) => names.find((name) => name.flowId === flowId) };
}

import type { Integration } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '../api/queries.js';
import { flowTitle } from '../flow/flow-title.js';

export interface FlowName {
  flowId: string;
  integrationId: string;
  flow: string;
  integration: string;
}

export function flowNamesOf(integrations: readonly Integration[]): FlowName[] {
  return integrations.flatMap((integration) =>
    integration.flows.map((flow) => ({
      flowId: flow.id,
      integrationId: integration.id,
      flow: flowTitle(flow),
      integration: integration.title,
    })),
  );
}

/** What the flows of the organization are called, with their integrations. */
export function useFlowNames(): { names: FlowName[]; nameOf: (flowId: string) => FlowName | undefined } {
  const { data } = useQuery(apiQuery('listIntegrations', {}));
  const names = flowNamesOf(data?.items ?? []);
  return { names, nameOf: (flowId) => names.find((name) => name.flowId === flowId) };
}

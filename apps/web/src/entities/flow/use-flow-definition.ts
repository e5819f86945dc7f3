import type { Flow, FlowDefinition } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { apiQuery, wholeListQuery } from '../../shared/api/queries.js';
import { packagesQuery } from '../application/application.js';
import { findDefinition } from './flow-definition.js';

/** A flow with its definition; undefined until both are loaded, and where its package is no longer offered. */
export function useFlowDefinition(flowId: string | undefined): { flow: Flow; definition: FlowDefinition } | undefined {
  const integrations = useQuery(wholeListQuery('listIntegrations', {}));
  const connections = useQuery(apiQuery('listConnections', {}));
  const flow = integrations.data?.items.flatMap(({ flows }) => flows).find(({ id }) => id === flowId);
  const applicationOf = (wanted: string | undefined) =>
    connections.data?.items.find(({ id }) => id === wanted)?.applicationId;
  const source = applicationOf(flow?.sourceConnectionId);
  const target = applicationOf(flow?.targetConnectionId);
  const packages = useQuery({ ...packagesQuery([source ?? '', target ?? '']), enabled: Boolean(source && target) });
  const definition = flow && packages.data && findDefinition(packages.data.items, flow);
  return definition && { flow, definition };
}

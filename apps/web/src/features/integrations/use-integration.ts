import type { Flow } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { packagesQuery } from '../../entities/application/application.js';
import { findDefinition } from '../../entities/flow/flow-definition.js';
import { overviewOf, useParts } from '../../entities/integration/use-overview.js';
import { apiQuery } from '../../shared/api/queries.js';

/** One integration with its connections, applications and the state of its flows. */
export function useIntegration(integrationId: string) {
  const integration = useQuery(apiQuery('getIntegration', { integrationId }));
  const parts = useParts(integration.data ? [integration.data] : []);
  const overview = integration.data && overviewOf(integration.data, parts);
  return { integration, parts, overview };
}

/** The packages offered for the two applications of an integration. */
export function useOfferedPackages(integrationId: string) {
  const { overview } = useIntegration(integrationId);
  const [first, second] = overview?.connections.map(({ applicationId }) => applicationId) ?? [];
  return useQuery({ ...packagesQuery([first ?? '', second ?? '']), enabled: Boolean(first && second) });
}

/** A flow of an integration and what the catalog says of it; undefined where that is not offered any more. */
export function useFlow({ integrationId, flowId }: { integrationId: string; flowId: string }) {
  const { overview } = useIntegration(integrationId);
  const packages = useOfferedPackages(integrationId);
  const flow: Flow | undefined = overview?.integration.flows.find(({ id }) => id === flowId);
  const definition = flow && packages.data ? findDefinition(packages.data.items, flow) : undefined;
  const connectionOf = (wanted: string | undefined) => overview?.connections.find(({ id }) => id === wanted);
  const source = connectionOf(flow?.sourceConnectionId);
  const target = connectionOf(flow?.targetConnectionId);
  return { flow, definition, packages, sides: source && target && { source, target } };
}

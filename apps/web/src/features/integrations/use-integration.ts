import { useQuery } from '@tanstack/react-query';
import { packagesQuery } from '../../lib/api/catalog-queries.js';
import { apiQuery } from '../../lib/api/queries.js';
import { overviewOf, useParts } from '../../lib/integration/use-overview.js';

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

import type { Application, Connection, Integration } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { apiQuery, wholeListQuery } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { applicationsQuery } from '../application/application.js';
import { type FlowSummary, type Health, healthOf } from './health.js';

const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

/** One integration with everything its line in an overview shows. */
export interface IntegrationOverview {
  integration: Integration;
  connections: Connection[];
  applications: Application[];
  summaries: Map<string, FlowSummary>;
  health: Health;
}

/** Integrations with their connections, the state of their flows and their health. */
export function useOverview() {
  const integrations = useQuery(wholeListQuery('listIntegrations', {}));
  const parts = useParts(integrations.data?.items ?? []);
  const items = integrations.data?.items.map((integration) => overviewOf(integration, parts));
  const error = integrations.error ?? parts.error;
  const isLoaded = items !== undefined && parts.isLoaded;
  return {
    items: isLoaded ? items : undefined,
    /** Those of no integration too. */
    allConnections: parts.connections,
    error,
    retry: () => void integrations.refetch(),
  };
}

type Parts = ReturnType<typeof useParts>;

/** What belongs to some integrations: connections, applications and the summaries of their flows. */
export function useParts(integrations: Integration[]) {
  const flowIds = integrations.flatMap(({ flows }) => flows.map(({ id }) => id)).slice(0, 500);
  const connections = useQuery(apiQuery('listConnections', {}));
  const applications = useQuery(applicationsQuery());
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const summaries = useQuery({
    ...apiQuery('listFlowSummaries', { flowIds }),
    enabled: flowIds.length > 0,
    refetchInterval,
  });
  return {
    connections: connections.data?.items ?? [],
    applications: applications.data?.items ?? [],
    summaries: summaries.data?.items ?? [],
    isLoaded: connections.isSuccess && applications.isSuccess && (flowIds.length === 0 || !summaries.isPending),
    error: connections.error ?? applications.error ?? summaries.error,
  };
}

export function overviewOf(integration: Integration, parts: Parts): IntegrationOverview {
  const connections = integration.connectionIds.flatMap((id) => parts.connections.filter((one) => one.id === id));
  const applications = connections.flatMap(({ applicationId }) =>
    parts.applications.filter(({ id }) => id === applicationId),
  );
  return {
    integration,
    connections,
    applications,
    summaries: new Map(parts.summaries.map((summary) => [summary.flowId, summary])),
    health: healthOf({ integration, connections, summaries: parts.summaries }),
  };
}

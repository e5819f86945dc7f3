import type { Application, Connection, Package } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '../../lib/api/queries.js';

const route = getRouteApi('/wizard');

/** The two chosen connections with their applications, in the order of the wizard. */
export interface Pair {
  connections: [Connection, Connection];
  applications: [Application, Application];
}

/** What the wizard has so far, read from the server by the ids in the address. */
export function useDraft() {
  const search = route.useSearch();
  const connections = useQuery(apiQuery('listConnections', {}));
  const catalog = useQuery(apiQuery('listApplications', {}));
  const pair = pairOf({
    ids: [search.first, search.second],
    connections: connections.data?.items ?? [],
    applications: catalog.data?.items ?? [],
  });
  const applicationIds: [string, string] = [pair?.applications[0].id ?? '', pair?.applications[1].id ?? ''];
  const packages = useQuery({ ...apiQuery('listPackages', { applicationIds }), enabled: pair !== undefined });
  const integration = useQuery({
    ...apiQuery('getIntegration', { integrationId: search.integration ?? '' }),
    enabled: search.integration !== undefined,
  });
  return { search, pair, packages, integration, error: connections.error ?? catalog.error };
}

function pairOf(facts: {
  ids: [string | undefined, string | undefined];
  connections: Connection[];
  applications: Application[];
}): Pair | undefined {
  const [one, other] = facts.ids.map((wanted) => {
    const connection = facts.connections.find(({ id }) => id === wanted);
    const application = facts.applications.find(({ id }) => id === connection?.applicationId);
    return connection && application ? { connection, application } : undefined;
  });
  if (!one || !other) return undefined;
  return {
    connections: [one.connection, other.connection],
    applications: [one.application, other.application],
  };
}

/** Titles of the source and the target of a flow, as connected. */
export function endsOf(pair: Pair, flow: Package['flows'][number]): { source: string; target: string } {
  const titleOf = (applicationId: string) =>
    pair.connections.find((connection) => connection.applicationId === applicationId)?.displayTitle ?? applicationId;
  return { source: titleOf(flow.sourceApplicationId), target: titleOf(flow.targetApplicationId) };
}

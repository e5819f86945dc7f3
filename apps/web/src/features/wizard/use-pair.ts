import type { Application, Connection, Package } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { applicationsQuery, packagesQuery } from '../../entities/application/application.js';
import { apiQuery } from '../../shared/api/queries.js';
import { useDraft } from './draft-context.js';

/** One of the two connections with its application. */
export interface PairSide {
  connection: Connection;
  application: Application;
}
/** Both, in the order of the wizard. */
export type Pair = [PairSide, PairSide];

/** The connections, packages and integration of the draft. */
export function usePair() {
  const { draft } = useDraft();
  const connections = useQuery(apiQuery('listConnections', {}));
  const catalog = useQuery(applicationsQuery());
  const [one, other] = draft.connectionIds.map((wanted) => {
    const connection = connections.data?.items.find(({ id }) => id === wanted);
    const application = catalog.data?.items.find(({ id }) => id === connection?.applicationId);
    return connection && application ? { connection, application } : undefined;
  });
  const pair: Pair | undefined = one && other ? [one, other] : undefined;
  const applicationIds: [string, string] = [one?.application.id ?? '', other?.application.id ?? ''];
  const packages = useQuery({ ...packagesQuery(applicationIds), enabled: pair !== undefined });
  const integration = useQuery({
    ...apiQuery('getIntegration', { integrationId: draft.integrationId ?? '' }),
    enabled: draft.integrationId !== null,
  });
  return { pair, packages, integration, error: connections.error ?? catalog.error };
}

/** The two sides of a flow of a package. */
export function sidesOf(pair: Pair, flow: Package['flows'][number]): { source: PairSide; target: PairSide } {
  const [one, other] = pair;
  return flow.sourceApplicationId === one.application.id
    ? { source: one, target: other }
    : { source: other, target: one };
}

import type { Connection, Draft } from '@koppel/contracts';
import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query';
import { packagesQuery } from '../../lib/api/catalog-queries.js';
import { ProblemError } from '../../lib/api/problem.js';
import { apiQuery } from '../../lib/api/queries.js';
import type { WizardFacts } from './steps.js';

/** The draft of an address; undefined when there is none any more. */
export async function findDraft(queryClient: QueryClient, draftId: string): Promise<Draft | undefined> {
  try {
    return await queryClient.ensureQueryData(apiQuery('getDraft', { draftId }));
  } catch (error: unknown) {
    if (error instanceof ProblemError && error.code === 'draft.not_found') return undefined;
    throw error;
  }
}

/** What a draft has come to so far. */
export async function loadFacts(queryClient: QueryClient, draft: Draft): Promise<WizardFacts> {
  const { items } = await newest(queryClient, apiQuery('listConnections', {}));
  const connections = draft.connectionIds.map((wanted) => items.find(({ id }) => id === wanted));
  const { integrationId } = draft;
  const integration = integrationId
    ? await newest(queryClient, apiQuery('getIntegration', { integrationId }))
    : undefined;
  return { connections, integration, packages: integration ? await packagesOf(queryClient, connections) : [] };
}

async function packagesOf(queryClient: QueryClient, connections: (Connection | undefined)[]) {
  const [one, other] = connections;
  if (!one || !other) return [];
  return (await newest(queryClient, packagesQuery([one.applicationId, other.applicationId]))).items;
}

/** What the server has; what it had where it cannot be reached, so that one can go back all the same. */
async function newest<Data, Key extends QueryKey>(
  queryClient: QueryClient,
  query: FetchQueryOptions<Data, ProblemError, Data, Key>,
): Promise<Data> {
  try {
    return await queryClient.fetchQuery(query);
  } catch (error: unknown) {
    const known = queryClient.getQueryData<Data>(query.queryKey);
    if (known === undefined) throw error;
    return known;
  }
}

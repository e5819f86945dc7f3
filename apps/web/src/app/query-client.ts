import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../lib/api/problem.js';
import { signedOut } from '../lib/api/signed-out.js';
import { sessionQuery } from '../lib/session/session.js';

const MOST_RETRIES = 2;
const FRESH_MS = 10_000;

/**
 * Data counts as fresh for a moment; what the server refuses is not asked again, what did not arrive is. `onSignedOut` is
 * called where no dialog of the page asks to sign in again.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (!(error instanceof ProblemError) || error.code !== 'request.unauthenticated') return;
    if (signedOut.hasDialog) return;
    queryClient.setQueryData(sessionQuery.queryKey, null);
    onSignedOut();
  };
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) =>
          failures < MOST_RETRIES && error instanceof ProblemError && error.code === 'service.unavailable',
      },
    },
  });
  return queryClient;
}

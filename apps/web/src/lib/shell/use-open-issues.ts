import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '../api/queries.js';

/** How many issues wait for a person; 0 while that is not known. */
export function useOpenIssues(): number {
  const { data } = useQuery(apiQuery('listIssueCauses', {}));
  return data?.items.reduce((sum, { counts }) => sum + counts.open, 0) ?? 0;
}

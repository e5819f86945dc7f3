import type { Webhook } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '../../lib/api/queries.js';

const POLL_MS = 5000;

/** One webhook out of the few that there are; null where there is none of that id. */
export function useWebhook(webhookId: string) {
  return useQuery({
    ...apiQuery('listWebhooks', {}),
    refetchInterval: POLL_MS,
    select: ({ items }): Webhook | null => items.find(({ id }) => id === webhookId) ?? null,
  });
}

import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { firstTimestamp } from './feed.js';

/**
 * Items of the administration: what a first reading gives, whatever the settings leave out of it later. Undefined where
 * Exact Online does not take the question; reading goes without it.
 */
export async function countItems(context: ConnectorContext): Promise<number | undefined> {
  try {
    return await new ExactClient(context).count('logistics/Items', 'ID');
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure && error.status === 400) return undefined;
    throw error;
  }
}

/** What changed since a row version; undefined beyond a page, since a sync endpoint does not count. */
export async function countChanges(
  context: ConnectorContext,
  endpoint: string,
  after: string,
): Promise<number | undefined> {
  if (after === firstTimestamp) return countItems(context);
  return new ExactClient(context).countOnePage(endpoint, { select: 'Timestamp', filter: `Timestamp gt ${after}L` });
}

/** A sum of which one part is unknown is unknown. */
export function sumOf(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}

import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { isLaterTimestamp, textOf, timestampOf, type Row } from './odata.js';

/** Row versions begin here when nothing was read before. */
export const firstTimestamp = '1';

export interface FeedPage {
  rows: Row[];
  /** Reading on from here gives everything after this page. */
  timestamp: string;
}

/**
 * Reads a sync endpoint from a row version on. The row version that a page gives is only moved up in the middle of a
 * reading while the rows are seen to come in order; otherwise it stays until all of them were read. It stays below the last of the
 * page, too: the next one may begin with a row of the same version.
 */
export async function* readFeed(
  client: ExactClient,
  endpoint: string,
  options: { after: string; select: string; waitsForBudget?: boolean },
): AsyncGenerator<FeedPage> {
  let latest = options.after;
  let isInOrder = true;
  const query = { select: options.select, filter: `Timestamp gt ${options.after}L` };
  for await (const { rows, hasNext } of client.pages(endpoint, query, { waitsForBudget: options.waitsForBudget })) {
    for (const row of rows) {
      const timestamp = timestampOf(row.Timestamp);
      if (timestamp === undefined) continue;
      if (isLaterTimestamp(timestamp, latest)) latest = timestamp;
      else if (timestamp !== latest) isInOrder = false;
    }
    const reached = isInOrder ? before(latest, options.after) : options.after;
    yield { rows, timestamp: hasNext ? reached : latest };
  }
}

function before(timestamp: string, least: string): string {
  return isLaterTimestamp(timestamp, least) ? (BigInt(timestamp) - 1n).toString() : least;
}

/** Kinds of record in the list of deletions. */
export const deletedKinds = { salesItemPrice: 8, item: 9, stockPosition: 15, priceListLine: 31 } as const;

export interface Deletions {
  /** Keys of the deleted records of the asked kind. */
  keys: string[];
  timestamp: string;
}

/** What was deleted since a row version, of all kinds. Exact Online keeps this list for about two months. */
export interface DeletionList {
  rows: Row[];
  timestamp: string;
}

export async function readDeletionList(client: ExactClient, after: string): Promise<DeletionList> {
  const list: DeletionList = { rows: [], timestamp: after };
  const select = 'Timestamp,EntityKey,EntityType';
  for await (const page of readFeed(client, 'sync/Deleted', { after, select })) {
    list.timestamp = page.timestamp;
    list.rows.push(...page.rows);
  }
  return list;
}

export function deletionsOf({ rows, timestamp }: DeletionList, kind: number): Deletions {
  const ofKind = rows.filter(({ EntityType }) => EntityType === kind);
  return { keys: ofKind.flatMap(({ EntityKey }) => textOf(EntityKey) ?? []), timestamp };
}

export async function readDeletions(client: ExactClient, after: string, kind: number): Promise<Deletions> {
  return deletionsOf(await readDeletionList(client, after), kind);
}

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

import type { ConnectorContext } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { ExactClient } from './client.js';
import {
  countChanges,
  countItems,
  deletionsOf,
  firstTimestamp,
  readDeletionList,
  readFeed,
  sumOf,
  type DeletionList,
} from './feed.js';
import { itemFactsOf, itemFactsSelect, maxAskedInBatches, type ItemFacts } from './items.js';
import { guidLiteral, orFilters, type Row } from './odata.js';

/**
 * Stock positions and sales prices stand beside their item, several to one item, while a flow sends one record per item.
 * A join follows both feeds, the items' and the parts', and gives each touched item with all of its parts.
 */
export interface JoinSource<Part> {
  /** The parts' sync endpoint and its columns. */
  feed: { endpoint: string; select: string };
  /** Where the parts of single items can be asked for. */
  lookUp: { endpoint: string; select: string; itemColumn: string };
  deletedKind: number;
  /** A part with its own key and its item's; of a row of the feed or of a look-up. */
  partOf(row: Row): { itemId: string; key: string; part: Part } | undefined;
  /** Items outside the flow's selection are given without parts: no call is spent on them. */
  isWanted(item: ItemFacts): boolean;
}

export interface Joined<Part> {
  item: ItemFacts;
  parts: Part[];
}

export interface JoinCursor {
  items: string;
  /** Null: the first reading was not finished, so all parts are read again. */
  parts: string | null;
  deletions: string;
}

export const joinCursorSchema = z.object({
  items: z.string().regex(/^\d+$/),
  parts: z.string().regex(/^\d+$/).nullable(),
  deletions: z.string().regex(/^\d+$/),
});

export interface JoinPage<Part> {
  joined: Joined<Part>[];
  cursor: JoinCursor;
}

type Parts<Part> = Map<string, Map<string, Part>>;

export class ItemJoin<Part> {
  private readonly facts = new Map<string, ItemFacts>();
  /** All parts, once they were read in one go. */
  private index: Parts<Part> | undefined;

  constructor(
    private readonly client: ExactClient,
    private readonly source: JoinSource<Part>,
  ) {}

  /**
   * Everything that changed since the cursor, without one everything, in pages of at most so many items.
   *
   * @param list of deletions since the cursor, where it was read already
   */
  async *pages(cursor: JoinCursor | undefined, pageSize: number, list?: DeletionList): AsyncGenerator<JoinPage<Part>> {
    let reached = cursor ?? { items: firstTimestamp, parts: null, deletions: firstTimestamp };
    for await (const page of this.fullPages(cursor, list)) {
      // Only the last piece of what one call gave moves the cursor up.
      for (let start = 0; start < page.joined.length - pageSize; start += pageSize) {
        yield { joined: page.joined.slice(start, start + pageSize), cursor: reached };
      }
      const rest = page.joined.length % pageSize || pageSize;
      reached = page.cursor;
      yield { joined: page.joined.slice(-rest), cursor: reached };
    }
  }

  private async *fullPages(
    cursor: JoinCursor | undefined,
    list: DeletionList | undefined,
  ): AsyncGenerator<JoinPage<Part>> {
    const since = list ?? (await readDeletionList(this.client, cursor?.deletions ?? firstTimestamp));
    const deletions = deletionsOf(since, this.source.deletedKind);
    // A deleted part no longer tells whose it was: then every item is looked at again, which costs nothing at the target.
    const isWhole = cursor === undefined || cursor.parts === null || deletions.keys.length > 0;
    if (isWhole) {
      const itemsFrom = cursor !== undefined && deletions.keys.length === 0 ? cursor.items : firstTimestamp;
      yield* this.wholePages(itemsFrom, deletions.timestamp);
    } else yield* this.changedPages({ ...cursor, deletions: deletions.timestamp });
  }

  /** About how many items the pages give; undefined where too much changed to tell in a call or two. */
  static async count(
    context: ConnectorContext,
    source: Pick<JoinSource<unknown>, 'feed'>,
    cursor: JoinCursor | undefined,
  ): Promise<number | undefined> {
    if (cursor === undefined) return countItems(context);
    const items = await countChanges(context, 'sync/Logistics/Items', cursor.items);
    if (cursor.parts === null) return items;
    return sumOf([items, await countChanges(context, source.feed.endpoint, cursor.parts)]);
  }

  /** Items by their keys, with all parts; for what changes by the calendar alone. */
  async join(itemIds: readonly string[]): Promise<Joined<Part>[]> {
    await this.loadFacts(itemIds);
    return this.withParts(itemIds.flatMap((id) => this.facts.get(id) ?? []));
  }

  private async *wholePages(itemsFrom: string, deletions: string): AsyncGenerator<JoinPage<Part>> {
    const readUntil = await this.loadIndex();
    let items = itemsFrom;
    for await (const page of this.itemPages(itemsFrom)) {
      items = page.timestamp;
      yield { joined: await this.withParts(page.items), cursor: { items, parts: null, deletions } };
    }
    yield { joined: [], cursor: { items, parts: readUntil, deletions } };
  }

  private async *changedPages(from: JoinCursor): AsyncGenerator<JoinPage<Part>> {
    let cursor = from;
    for await (const page of this.itemPages(from.items)) {
      cursor = { ...cursor, items: page.timestamp };
      yield { joined: await this.withParts(page.items), cursor };
    }
    const { endpoint, select } = this.source.feed;
    for await (const page of readFeed(this.client, endpoint, { after: from.parts ?? firstTimestamp, select })) {
      const touched = page.rows.flatMap((row) => this.source.partOf(row) ?? []);
      if (this.index) for (const each of touched) addPart(this.index, each);
      cursor = { ...cursor, parts: page.timestamp };
      yield { joined: await this.join([...new Set(touched.map(({ itemId }) => itemId))]), cursor };
    }
    yield { joined: [], cursor };
  }

  private async *itemPages(after: string): AsyncGenerator<{ items: ItemFacts[]; timestamp: string }> {
    const select = `Timestamp,${itemFactsSelect}`;
    for await (const page of readFeed(this.client, 'sync/Logistics/Items', { after, select })) {
      const items = page.rows.flatMap((row) => itemFactsOf(row) ?? []);
      for (const item of items) this.facts.set(item.id, item);
      yield { items, timestamp: page.timestamp };
    }
  }

  private async withParts(items: readonly ItemFacts[]): Promise<Joined<Part>[]> {
    const wanted = items.filter((item) => this.source.isWanted(item)).map(({ id }) => id);
    const parts = await this.partsOf(wanted);
    return items.map((item) => ({ item, parts: [...(parts.get(item.id)?.values() ?? [])] }));
  }

  private async partsOf(itemIds: readonly string[]): Promise<Parts<Part>> {
    if (!this.index && itemIds.length > maxAskedInBatches) await this.loadIndex();
    if (this.index) return this.index;
    const { endpoint, select, itemColumn } = this.source.lookUp;
    const found: Parts<Part> = new Map();
    for (const filter of orFilters(itemIds.map((id) => `${itemColumn} eq ${guidLiteral(id)}`))) {
      for (const row of await this.client.allRows(endpoint, { select, filter })) {
        const each = this.source.partOf(row);
        if (each) addPart(found, each);
      }
    }
    return found;
  }

  /** Reads all parts, a thousand a call, and gives the row version up to which they were read. */
  private async loadIndex(): Promise<string> {
    const index: Parts<Part> = new Map();
    const { endpoint, select } = this.source.feed;
    let timestamp = firstTimestamp;
    for await (const page of readFeed(this.client, endpoint, { after: firstTimestamp, select, waitsForBudget: true })) {
      timestamp = page.timestamp;
      for (const row of page.rows) {
        const each = this.source.partOf(row);
        if (each) addPart(index, each);
      }
    }
    this.index = index;
    return timestamp;
  }

  private async loadFacts(itemIds: readonly string[]): Promise<void> {
    const missing = itemIds.filter((id) => !this.facts.has(id));
    const keep = (row: Row) => {
      const item = itemFactsOf(row);
      if (item) this.facts.set(item.id, item);
    };
    if (missing.length > maxAskedInBatches) {
      const pages = this.client.pages('bulk/Logistics/Items', { select: itemFactsSelect }, { waitsForBudget: true });
      for await (const { rows } of pages) rows.forEach(keep);
      return;
    }
    for (const filter of orFilters(missing.map((id) => `ID eq ${guidLiteral(id)}`))) {
      (await this.client.allRows('logistics/Items', { select: itemFactsSelect, filter })).forEach(keep);
    }
  }
}

function addPart<Part>(parts: Parts<Part>, { itemId, key, part }: { itemId: string; key: string; part: Part }): void {
  const ofItem = parts.get(itemId);
  if (ofItem) ofItem.set(key, part);
  else parts.set(itemId, new Map([[key, part]]));
}

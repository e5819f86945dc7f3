import type { JsonValue } from '@koppel/contracts';
import type { SourcePage, SourceRecord } from '@koppel/connector-sdk';
import type { FlowPlan } from '../engine/flow-plan.js';
import { at } from '../engine/trouble.js';

export interface PreviewReading {
  records: SourceRecord<unknown>[];
  /** How many came, of which `records` are the first. */
  read: number;
  hasMore: boolean;
  pages: number;
}

/**
 * Reads the first records from a cursor, and one more that tells whether there are others.
 *
 * @param options.pageSize that of a run: asking for less would make the whole run look dearer than it is
 * @param options.afterPage hears how many were read; throws to stop
 */
export async function readFirst(
  { source }: FlowPlan,
  options: {
    cursor: JsonValue | undefined;
    limit: number;
    pageSize: number;
    afterPage: (reading: { read: number; pages: number }) => Promise<void>;
  },
): Promise<PreviewReading> {
  const { reader, settings, context } = source;
  const { cursor, limit, pageSize, afterPage } = options;
  const wanted = limit + 1;
  const pages: AsyncIterator<SourcePage<unknown>> = reader
    .read(context, { cursor, settings, pageSize: Math.max(wanted, pageSize) })
    [Symbol.asyncIterator]();
  const records: SourceRecord<unknown>[] = [];
  let count = 0;
  try {
    while (records.length < wanted) {
      const page = await at('source', () => pages.next());
      context.signal.throwIfAborted();
      if (page.done) return { records, read: records.length, hasMore: false, pages: count };
      records.push(...page.value.records);
      count += 1;
      await afterPage({ read: Math.min(limit, records.length), pages: count });
    }
    return { records: records.slice(0, limit), read: records.length, hasMore: true, pages: count };
  } finally {
    void Promise.resolve(pages.return?.()).catch(() => undefined);
  }
}

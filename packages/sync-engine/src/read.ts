import type { JsonValue } from '@koppel/contracts';
import { wholeText, type ReadOptions, type SourcePage, type SourceRecord } from '@koppel/connector-sdk';
import { onSide } from './errors.js';
import type { FlowPlan } from './plan.js';

/**
 * The pages of a flow's source from a cursor on.
 *
 * @param options.readsAhead fetches one page ahead of the work, so that reading and writing overlap; never more than two
 *   pages are in memory
 * @throws ApplicationFailure after the pages that were read before it
 */
export async function* readPages(
  { source }: FlowPlan,
  { readsAhead, ...page }: { cursor: JsonValue | undefined; pageSize: number; readsAhead: boolean },
): AsyncGenerator<SourcePage<unknown>, void, void> {
  const { reader, context } = source;
  const options = { ...page, ...flowOptions(source) };
  const pages: AsyncIterator<SourcePage<unknown>> = reader.read(context, options)[Symbol.asyncIterator]();
  const fetchNext = (): Promise<IteratorResult<SourcePage<unknown>>> => {
    const fetched = onSide('source', () => pages.next());
    // Whoever takes the page gets the error; until then it must not count as unhandled.
    fetched.catch(() => undefined);
    return fetched;
  };
  let ahead: ReturnType<typeof fetchNext> | undefined;
  try {
    for (;;) {
      const next = await (ahead ?? fetchNext());
      context.signal.throwIfAborted();
      if (next.done) return;
      ahead = readsAhead ? fetchNext() : undefined;
      yield next.value;
    }
  } finally {
    // A page that is being fetched is dropped.
    void Promise.resolve(pages.return?.()).catch(() => undefined);
  }
}

/** What reading a source takes from its flow. */
export function flowOptions({
  settings,
  enabledAt,
  booksCredits,
  origin,
}: FlowPlan['source']): Omit<ReadOptions<FlowPlan['source']['settings']>, 'cursor' | 'pageSize'> {
  return { settings, enabledAt, booksCredits, ...(origin && { origin: { enabledAt: origin.enabledAt } }) };
}

/**
 * These records as the source has them now; those that it has no more are absent.
 *
 * @param options.pageSize where the source cannot be asked for single records, it is read in such pages until all are found
 */
export async function readRecords(
  plan: FlowPlan,
  { keys, pageSize }: { keys: readonly string[]; pageSize: number },
): Promise<SourceRecord<unknown>[]> {
  const { reader, settings, context } = plan.source;
  if (reader.readByKeys)
    return onSide('source', async () => (await reader.readByKeys?.(context, { keys, settings })) ?? []);
  const missing = new Set(keys);
  const found: SourceRecord<unknown>[] = [];
  for await (const page of readPages(plan, { cursor: undefined, pageSize, readsAhead: false })) {
    found.push(...page.records.filter(({ key }) => missing.delete(wholeText(key))));
    if (missing.size === 0) break;
  }
  return found;
}

/** Whether the target takes back what is deleted at the source, and the source can say what it still has. */
export function followsDeletions({ entity, source, writerOf }: FlowPlan): boolean {
  return source.reader.existing !== undefined && writerOf(entity)?.writer.withdraw !== undefined;
}

/** Of records that were delivered, those that were deleted at the source. */
export async function findDeleted<R extends { key: string }>(
  { source: { reader, settings, context } }: FlowPlan,
  delivered: readonly R[],
): Promise<R[]> {
  const keys = delivered.map(({ key }) => key);
  const existing = await onSide('source', async () => reader.existing?.(context, { keys, settings }));
  return existing ? delivered.filter(({ key }) => !existing.has(key)) : [];
}

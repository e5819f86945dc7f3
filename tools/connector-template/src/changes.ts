import type { ConnectorContext, SourcePage } from '@koppel/connector-sdk';
import { z } from 'zod';

/** What every list of Acme Shop has, beside the record itself. */
export interface Changed {
  id: string;
  code: string;
  /** An ISO time in UTC. */
  changedAt: string;
}

/** A page of Acme Shop, in the order of the changes, and the cursor of the next one. */
interface Page<Row> {
  items: Row[];
  next: string | null;
}

const cursorSchema = z.object({
  /** What changed since then is read; null: everything. */
  since: z.string().nullable(),
  /** The application's cursor of the next page; null: the end was reached. */
  page: z.string().nullable(),
  newest: z.string().nullable(),
});
type Cursor = z.infer<typeof cursorSchema>;

const start: Cursor = { since: null, page: null, newest: null };

/** Databases commit later than they stamp, so the next run begins some seconds before the newest change. */
const overlapMs = 10_000;

/** Reads a list by the time of change. A page that a run stopped behind is not read again. */
export async function* readChanges<Row extends Changed, Native>(
  context: ConnectorContext,
  url: string,
  { cursor, pageSize, nativeOf }: { cursor: unknown; pageSize: number; nativeOf: (row: Row) => Native },
): AsyncGenerator<SourcePage<Native>> {
  let position = cursorSchema.safeParse(cursor).data ?? start;
  do {
    const query = { limit: pageSize, changedSince: position.since ?? undefined, cursor: position.page ?? undefined };
    const { body } = await context.http.request<Page<Row>>({ method: 'GET', url, query });
    position = positionAfter(body, position);
    const records = body.items.map((row) => ({ key: row.id, naturalKey: row.code, native: nativeOf(row) }));
    yield { records, cursor: { ...position } };
  } while (position.page !== null);
}

function positionAfter({ items, next }: Page<Changed>, { since, newest: before }: Cursor): Cursor {
  const newest = items.at(-1)?.changedAt ?? before;
  if (next !== null) return { since, page: next, newest };
  const overlapped = newest && new Date(Date.parse(newest) - overlapMs).toISOString();
  return { since: overlapped, page: null, newest };
}

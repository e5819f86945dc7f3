import { AppError } from '@koppel/contracts';
import { z } from 'zod';

/** Parts of a cursor: what a row is sorted by, as Postgres gives it as text. */
export const cursorPart = {
  /** `timestamptz::text`, with microseconds. */
  instant: z.string().refine(isInstant),
  uuid: z.uuid(),
  /** A `bigint`. */
  position: z.string().refine(isPosition),
  /** Text that Postgres can store: no NUL, no half of a surrogate pair. */
  text: z.string().refine((text) => !/[\0\p{Surrogate}]/u.test(text)),
};

/** Half of what the broker takes in one message. */
const maxPageBytes = 512 * 1024;

type Parts = readonly [z.ZodType<string>, ...z.ZodType<string>[]];
type ValuesOf<P extends Parts> = { -readonly [Index in keyof P]: string };

export interface Keyset<Values extends readonly string[]> {
  /**
   * The sort values of the last row of the page before; undefined for the first page.
   *
   * @throws AppError `request.invalid` for a cursor that this list cannot have given
   */
  decode(cursor: string | null | undefined): Values | undefined;
  encode(values: Values): string;
  /**
   * One page, shorter than `limit` where its items are so large that they would not fit into a message.
   *
   * @param rows one more than `limit` where there is a next page
   */
  page<Row, Item>(
    rows: readonly Row[],
    limit: number,
    options: { toItem: (row: Row) => Item; cursorOf: (row: Row) => Values },
  ): { items: Item[]; next: string | null };
}

/**
 * Keyset paging with an opaque cursor: `keyset(cursorPart.instant, cursorPart.uuid)` for a list sorted by time and id. Values
 * are parsed, not only matched by their look, so that no cursor makes a statement fail.
 */
export function keyset<P extends Parts>(...parts: P): Keyset<ValuesOf<P>> {
  const schema = z.tuple(parts as unknown as [z.ZodType<string>, ...z.ZodType<string>[]]);
  const encode = (values: readonly string[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
  return {
    encode,
    decode: (cursor) => {
      if (cursor === undefined || cursor === null) return undefined;
      const parsed = schema.safeParse(jsonOf(cursor));
      if (parsed.success) return parsed.data as unknown as ValuesOf<P>;
      const problems = [{ path: 'after', code: 'field.cursor', params: {} }];
      throw new AppError('request.invalid', 'The cursor ("after") is not one that this list gave.', { problems });
    },
    page: (rows, limit, { toItem, cursorOf }) => {
      const items: ReturnType<typeof toItem>[] = [];
      let bytes = 0;
      for (const row of rows.slice(0, limit)) {
        const item = toItem(row);
        bytes += Buffer.byteLength(JSON.stringify(item));
        if (items.length > 0 && bytes > maxPageBytes) break;
        items.push(item);
      }
      const last = rows[items.length - 1];
      return { items, next: rows.length > items.length && last ? encode(cursorOf(last)) : null };
    },
  };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isPosition(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) <= 9_223_372_036_854_775_807n;
}

function isInstant(text: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::?\d\d)?)$/.exec(text);
  if (!parts) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const offset = /[+-](\d\d):?(\d\d)?$/.exec(text.slice(19));
  const isOffset = !offset || (Number(offset[1]) <= 15 && Number(offset[2] ?? 0) <= 59);
  return year > 0 && isDay && hour <= 23 && minute <= 59 && second <= 59 && isOffset;
}

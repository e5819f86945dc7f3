import { AppError } from '@koppel/contracts';

/** Opaque place in a list: the last row's sort values. */
export function encodePlace(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws AppError `request.invalid` for a place that this service did not give */
export function decodePlace(after: string | undefined, pattern: readonly RegExp[]): string[] | undefined {
  if (after === undefined) return undefined;
  const values = parse(after);
  const isOurs =
    Array.isArray(values) &&
    values.length === pattern.length &&
    pattern.every((part, index) => typeof values[index] === 'string' && part.test(values[index]));
  if (isOurs) return values as string[];
  throw new AppError(
    'request.invalid',
    'The place to go on from ("after") is not one that this list gave. Start the list from its beginning.',
  );
}

function parse(after: string): unknown {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

export const instantPart = /^\d{4}-\d\d-\d\d[ T][\d:.]+[+-]\d\d(:?\d\d)?$/;
export const idPart = /^[0-9a-f-]{36}$/;
export const positionPart = /^\d{1,19}$/;
export const textPart = /^[\s\S]*$/;

/** One page: `rows` holds one more than `limit` when there is a next one. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { toItem, place }: { toItem: (row: Row) => Item; place: (row: Row) => string[] },
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(toItem), next: rows.length > limit && last ? encodePlace(place(last)) : null };
}

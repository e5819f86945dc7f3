/** Reads one search parameter; undefined when it is invalid, so that a mistyped address still shows its page. */
export type Reader<Value> = (value: unknown) => Value | undefined;

type Readers = Record<string, Reader<unknown>>;
export type SearchOf<Known extends Readers> = {
  [Key in keyof Known]?: Exclude<ReturnType<Known[Key]>, undefined> | undefined;
};

/**
 * Reads the known, well-formed search parameters of an address. The routes of all pages are in the first load, which has
 * no room for zod.
 *
 * @example validateSearch: searchReader({ q: text, flowId: uuid() })
 */
export function searchReader<Known extends Readers>(readers: Known): (search: object) => SearchOf<Known> {
  return (search) => {
    const typed = new Map<string, unknown>(Object.entries(search));
    const found = Object.entries(readers).flatMap(([key, read]) => {
      const value = read(typed.get(key));
      return value === undefined ? [] : [[key, value]];
    });
    return Object.fromEntries(found) as SearchOf<Known>;
  };
}

/** The router parses digits as a number; order 1001 is a text. */
export const text: Reader<string> = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

export function oneOf<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return (value) => words.find((word) => word === value);
}

function matching<Text extends string>(pattern: RegExp): Reader<Text> {
  return (value) => (typeof value === 'string' && pattern.test(value) ? (value as Text) : undefined);
}

/** An id, branded as in its contract. */
export function uuid<Id extends string = string>(): Reader<Id> {
  return matching<Id>(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i);
}

/** `2026-11-23`; undefined for a day that does not exist. */
export const day: Reader<string> = (value) => {
  const written = matching(/^\d{4}-\d\d-\d\d$/)(value);
  const time = written === undefined ? NaN : Date.parse(written);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written ?? '') ? written : undefined;
};

/** Only a path of this site, to prevent open redirects. */
export const ownPath: Reader<string> = matching(/^\/(?![/\\])/);

/** From the beginning of one day to the end of another, where they are given; a day begins at midnight where the person is. */
export function betweenDays({ from, until }: { from?: string | undefined; until?: string | undefined }) {
  return {
    ...(from && { from: startOfDay(from, 0).toISOString() }),
    ...(until && { to: startOfDay(until, 1).toISOString() }),
  };
}

function startOfDay(date: string, daysLater: number): Date {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, dayOfMonth + daysLater);
}

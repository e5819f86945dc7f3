/** One value of the address; undefined for what is none, so that a mistyped address shows its page all the same. */
export type Reader<Value> = (value: unknown) => Value | undefined;

type Readers = Record<string, Reader<unknown>>;
export type SearchOf<Known extends Readers> = {
  [Key in keyof Known]?: Exclude<ReturnType<Known[Key]>, undefined> | undefined;
};

/**
 * Reads the search of an address: what is known and well-formed. The routes of all pages are in the first load, which has
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

/** A number in the address is a text too: order 1001. */
export const text: Reader<string> = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

export function oneOf<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return (value) => words.find((word) => word === value);
}

function matching<Text extends string>(pattern: RegExp): Reader<Text> {
  return (value) => (typeof value === 'string' && pattern.test(value) ? (value as Text) : undefined);
}

/** The id of something, branded where its contract brands it. */
export function uuid<Id extends string = string>(): Reader<Id> {
  return matching<Id>(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i);
}

/** `2026-11-23`; a day that no month has is none. */
export const day: Reader<string> = (value) => {
  const written = matching(/^\d{4}-\d\d-\d\d$/)(value);
  const time = written === undefined ? NaN : Date.parse(written);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written ?? '') ? written : undefined;
};

/** Only a path of this site: an address from elsewhere must not be gone to. */
export const ownPath: Reader<string> = matching(/^\/(?![/\\])/);

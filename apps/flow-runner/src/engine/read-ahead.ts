/** Pages of a source, of which at most one is fetched before it is asked for. */
export interface ReadAhead<Page> {
  /** The next page; undefined at the end. */
  next(): Promise<Page | undefined>;
  /** Lets go of the source; a page that is on its way is dropped. */
  stop(): void;
}

/** Reads one page ahead of the work: fetching and writing overlap, and never more than two pages are in memory. */
export function readAhead<Page>(read: () => AsyncIterable<Page>): ReadAhead<Page> {
  let iterator: AsyncIterator<Page> | undefined;
  let coming: Promise<IteratorResult<Page>> | undefined;

  const fetchNext = (): Promise<IteratorResult<Page>> => {
    iterator ??= read()[Symbol.asyncIterator]();
    const fetched = iterator.next();
    // Whoever asks for the page gets the error; until then it must not count as unhandled.
    fetched.catch(() => undefined);
    return fetched;
  };

  return {
    async next() {
      const result = await (coming ?? fetchNext());
      coming = undefined;
      if (result.done) return undefined;
      coming = fetchNext();
      return result.value;
    },
    stop() {
      coming = undefined;
      void Promise.resolve(iterator?.return?.()).catch(() => undefined);
    },
  };
}

import type { ConnectorContext } from './context.js';
import { ConnectorFailure } from './failure.js';

export interface PageSize {
  /** Of what is listed; the size that the application bears is kept under it for the run. */
  list: string;
  /** How many records a page is to have. */
  wanted: number;
  /** A page of so many is never halved; default 1. */
  smallest?: number;
}

/**
 * A page of as many records as the application can answer: one that fails on a page, or takes too long, is asked for half as
 * many, and for no more than that in the rest of the run.
 *
 * @returns the page and the size that it was asked for with
 * @throws what the smallest page failed with, and at once what another size would not mend
 */
export async function readBearablePage<Page>(
  context: ConnectorContext,
  { list, wanted, smallest = 1 }: PageSize,
  readPage: (size: number) => Promise<Page>,
): Promise<{ page: Page; size: number }> {
  const key = `${list}:page_size`;
  const borne = context.cache.get(key);
  let size = typeof borne === 'number' ? Math.min(borne, wanted) : wanted;
  for (;;) {
    try {
      return { page: await readPage(size), size };
    } catch (error: unknown) {
      if (!isTooMuch(error) || size <= smallest) throw error;
      size = Math.max(smallest, Math.floor(size / 2));
      context.cache.set(key, size);
      context.log.warn('the application fails on a page; smaller ones are asked for', { list, size });
    }
  }
}

/** The application failed, or took too long, on what it was asked for; not because of its limits or its maintenance. */
export function isTooMuch(error: unknown): boolean {
  if (!(error instanceof ConnectorFailure)) return false;
  const isServerError = error.status !== undefined && error.status >= 500 && error.status !== 503;
  return error.failureClass === 'too_large' || isServerError || error.reason.code === 'http.timeout';
}

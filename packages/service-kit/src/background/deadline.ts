import { systemClock, type Clock } from './clock.js';

/** Work did not end in its time. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly code = 'DEADLINE_EXCEEDED';
}

export interface DeadlineOptions {
  timeoutMs: number;
  /** What takes the time, for the error: `a fetch from the broker`. */
  name: string;
  /** Ends the work earlier, with its reason. */
  signal?: AbortSignal;
  clock?: Clock;
}

/**
 * Runs work that must end in time. The signal that it is given aborts at the deadline or with the outer signal; the result
 * does not wait for work that ignores it.
 *
 * @throws DeadlineExceeded, the outer signal's reason, or what the work threw
 */
export async function withDeadline<T>(
  { timeoutMs, name, signal, clock = systemClock }: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const timer = new AbortController();
  const ending = new AbortController();
  const onAbort = () => ending.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const ended = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason as Error), { once: true });
  });
  // Rejects after the work has won the race, too.
  ended.catch(() => undefined);
  clock
    .sleep(timeoutMs, timer.signal)
    .then(() => ending.abort(new DeadlineExceeded(`${name} did not end within ${timeoutMs} ms`)))
    .catch(() => undefined);
  try {
    return await Promise.race([work(ending.signal), ended]);
  } finally {
    timer.abort();
    signal?.removeEventListener('abort', onAbort);
  }
}

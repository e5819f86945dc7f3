const startedAt = performance.now();
const repeatedSignalMs = 2_000;

/** Receives progress, one line at a time. */
export type Log = (line: string) => void;

export const ignoreLog: Log = () => {};

/** A failure whose message is written for the person at the keyboard: printed without a stack trace. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Seconds since the command began. */
export const elapsedSeconds = (): number => (performance.now() - startedAt) / 1000;

/** Prints one line of progress with the seconds since the command began. */
export function log(line: string): void {
  process.stdout.write(`${elapsedSeconds().toFixed(1).padStart(6)} s  ${line}\n`);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Stops everything on the first signal; a second one, clearly later, ends at once. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let firstAt: number | undefined;
  const onSignal = async () => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > repeatedSignalMs) process.exit(130);
      return;
    }
    firstAt = performance.now();
    log('stopping; unfinished work continues at the next start');
    await stop();
    log('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void onSignal());
}

import { say } from './say.mjs';

const repeatedSignalMs = 2_000;

/** Stops everything on the first signal; a second one, clearly later, ends at once. */
export function stopOnSignals(stop) {
  let firstAt;
  const onSignal = async () => {
    if (firstAt) {
      if (performance.now() - firstAt > repeatedSignalMs) process.exit(130);
      return;
    }
    firstAt = performance.now();
    say('stopping; unfinished work goes on at the next start');
    await stop();
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}

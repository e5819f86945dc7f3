import { buildIfChanged } from './build.mjs';
import { stateDirectory } from './paths.mjs';
import { say } from './say.mjs';
import { startSystem } from './system.mjs';
import { welcome } from './welcome.mjs';

const repeatedSignalMs = 2_000;

/** Stops everything on the first signal; a second one, clearly later, ends at once. */
function stopOnSignals(stop) {
  let firstAt;
  const onSignal = async () => {
    if (firstAt) {
      if (performance.now() - firstAt > repeatedSignalMs) process.exit(130);
      return;
    }
    firstAt = performance.now();
    say('stopping; unfinished work is given back and goes on at the next start');
    await stop();
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}

/** `npm start`: builds, starts everything, tells what to do, and runs until a signal. */
export async function start() {
  setInterval(() => {}, 3_600_000);
  await buildIfChanged(say);
  const system = await startSystem({
    ...{ stateDir: stateDirectory(), isPrivate: false, say, onStop: stopOnSignals },
    flowRunnerReplicas: Number(process.env.KOPPEL_REPLICAS || 1),
  });
  process.stdout.write(welcome(system));
}

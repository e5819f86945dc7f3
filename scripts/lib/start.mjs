import { buildIfChanged } from './build.mjs';
import { stateDirectory } from './paths.mjs';
import { say } from './say.mjs';
import { stopOnSignals } from './signals.mjs';
import { startSystem } from './system.mjs';
import { welcome } from './welcome.mjs';

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

import { buildIfChanged } from './build.mjs';
import { writeEventsEnvironment } from './events-environment.mjs';
import { stateDirectory } from './paths.mjs';
import { say } from './say.mjs';
import { stopOnSignals } from './signals.mjs';
import { startSystem } from './system.mjs';
import { welcome } from './welcome.mjs';

/** `npm start`: builds, starts everything, tells what to do, and runs until a signal. */
export async function start() {
  setInterval(() => {}, 3_600_000);
  await buildIfChanged(say);
  const stateDir = stateDirectory();
  const system = await startSystem({
    ...{ stateDir, isPrivate: false, say, onStop: stopOnSignals },
    flowRunnerReplicas: Number(process.env.KOPPEL_REPLICAS || 1),
  });
  const eventsFile = await writeEventsEnvironment({ stateDir, env: process.env }, system);
  process.stdout.write(welcome({ ...system, eventsFile }));
}

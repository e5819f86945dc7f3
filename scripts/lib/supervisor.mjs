import { startChild, tailOf } from './child.mjs';
import { signalGroup } from './ledger.mjs';
import { Problem } from './problem.mjs';
import { waitForOk } from './readiness.mjs';

const readyWithinMs = 90_000;
const firstDelayMs = 250;
const longestDelayMs = 30_000;
const stableAfterMs = 60_000;

/**
 * Keeps one service running: started again after a crash, ever later when it keeps crashing.
 * @param spec what to start: `{ name, command, args, env, cwd, logFile, readyUrl }`
 * @param context `{ ledger, say }`
 */
export function supervise(spec, { ledger, say }) {
  let child;
  let timer;
  let isWanted = false;
  let failures = 0;
  let isExpected = false;

  function launch() {
    const launchedAt = Date.now();
    const started = startChild({ ...spec, ledger });
    child = started;
    void started.exited.then(({ code, signal, error }) => {
      if (!isWanted || child !== started) return;
      failures = isExpected || Date.now() - launchedAt > stableAfterMs ? 0 : failures + 1;
      isExpected = false;
      const delayMs = Math.min(firstDelayMs * 2 ** Math.min(failures, 10), longestDelayMs);
      const how = error?.message ?? (signal ? `was ended by ${signal}` : `ended with code ${code}`);
      say(`${spec.name} ${how}; starting it again in ${delayMs / 1000} s. Its log: ${spec.logFile}`);
      timer = setTimeout(launch, delayMs);
    });
  }

  async function stop() {
    isWanted = false;
    clearTimeout(timer);
    await child?.stop();
  }

  function start() {
    isWanted = true;
    launch();
  }

  return {
    name: spec.name,
    readyUrl: spec.readyUrl,
    get pid() {
      return child && !child.hasExited() ? child.pid : undefined;
    },
    start,
    stop,
    /** Sends a signal; when the process dies of it, it is started again at once. */
    kill(signal = 'SIGKILL') {
      isExpected = true;
      if (child && !child.hasExited()) signalGroup(child.pid, signal);
    },
    async restart() {
      await stop();
      start();
      await this.ready();
    },
    /** Resolves when the service answers ready; fails with the end of its log when it does not. */
    async ready(timeoutMs = readyWithinMs) {
      const last = await waitForOk(spec.readyUrl, { timeoutMs, isGone: () => failures >= 3 || !isWanted });
      if (!last) return;
      throw new Problem(
        `${spec.name} did not become ready: ${spec.readyUrl} answered ${last.status || 'nothing'} ${last.body}\n` +
          `The end of ${spec.logFile}:\n${tailOf(spec.logFile)}`,
      );
    },
  };
}

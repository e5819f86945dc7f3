import { buildIfChanged } from './build.ts';
import { startSystem } from './system.ts';

/** Progress goes to stderr, so that stdout holds nothing but the result. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** `npm run bench`: a signal stops what runs at that moment. */
export async function main(args: readonly string[]): Promise<void> {
  let stop = () => Promise.resolve();
  const end = async () => {
    log('stopping');
    await stop();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end());
  await buildIfChanged(log);
  // Only now: it uses the contracts as built, which a fresh clone does not have before.
  const { bench } = await import('../bench/main.ts');
  process.exit(await bench(args, { startSystem, log, onStop: (stopSystem) => (stop = stopSystem) }));
}

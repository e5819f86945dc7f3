import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, tailOf } from './child.mjs';
import { accountsFile, natsUsers } from './nats-accounts.mjs';
import { locateNats } from './nats-program.mjs';
import { isListening } from './ports.mjs';
import { Problem } from './problem.mjs';

const readyWithinMs = 30_000;

/**
 * Starts a nats-server with JetStream on 127.0.0.1.
 * @param options.storeDir where JetStream keeps its streams
 * @param options.passwords of the users in deploy/nats/accounts.conf; absent: everybody may do everything
 */
export async function startNats({ storeDir, port, passwords, logFile, ledger, say }) {
  const command = await locateNats({ say });
  mkdirSync(storeDir, { recursive: true });
  const args = ['--addr', '127.0.0.1', '--port', String(port), '--jetstream', '--store_dir', storeDir];
  if (passwords) args.push('--config', accountsFile);
  const secrets = Object.entries(passwords ?? {}).map(([user, password]) => [natsUsers[user], password]);
  const child = startChild({
    name: 'nats',
    command,
    args,
    env: { PATH: process.env.PATH ?? '', ...Object.fromEntries(secrets) },
    cwd: '/',
    logFile,
    ledger,
    isStore: true,
  });
  const deadline = Date.now() + readyWithinMs;
  while (!(await isListening(port))) {
    if (child.hasExited() || Date.now() > deadline) {
      await child.stop(1_000);
      throw new Problem(`nats-server did not start on port ${port}. The end of ${logFile}:\n${tailOf(logFile)}`);
    }
    await sleep(25);
  }
  return { url: `nats://127.0.0.1:${port}`, pid: child.pid, exited: child.exited, stop: () => child.stop(10_000) };
}

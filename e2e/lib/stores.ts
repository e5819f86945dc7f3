import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../tools/processes.ts';
import { startNats } from '../../tools/stores.ts';
import { freePort } from '../../tools/ports.ts';
import { startPostgres } from '../../tools/postgres.ts';
import { locatePostgresTools } from '../../tools/programs.ts';

async function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'koppel-stores-'));
  chmodSync(folder, 0o711);
  const ledger = await openLedger(folder, { removeOnExit: true });
  const remove = (): void => {
    ledger.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, ledger, remove };
}

/** A Postgres whose own tools are at hand. */
export async function startPostgresWithTools() {
  const { folder, ledger, remove } = await openFolder();
  const bin = locatePostgresTools();
  const location = {
    dataDir: join(folder, 'data'),
    port: await freePort(),
    bin,
    logFile: join(folder, 'postgres.log'),
  };
  const server = await startPostgres({
    ...location,
    password: 'k0ppel',
    database: 'koppel',
    isThrowAway: true,
    ledger,
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    remove();
  };
  return { url: server.url, bin, folder, stop };
}

/** A NATS without users and of the spec's own, which can lose everything. */
export async function startOwnNats() {
  const { folder, ledger, remove } = await openFolder();
  const storeDir = join(folder, 'nats');
  const options = { storeDir, port: await freePort(), logFile: join(folder, 'nats.log'), ledger };
  let server = await startNats(options);
  return {
    url: server.url,
    /** Stops it, removes its data, and starts it again. */
    async restartEmpty(): Promise<void> {
      await server.stop();
      rmSync(storeDir, { recursive: true });
      server = await startNats(options);
    },
    async stop(): Promise<void> {
      await server.stop();
      remove();
    },
  };
}

import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { openLedger } from './processes.ts';
import { startNats } from './stores.ts';

/**
 * Jest's global set-up: a Postgres and a NATS for each of its workers, so that what runs at once cannot meet. When Jest ends,
 * however it ends, the ledger's guardian stops them and removes their data. `DATABASE_URL` (a superuser's, to the database
 * `postgres`) and `NATS_URL` from outside are used instead when given; then with one worker only.
 *
 * `test-worker.ts` gives a worker the addresses of its own.
 */
export default async function startTestDependencies({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  const { DATABASE_URL, NATS_URL } = process.env;
  if (DATABASE_URL && NATS_URL) return;
  const stateDir = mkdtempSync(join(tmpdir(), 'koppel-test-'));
  chmodSync(stateDir, 0o711);
  const ledger = await openLedger(stateDir, { removeOnExit: true });
  const startFor = async (worker: number) => {
    const logFile = (name: string) => join(stateDir, 'logs', `${name}-${worker}.log`);
    if (!DATABASE_URL) {
      const postgres = await startPostgres({
        dataDir: join(stateDir, `postgres-${worker}`),
        port: await freePort(),
        password: randomBytes(18).toString('base64url'),
        database: 'postgres',
        isThrowAway: true,
        logFile: logFile('postgres'),
        ledger,
      });
      process.env[`DATABASE_URL_${worker}`] = postgres.url;
    }
    if (!NATS_URL) {
      const storeDir = join(stateDir, `nats-${worker}`);
      const nats = await startNats({ storeDir, port: await freePort(), logFile: logFile('nats'), ledger });
      process.env[`NATS_URL_${worker}`] = nats.url;
    }
  };
  for (let worker = 1; worker <= maxWorkers; worker += 1) await startFor(worker);
}

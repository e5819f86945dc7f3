import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { openLedger } from './processes.ts';
import { startNats } from './stores.ts';

/**
 * Jest's global set-up: a Postgres and a NATS of this test run's own. When Jest ends, however it ends, the ledger's guardian stops
 * both and removes their data. `DATABASE_URL` (a superuser's, to the database `postgres`) and `NATS_URL` from outside are used
 * instead when given.
 */
export default async function startTestDependencies(): Promise<void> {
  const { DATABASE_URL, NATS_URL } = process.env;
  if (DATABASE_URL && NATS_URL) return;
  const stateDir = mkdtempSync(join(tmpdir(), 'koppel-test-'));
  chmodSync(stateDir, 0o711);
  const ledger = await openLedger(stateDir, { removeOnExit: true });
  const logFile = (name: string) => join(stateDir, 'logs', `${name}.log`);
  if (!DATABASE_URL) {
    const postgres = await startPostgres({
      dataDir: join(stateDir, 'postgres'),
      port: await freePort(),
      password: randomBytes(18).toString('base64url'),
      database: 'postgres',
      isThrowAway: true,
      logFile: logFile('postgres'),
      ledger,
    });
    process.env['DATABASE_URL'] = postgres.url;
  }
  if (!NATS_URL) {
    const port = await freePort();
    const nats = await startNats({ storeDir: join(stateDir, 'nats'), port, logFile: logFile('nats'), ledger });
    process.env['NATS_URL'] = nats.url;
  }
}

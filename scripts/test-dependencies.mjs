import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from './lib/ledger.mjs';
import { startNats } from './lib/nats.mjs';
import { freePort } from './lib/ports.mjs';
import { startPostgres } from './lib/postgres.mjs';

/**
 * Jest's global set-up: a Postgres and a NATS of this test run's own, thrown away afterwards.
 * `DATABASE_URL` (a superuser's, to the database `postgres`) and `NATS_URL` from outside are used instead when given.
 */
export default async function startTestDependencies() {
  if (globalThis.koppelTestDependencies) return;
  const { DATABASE_URL, NATS_URL } = process.env;
  if (DATABASE_URL && NATS_URL) return;
  const stateDir = mkdtempSync(join(tmpdir(), 'koppel-test-'));
  chmodSync(stateDir, 0o711);
  const ledger = await openLedger(stateDir, { removeOnExit: true });
  const logFile = (name) => join(stateDir, 'logs', `${name}.log`);
  const [postgres, nats] = await Promise.all([
    DATABASE_URL ? undefined : startPostgres(await throwAwayPostgres(stateDir, ledger, logFile('postgres'))),
    NATS_URL
      ? undefined
      : startNats({ storeDir: join(stateDir, 'nats'), port: await freePort(), logFile: logFile('nats'), ledger }),
  ]);
  if (postgres) process.env.DATABASE_URL = postgres.url;
  if (nats) process.env.NATS_URL = nats.url;
  globalThis.koppelTestDependencies = {
    async stop() {
      await Promise.all([postgres?.stop(), nats?.stop()]);
      ledger.close();
      rmSync(stateDir, { recursive: true, force: true });
      if (postgres?.dataDir) rmSync(postgres.dataDir, { recursive: true, force: true });
    },
  };
}

async function throwAwayPostgres(stateDir, ledger, logFile) {
  const password = randomBytes(18).toString('base64url');
  return {
    dataDir: join(stateDir, 'postgres'),
    port: await freePort(),
    password,
    database: 'postgres',
    isHasty: true,
    logFile,
    ledger,
  };
}

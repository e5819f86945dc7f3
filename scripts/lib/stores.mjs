import { join } from 'node:path';
import { startNats } from './nats.mjs';
import { natsPasswords } from './nats-accounts.mjs';
import { freePort, freePortPreferring, requireFreePorts } from './ports.mjs';
import { startPostgres } from './postgres.mjs';

const preferred = {
  postgres: { name: 'Postgres', port: 54329, variable: 'KOPPEL_POSTGRES_PORT' },
  nats: { name: 'NATS', port: 42229, variable: 'KOPPEL_NATS_PORT' },
};

/** A port that was asked for must be free; otherwise the usual one, or any when that is taken. */
async function portFor({ name, port, variable }, { env, isPrivate }) {
  if (env[variable]) {
    const wanted = Number(env[variable]);
    await requireFreePorts([{ name, port: wanted, variable }]);
    return wanted;
  }
  return isPrivate ? freePort() : freePortPreferring(port);
}

/**
 * Brings up Postgres and NATS, or takes those that `DATABASE_URL` and `NATS_URL` name.
 * @param options.isPrivate true for a system beside others: any free ports, data that may be lost
 */
export async function startStores({ stateDir, secrets, ledger, say, env, isPrivate }) {
  const logFile = (name) => join(stateDir, 'logs', `${name}.log`);
  const own = [];
  async function postgres() {
    if (env.DATABASE_URL) return env.DATABASE_URL;
    const port = await portFor(preferred.postgres, { env, isPrivate });
    const settings = {
      dataDir: join(stateDir, 'postgres'),
      port,
      password: secrets.postgresPassword,
      database: 'koppel',
    };
    const server = await startPostgres({ ...settings, isHasty: isPrivate, logFile: logFile('postgres'), ledger });
    own.push(server);
    say(`Postgres is ready on port ${port}${server.isMoved ? `, its data in ${server.dataDir}` : ''}`);
    return server.url;
  }
  async function nats() {
    if (env.NATS_URL) return env.NATS_URL;
    const port = await portFor(preferred.nats, { env, isPrivate });
    const passwords = natsPasswords(secrets.brokerSecret);
    const settings = { storeDir: join(stateDir, 'nats'), port, passwords };
    const server = await startNats({ ...settings, logFile: logFile('nats'), ledger, say });
    own.push(server);
    say(`NATS with JetStream is ready on port ${port}`);
    return server.url;
  }
  const stop = async () => void (await Promise.all(own.map((server) => server.stop())));
  const [first, second] = await Promise.allSettled([postgres(), nats()]);
  const failed = [first, second].find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const passwords = env.NATS_URL ? undefined : natsPasswords(secrets.brokerSecret);
  return { databaseUrl: first.value, natsUrl: second.value, natsPasswords: passwords, stop };
}

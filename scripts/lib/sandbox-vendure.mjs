import { join } from 'node:path';
import { openLedger } from './ledger.mjs';
import { stateDirectory } from './paths.mjs';
import { freePortPreferring, requireFreePorts } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { say } from './say.mjs';
import { keepSecrets } from './secrets.mjs';
import { stopOnSignals } from './signals.mjs';
import { startVendure } from './vendure.mjs';

const usualPort = 8203;

const welcome = ({ url, username, password, logFile }) => `
  A Vendure shop is running: ${url}

    Paste into the wizard
      Shop address         ${url}
      User name            ${username}
      Password             ${password}

    Shop API (GraphQL)     ${url}/shop-api

  It is empty: let Koppel bring it products. Log: ${logFile}    Stop with Ctrl-C; all data stays.
`;

/** `npm run sandbox:vendure`: a real Vendure shop for the wizard, with a Postgres of its own unless one is given. */
export async function sandboxVendure() {
  setInterval(() => {}, 3_600_000);
  const stateDir = join(stateDirectory(), 'vendure');
  const port = Number(process.env.KOPPEL_VENDURE_PORT || usualPort);
  const ledger = await openLedger(stateDir);
  await requireFreePorts([
    { name: 'Vendure', port, variable: 'KOPPEL_VENDURE_PORT', command: 'npm run sandbox:vendure' },
  ]);
  const running = [];
  stopOnSignals(async () => {
    for (const one of running.reverse()) await one.stop();
    ledger.close();
  });
  let databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) {
    const { postgresPassword: password } = keepSecrets(stateDir);
    const place = { dataDir: join(stateDir, 'postgres'), logFile: join(stateDir, 'logs', 'postgres.log') };
    const postgres = await startPostgres({
      ...{ ...place, port: await freePortPreferring(54330), password, database: 'postgres', ledger },
    });
    running.push(postgres);
    databaseUrl = postgres.url;
  }
  const shop = await startVendure({ stateDir, databaseUrl, port, say, ledger });
  running.push(shop);
  process.stdout.write(welcome(shop));
}

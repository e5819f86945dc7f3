import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from './build.ts';
import { ensureOwnedDatabase } from './postgres.ts';
import { loginUrl } from './services.ts';
import { ensureSecrets, stateDirectory } from './state.ts';
import { startSystem, type RunningSystem } from './system.ts';
import { elapsedSeconds, log, stopOnSignals } from './terminal.ts';

/**
 * Writes `events.env`: what a program on this machine needs to follow the events of this Koppel, and a database and login of its
 * own for `examples/delivery-board`.
 *
 * @returns the file; undefined where Postgres or NATS were given from outside, whose owner knows these values
 */
export async function writeEventsEnvironment(
  { stateDir, env }: { stateDir: string; env: Record<string, string | undefined> },
  { databaseUrl, natsUrl, natsPasswords }: Pick<RunningSystem, 'databaseUrl' | 'natsUrl' | 'natsPasswords'>,
): Promise<string | undefined> {
  if (!natsPasswords || env['DATABASE_URL']) return undefined;
  const boardUrl = new URL(loginUrl(databaseUrl, 'delivery_board', ensureSecrets(stateDir).databaseSecret));
  boardUrl.pathname = '/delivery_board';
  const variables = {
    NATS_URL: natsUrl,
    NATS_USER: 'events',
    NATS_PASSWORD: natsPasswords['events'],
    DATABASE_URL: await ensureOwnedDatabase(databaseUrl, boardUrl.href),
  };
  const file = join(stateDir, 'events.env');
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}

/** What a newcomer needs after the start, in the order in which it is needed. */
function welcome({ url, exactUrl, wooUrl, account }: RunningSystem, eventsFile: string | undefined): string {
  return `
  Koppel is running: ${url}                          (started in ${elapsedSeconds().toFixed(0)} s)

    Sign in with     ${account.email}
    Password         ${account.password}

  What to click: Start integrating, then Exact Online on one side and WooCommerce on the other.

    Exact Online sandbox   ${exactUrl}
      Client ID            koppel-sandbox
      Client secret        koppel-sandbox-secret
      Country              nl
      Division             100001
      then Authorize, and log in as demo@example.com with password demo

    WooCommerce sandbox    ${wooUrl}
      Shop address         ${wooUrl}
      Consumer key         ck_sandbox
      Consumer secret      cs_sandbox

  Choose both packages, finish, and press Run now. Then place an order on the shop's page.
  A real Vendure shop:     npm run sandbox:vendure      A real Medusa shop: npm run sandbox:medusa
${eventsFile ? `  To follow its events:    ${eventsFile}, see docs/events.md\n` : ''}
  Logs: ${join(stateDirectory(), 'logs')}    Stop with Ctrl-C; all data stays.
`;
}

/** `npm start`: builds, starts everything, prints what to do next, and runs until a signal. */
export async function main(): Promise<void> {
  setInterval(() => {}, 3_600_000);
  await buildIfChanged(log);
  const stateDir = stateDirectory();
  const system = await startSystem({
    ...{ stateDir, isPrivate: false, log, onStop: stopOnSignals },
    flowRunnerReplicas: Number(process.env['KOPPEL_REPLICAS'] || 1),
  });
  const eventsFile = await writeEventsEnvironment({ stateDir, env: process.env }, system);
  process.stdout.write(welcome(system, eventsFile));
}

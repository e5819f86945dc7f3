import { runSandbox, runToEnd, secretOf, startShop } from './npm-shop.ts';
import type { Environment, NpmShop, RunningShop, ShopOptions } from './npm-shop.ts';
import { UserError } from './terminal.ts';

const medusa: NpmShop = { name: 'medusa', title: 'Medusa', readyTimeoutMs: 300_000 };

interface Keys {
  /** For the admin API, as user name of HTTP Basic. */
  secretKey: string;
  /** For the store API, in `x-publishable-api-key`. */
  publishableKey: string;
}

export interface RunningMedusa extends RunningShop, Keys {
  username: string;
  password: string;
}

/** Creates or updates the tables; the server itself expects them. */
async function migrate(folder: string, env: Environment): Promise<void> {
  const program = { command: process.execPath, args: ['server.mjs', 'migrate'], cwd: folder, env };
  const { code, output } = await runToEnd(program);
  if (code !== 0) throw new UserError(`Medusa could not set up its database:\n${output.slice(-3000)}`);
}

/** A Medusa with an empty shop; its administrator is `admin@example.com` with `supersecret` by default. */
export async function startMedusa(options: ShopOptions): Promise<RunningMedusa> {
  const { username = 'admin@example.com', password = 'supersecret' } = options;
  const { ready: keys, ...running } = await startShop(medusa, options, {
    environment: {
      NODE_ENV: 'production',
      MEDUSA_USERNAME: username,
      MEDUSA_PASSWORD: password,
      MEDUSA_SECRET: secretOf('secret', password),
      MEDUSA_DISABLE_TELEMETRY: '1',
    },
    prepare: migrate,
    waitUntilReady: async ({ waitForLine }) => {
      const [, json = ''] = await waitForLine(/^Medusa is seeded and ready (\{.*\})$/m);
      return JSON.parse(json) as Keys;
    },
  });
  return { ...running, ...keys, username, password };
}

const welcome = ({ url, secretKey, publishableKey, username, password, logFile }: RunningMedusa) => `
  A Medusa shop is running: ${url}

    Paste into the wizard
      Shop address         ${url}
      Secret API key       ${secretKey}

    Admin API              ${url}/admin   (${username}, ${password})
    Store API              ${url}/store   (x-publishable-api-key: ${publishableKey})

  It is empty: let Koppel bring it products. Log: ${logFile}    Stop with Ctrl-C; all data stays.
`;

/** `npm run sandbox:medusa` */
export function main(): Promise<void> {
  return runSandbox({ shop: medusa, ports: { shop: 8204, postgres: 54331 }, start: startMedusa, welcome });
}

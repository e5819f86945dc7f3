import { runSandbox, secretOf, startShop } from './npm-shop.ts';
import type { NpmShop, RunningShop, ShopOptions } from './npm-shop.ts';
import { waitForOk } from './supervisor.ts';

const vendure: NpmShop = { name: 'vendure', title: 'Vendure', readyTimeoutMs: 240_000 };

export interface RunningVendure extends RunningShop {
  shopApiUrl: string;
  adminApiUrl: string;
  username: string;
  password: string;
}

/** A Vendure with an empty shop; its administrator is `superadmin` with `superadmin` by default. */
export async function startVendure(options: ShopOptions): Promise<RunningVendure> {
  const { username = 'superadmin', password = 'superadmin' } = options;
  const { url, logFile, stop } = await startShop(vendure, options, {
    environment: {
      VENDURE_USERNAME: username,
      VENDURE_PASSWORD: password,
      VENDURE_COOKIE_SECRET: secretOf('cookie', password),
      VENDURE_DISABLE_TELEMETRY: '1',
    },
    waitUntilReady: async ({ child, port, waitForLine, notReady }) => {
      await waitForLine(/Vendure is seeded and ready/);
      const query = encodeURIComponent('{ activeChannel { defaultCurrencyCode } }');
      const isGone = () => child.hasExited();
      const problem = await waitForOk(`http://127.0.0.1:${port}/shop-api?query=${query}`, {
        timeoutMs: 10_000,
        isGone,
      });
      if (problem || isGone()) throw notReady();
    },
  });
  return { url, shopApiUrl: `${url}/shop-api`, adminApiUrl: `${url}/admin-api`, username, password, logFile, stop };
}

const welcome = ({ url, username, password, logFile }: RunningVendure) => `
  A Vendure shop is running: ${url}

    Paste into the wizard
      Shop address         ${url}
      User name            ${username}
      Password             ${password}

    Shop API (GraphQL)     ${url}/shop-api

  It is empty: let Koppel bring it products. Log: ${logFile}    Stop with Ctrl-C; all data stays.
`;

/** `npm run sandbox:vendure` */
export function main(): Promise<void> {
  return runSandbox({ shop: vendure, ports: { shop: 8203, postgres: 54330 }, start: startVendure, welcome });
}

import { join } from 'node:path';
import { elapsedSeconds } from './say.mjs';
import { stateDirectory } from './paths.mjs';

/** What a newcomer needs after the start, in the order in which it is needed. */
export function welcome({ url, exactUrl, wooUrl, account, eventsFile }) {
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
  A real Vendure shop:     npm run sandbox:vendure
${eventsFile ? `  To follow its events:    ${eventsFile}, see docs/events.md\n` : ''}
  Logs: ${join(stateDirectory(), 'logs')}    Stop with Ctrl-C; all data stays.
`;
}

import { createConnectorContext, localAccess, localRateBudget } from '@koppel/connector-host';
import type { ConnectorContext } from '@koppel/connector-sdk';
import { vendure } from '../src/index.js';
import type { Shop } from './shop.js';

/** What the connector of a running shop works with. */
export function contextOf(shop: Shop): ConnectorContext {
  const fields = { shopUrl: shop.origin, username: shop.login.username };
  const outbound = { allowPrivateAddresses: true };
  const common = { connector: vendure, fields, host: {}, outbound, signal: new AbortController().signal };
  const access = localAccess({ ...common, secrets: { password: shop.login.password } });
  const budget = localRateBudget({ concurrency: 4 });
  return createConnectorContext({ ...common, access, budget, log: { info() {}, warn() {} } });
}

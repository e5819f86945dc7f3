import { createConnectorContext, localAccess, localRateBudget } from '@koppel/connector-host';
import type { ConnectorContext } from '@koppel/connector-sdk';
import {
  startWooCommerceSimulator,
  type ApiKey,
  type WooCommerceSimulator,
  type WooCommerceSimulatorOptions,
} from '@koppel/simulator-woocommerce';
import { woocommerce } from '../src/index.js';

const others: ApiKey[] = [
  { consumerKey: 'ck_reader', consumerSecret: 'cs_reader', permissions: 'read' },
  { consumerKey: 'ck_buyer', consumerSecret: 'cs_buyer', permissions: 'read_write', mayManage: false },
];

export function startShop(options: WooCommerceSimulatorOptions = {}): Promise<WooCommerceSimulator> {
  return startWooCommerceSimulator({ additionalKeys: others, ...options });
}

/** What a run or a connection test works with, for a shop. */
export function contextOf(
  url: string,
  keys = { consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' },
  // Longer than a busy machine takes.
  { way, timeoutMs = 30_000 }: { way?: string; timeoutMs?: number } = {},
): ConnectorContext {
  const { consumerKey, consumerSecret } = keys;
  const fields = { shopUrl: url, consumerKey };
  const { signal } = new AbortController();
  const outbound = { allowPrivateAddresses: true, retryDelayMs: 1, timeoutMs };
  const shared = { connector: woocommerce, fields, host: {}, outbound, signal };
  const access = localAccess({ ...shared, secrets: { consumerSecret } });
  if (way !== undefined) access.ways?.choose(way);
  const budget = localRateBudget({ concurrency: 4 });
  return createConnectorContext({ ...shared, access, budget, log: { info() {}, warn() {} } });
}

/** A call as a plugin of the shop makes it. */
export async function callShop(url: string, method: string, path: string, body?: object): Promise<{ id: number }> {
  const answer = await fetch(`${url}/wp-json/wc/v3/${path}`, {
    method,
    headers: {
      // The shop stands behind a proxy that ends TLS and says so.
      'x-forwarded-proto': 'https',
      authorization: `Basic ${Buffer.from('ck_sandbox:cs_sandbox').toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as { id: number };
}

import type { WooCommerceSimulator } from '../src/index.js';

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
  body: any;
}

/** Calls the API as a stranger would: plain fetch, HTTP Basic. */
export async function call(
  simulator: WooCommerceSimulator,
  method: string,
  path: string,
  body?: unknown,
  credentials = 'ck_sandbox:cs_sandbox',
): Promise<Answer> {
  const response = await fetch(`${simulator.url}/wp-json/wc/v3${path}`, {
    method,
    headers: {
      // The shop stands behind a proxy that ends TLS and says so.
      'x-forwarded-proto': 'https',
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

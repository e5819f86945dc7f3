import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWooCommerceSimulator, type FaultRequest, type WooCommerceSimulator } from '../src/index.js';
import { call } from './api.js';

let simulator: WooCommerceSimulator;
beforeEach(async () => {
  simulator = await startWooCommerceSimulator({
    additionalKeys: [
      { consumerKey: 'ck_reader', consumerSecret: 'cs_reader', permissions: 'read' },
      { consumerKey: 'ck_buyer', consumerSecret: 'cs_buyer', permissions: 'read_write', mayManage: false },
    ],
  });
});
afterEach(() => simulator.close());

/** As behind a proxy that ends TLS and tells WordPress. */
const overHttps = { headers: { 'x-forwarded-proto': 'https' } };

function signedUrl(
  path: string,
  { scheme = 'http', secret = 'cs_sandbox', changes = {} as Record<string, string> } = {},
): string {
  const url = `${simulator.url}/wp-json/wc/v3${path}`;
  const parameters = new URLSearchParams({
    oauth_consumer_key: 'ck_sandbox',
    oauth_nonce: randomUUID(),
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    per_page: '5',
    ...changes,
  });
  parameters.sort();
  const address = url.replace('http', scheme);
  const base = `GET&${encodeURIComponent(address)}&${encodeURIComponent(parameters.toString())}`;
  parameters.set('oauth_signature', createHmac('sha256', `${secret}&`).update(base).digest('base64'));
  return `${url}?${parameters.toString()}`;
}

const messageOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { message: string }).message;

describe('keys', () => {
  const inQuery = () => `${simulator.url}/wp-json/wc/v3/products?consumer_key=ck_sandbox&consumer_secret=cs_sandbox`;

  it('are taken as HTTP Basic and in the query, over https alone', async () => {
    expect((await call(simulator, 'GET', '/products')).status).toBe(200);
    expect((await fetch(inQuery(), overHttps)).status).toBe(200);
    const overHttp = await fetch(inQuery());
    expect(overHttp.status).toBe(401);
    expect(await overHttp.json()).toMatchObject({ code: 'woocommerce_rest_cannot_view' });
  });

  it('are taken in the query where the server drops the Authorization header', async () => {
    const dropping = await startWooCommerceSimulator({ dropsAuthorization: true });
    expect((await call(dropping, 'GET', '/products')).body).toMatchObject({ code: 'woocommerce_rest_cannot_view' });
    const url = `${dropping.url}/wp-json/wc/v3/products?consumer_key=ck_sandbox&consumer_secret=cs_sandbox`;
    expect((await fetch(url, overHttps)).status).toBe(200);
    await dropping.close();
  });

  it.each([
    ['an unknown key', 'ck_other:cs_sandbox', 'woocommerce_rest_cannot_view'],
    ['a wrong secret', 'ck_sandbox:cs_wrong', 'woocommerce_rest_authentication_error'],
  ])('refuses %s', async (_name, credentials, code) => {
    expect(await call(simulator, 'GET', '/products', undefined, credentials)).toMatchObject({
      status: 401,
      body: { code },
    });
  });

  it('allows a read-only key to read only', async () => {
    expect((await call(simulator, 'GET', '/products', undefined, 'ck_reader:cs_reader')).status).toBe(200);
    const written = await call(simulator, 'POST', '/products', { name: 'X' }, 'ck_reader:cs_reader');
    expect(written).toMatchObject({ status: 401, body: { message: expect.stringContaining('write permissions') } });
  });

  it('of a user who is no shop manager are refused with 403', async () => {
    expect(await call(simulator, 'GET', '/products', undefined, 'ck_buyer:cs_buyer')).toMatchObject({
      status: 403,
      body: { code: 'woocommerce_rest_cannot_view', data: { status: 403 } },
    });
  });

  it('sign calls by OAuth 1.0a, for the scheme that the shop sees', async () => {
    const url = signedUrl('/products');
    expect((await fetch(url)).status).toBe(200);
    expect(await messageOf(fetch(url))).toBe('Invalid nonce - nonce has already been used.');
    expect((await fetch(signedUrl('/products', { scheme: 'https' }), overHttps)).status).toBe(200);
    expect((await fetch(signedUrl('/products', { scheme: 'https' }))).status).toBe(401);
  });

  it.each([
    ['Consumer key is invalid.', { changes: { oauth_consumer_key: 'ck_other' } }],
    ['Invalid signature - provided signature does not match.', { secret: 'cs_wrong' }],
    ['Invalid timestamp.', { changes: { oauth_timestamp: '1790000000' } }],
    ['Missing OAuth parameter oauth_nonce', { changes: { oauth_nonce: '' } }],
  ])('are refused with "%s"', async (message, options) => {
    expect(await messageOf(fetch(signedUrl('/products', options)))).toBe(message);
  });
});

describe('faults', () => {
  it.each([
    ['unauthorized', 401],
    ['rate_limited', 429],
    ['server_error', 500],
    ['unavailable', 503],
  ] as const)('answers %s with %p, as often as asked', async (kind, status) => {
    simulator.control.inject({ kind, path: '/products', times: 2, retryAfterSeconds: 3 });
    const get = () =>
      fetch(`${simulator.url}/wp-json/wc/v3/products?consumer_key=ck_sandbox&consumer_secret=cs_sandbox`, overHttps);
    const answers = [await get(), await get(), await get()];
    expect(answers.map((answer) => answer.status)).toEqual([status, status, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('3');
  });

  it('cuts, hangs and sends malformed answers', async () => {
    const faults: FaultRequest[] = [{ kind: 'cut' }, { kind: 'malformed' }, { kind: 'hang' }];
    for (const fault of faults) simulator.control.inject(fault);
    await expect(call(simulator, 'GET', '/products')).rejects.toThrow();
    await expect(call(simulator, 'GET', '/system_status')).rejects.toThrow(/JSON/);
    const url = `${simulator.url}/wp-json/wc/v3/products`;
    await expect(fetch(url, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
  });

  it.each([
    ['blocked', 403, /Website Firewall/],
    ['blocked_json', 403, /"success":false/],
    ['locked', 401, /rest_login_required/],
    ['robot_check', 200, /Just a moment/],
    ['printed', 200, /^<br \/>\n<b>Notice<\/b>.*\[\]$/s],
    ['marked', 200, /^\[\]$/],
    ['redirected', 301, /www\./],
  ] as const)('answers as what stands before a shop does: %s', async (kind, status, text) => {
    simulator.control.inject({ kind });
    const answer = await fetch(signedUrl('/products'), { redirect: 'manual' });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(text);
  });

  it('writes and drops the answer', async () => {
    simulator.control.inject({ kind: 'answer_lost', method: 'POST', path: '/products$' });
    await expect(call(simulator, 'POST', '/products', { name: 'Lost', sku: 'LOST' })).rejects.toThrow();
    expect(simulator.control.list('products')).toMatchObject([{ sku: 'LOST' }]);
  });
});

it('counts and journals what was written, without secrets', async () => {
  await call(simulator, 'POST', '/products?consumer_secret=cs_sandbox', { name: 'X' });
  const [product] = simulator.control.list('products');
  await call(simulator, 'PUT', `/products/${product?.id}`, { name: 'Y' });
  await call(simulator, 'GET', '/products');
  expect(simulator.control.counters()).toMatchObject({
    requests: 3,
    writes: 2,
    byRoute: { 'PUT /wp-json/wc/v3/products/:id': 1 },
    records: { 'products.created': 1, 'products.updated': 1 },
  });
  expect(simulator.control.journal()).toMatchObject([
    { method: 'POST', status: 201, body: { name: 'X' } },
    { method: 'PUT' },
  ]);
  expect(JSON.stringify(simulator.control.journal())).not.toContain('cs_sandbox');
});

it('is controlled over HTTP as well', async () => {
  const post = (path: string, body: unknown) =>
    fetch(`${simulator.url}/_simulator${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/reset', { seed: 'online-retail' });
  expect(simulator.control.list('products').length).toBeGreaterThan(2_000);
  expect(await (await post('/load-orders', { days: ['2010-12-02'] })).json()).toMatchObject({ skipped: 0 });
  await post('/faults', { kind: 'server_error', method: 'GET' });
  expect((await call(simulator, 'GET', '/orders')).status).toBe(500);
  const placed = await (await post('/place-order', { skus: ['85123A'] })).json();
  expect(placed.line_items[0].sku).toBe('85123A');
  const counters = await (await fetch(`${simulator.url}/_simulator/counters`)).json();
  expect(counters.byStatus['500']).toBe(1);
});

it('keeps its state in a file', async () => {
  const dataFile = join(mkdtempSync(join(tmpdir(), 'woo-')), 'made-on-demand', 'shop.json');
  const first = await startWooCommerceSimulator({ dataFile, seed: 'online-retail' });
  const order = first.control.placeOrder();
  await first.close();
  const second = await startWooCommerceSimulator({ dataFile });
  expect(second.control.list('orders')).toMatchObject([{ id: order.id, total: order.total }]);
  expect(second.control.list('products')).toHaveLength(first.control.list('products').length);
  await second.close();
});

it.each(['terms', 'nextIds'])('says which part of its file is wrong (%s)', async (part) => {
  const dataFile = join(mkdtempSync(join(tmpdir(), 'woo-')), 'shop.json');
  await (await startWooCommerceSimulator({ dataFile })).close();
  const state = JSON.parse(readFileSync(dataFile, 'utf8')) as object;
  writeFileSync(dataFile, JSON.stringify({ ...state, [part]: undefined }));
  await expect(startWooCommerceSimulator({ dataFile })).rejects.toThrow(`its part "${part}" is missing`);
});

it('shows products with escaped names', async () => {
  const { id } = simulator.control.insert('products', { name: 'Bad', sku: 'BAD', regular_price: '1.00' });
  simulator.control.overwrite('products', id, { name: '<script>alert(1)</script>' });
  const page = await (await fetch(`${simulator.url}/?search=bad`)).text();
  expect(page).toContain('&#60;script&#62;');
  expect(page).not.toContain('<script>alert');
});

it('reports an unknown route and invalid JSON', async () => {
  expect((await call(simulator, 'GET', '/nothing')).body.code).toBe('rest_no_route');
  const answer = await fetch(
    `${simulator.url}/wp-json/wc/v3/products?consumer_key=ck_sandbox&consumer_secret=cs_sandbox`,
    {
      method: 'POST',
      headers: { ...overHttps.headers, 'content-type': 'application/json' },
      body: '{"name":',
    },
  );
  expect(await answer.json()).toMatchObject({ code: 'rest_invalid_json', data: { status: 400 } });
});

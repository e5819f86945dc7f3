import { closeHttpPools } from '@koppel/connector-host';
import type { ConnectorContext } from '@koppel/connector-sdk';
import { reasonSentence } from './sentence.js';
import type { TestStep } from '@koppel/contracts';
import type { FaultKind, WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { woocommerce } from '../src/index.js';
import { contextOf, startShop } from './shop.js';
import { startTlsProxy, type TlsProxy } from './tls-proxy.js';

const keys = { consumerKey: 'ck_sandbox', consumerSecret: 'cs_sandbox' };
const unknown = { consumerKey: 'ck_other', consumerSecret: 'cs_sandbox' };
const wrong = { consumerKey: 'ck_sandbox', consumerSecret: 'cs_other' };
const readOnly = { consumerKey: 'ck_reader', consumerSecret: 'cs_reader' };
const buyer = { consumerKey: 'ck_buyer', consumerSecret: 'cs_buyer' };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => closeHttpPools());

async function aShop(options: Parameters<typeof startShop>[0] = {}): Promise<WooCommerceSimulator> {
  const shop = await startShop(options);
  closing.push(() => shop.close());
  return shop;
}

async function overTls(
  shop: WooCommerceSimulator,
  options: { tells?: boolean; hasOwnDate?: boolean } = {},
): Promise<TlsProxy> {
  const proxy = await startTlsProxy(shop.url, options);
  closing.push(() => proxy.stop());
  return proxy;
}

/** The step that failed, or undefined; none of its texts holds markup. */
async function failedStep(context: ConnectorContext): Promise<TestStep | undefined> {
  const steps = await woocommerce.test(context);
  for (const { title, reason, advice } of steps)
    for (const each of [title, reason, advice])
      if (each) expect(reasonSentence(each)).not.toMatch(/<[a-z/!]|&[a-z]+;/i);
  return steps.find(({ status }) => status === 'failed');
}

async function signedIn(context: ConnectorContext): Promise<{ code: string | undefined; way: string | undefined }> {
  const steps = await woocommerce.test(context);
  expect(steps.filter(({ status }) => status !== 'passed')).toEqual([]);
  return { code: steps.find(({ id }) => id === 'credentials')?.reason.code, way: context.ways?.chosen };
}

describe('the connection test finds how the key is shown', () => {
  it('over https as HTTP Basic', async () => {
    const { origin } = await overTls(await aShop());
    expect(await signedIn(contextOf(origin))).toEqual({ code: 'woocommerce.key_known', way: 'basic' });
  });

  it('over plain http by signing every call, and says that https is better', async () => {
    const shop = await aShop();
    const context = contextOf(shop.url);
    expect(await signedIn(context)).toEqual({ code: 'woocommerce.key_known_http', way: 'signed' });
    expect(context.ways?.possible).toEqual(['signed']);
    expect(shop.control.list('products')).toEqual([]);
  });

  it('by signing where a proxy ends TLS and does not tell the shop', async () => {
    const { origin, seen } = await overTls(await aShop(), { tells: false });
    expect(await signedIn(contextOf(origin))).toEqual({
      code: 'woocommerce.key_known_proxy',
      way: 'signed_behind_proxy',
    });
    expect(seen.join()).not.toContain('cs_sandbox');
  });

  it('in the query where the web server drops the Authorization header', async () => {
    const { origin } = await overTls(await aShop({ dropsAuthorization: true }));
    expect(await signedIn(contextOf(origin))).toEqual({ code: 'woocommerce.key_known_query', way: 'query' });
  });

  it('and begins with the way that is remembered', async () => {
    const { origin, seen } = await overTls(await aShop({ dropsAuthorization: true }));
    const context = contextOf(origin, keys, { way: 'query' });
    expect(await signedIn(context)).toEqual({ code: 'woocommerce.key_known_query', way: 'query' });
    expect(seen.filter((path) => !path.includes('consumer_key='))).toEqual([]);
  });
});

it.each([26, -26])('signs by the clock of the shop where it is %d hours ahead', async (hours) => {
  const shop = await aShop();
  shop.control.setClock(hours * 3_600_000);
  expect(await signedIn(contextOf(shop.url))).toEqual({ code: 'woocommerce.key_known_http', way: 'signed' });
  expect(shop.control.counters().byStatus['401']).toBe(1);
});

it('names the clock where answers do not show that of the shop', async () => {
  const shop = await aShop();
  shop.control.setClock(7_200_000);
  const { origin } = await overTls(shop, { tells: false, hasOwnDate: true });
  expect(await failedStep(contextOf(origin))).toMatchObject({
    reason: { code: 'woocommerce.clock_wrong' },
    advice: { code: 'woocommerce.clock_advice' },
  });
});

describe('the connection test names the true cause', () => {
  it.each([
    ['https', 'an unknown key', unknown, 'woocommerce.key_unknown', 'woocommerce.key_advice'],
    ['https', 'a wrong secret', wrong, 'woocommerce.secret_wrong', 'woocommerce.key_advice'],
    ['https', 'a user without the role', buyer, 'woocommerce.role_missing', 'woocommerce.role_advice'],
    ['http', 'an unknown key', unknown, 'woocommerce.key_unknown', 'woocommerce.key_advice'],
    ['http', 'a wrong secret', wrong, 'woocommerce.signature_wrong', 'woocommerce.signature_advice'],
    ['http', 'a user without the role', buyer, 'woocommerce.role_missing', 'woocommerce.role_advice'],
    ['untold', 'an unknown key', unknown, 'woocommerce.key_unknown', 'woocommerce.key_advice'],
    ['untold', 'a wrong secret', wrong, 'woocommerce.signature_wrong', 'woocommerce.signature_advice'],
    ['dropping', 'an unknown key', unknown, 'woocommerce.key_unknown', 'woocommerce.key_advice'],
    ['dropping', 'a wrong secret', wrong, 'woocommerce.secret_wrong', 'woocommerce.key_advice'],
  ])('over %s: %s', async (how, _name, used, code, advice) => {
    const shop = await aShop({ dropsAuthorization: how === 'dropping' });
    const address = how === 'http' ? shop.url : (await overTls(shop, { tells: how !== 'untold' })).origin;
    expect(await failedStep(contextOf(address, used))).toMatchObject({
      id: 'credentials',
      reason: { code },
      advice: { code: advice },
    });
  });

  it('shows no secret in an address to find out that the key is unknown', async () => {
    const { origin, seen } = await overTls(await aShop());
    await failedStep(contextOf(origin, unknown));
    expect(seen.join()).not.toContain('consumer_secret');
  });

  it('a key that may only read', async () => {
    expect(await failedStep(contextOf((await aShop()).url, readOnly))).toMatchObject({
      id: 'write',
      reason: { code: 'woocommerce.unwritable' },
      advice: { code: 'woocommerce.write_advice' },
    });
  });

  it.each([
    ['blocked', undefined, 'reach', 'http.blocked', 'connector.advice_blocked'],
    ['blocked_json', undefined, 'reach', 'http.blocked', 'connector.advice_blocked'],
    ['robot_check', undefined, 'reach', 'http.page', 'connector.advice_page'],
    ['unavailable', undefined, 'reach', 'http.unavailable', 'connector.test_later'],
    ['locked', undefined, 'credentials', 'woocommerce.api_locked', 'woocommerce.api_locked_advice'],
    ['locked', 'POST', 'write', 'woocommerce.api_locked', 'woocommerce.api_locked_advice'],
    ['blocked', 'POST', 'write', 'woocommerce.writes_blocked', 'woocommerce.writes_blocked_advice'],
    ['hang', undefined, 'reach', 'http.timeout', 'connector.advice_slow'],
    ['malformed', undefined, 'reach', 'http.unexpected_content', 'connector.advice_page'],
  ] as const)('%s (%s)', async (kind: FaultKind, method, id, code, advice) => {
    const shop = await aShop();
    shop.control.inject({ kind, times: 100, ...(method && { method }) });
    const limits = kind === 'hang' ? { timeoutMs: 300 } : {};
    const failed = await failedStep(contextOf(shop.url, undefined, limits));
    expect(failed).toMatchObject({ id, reason: { code }, advice: { code: advice } });
    if (kind === 'locked')
      expect(failed?.reason.params).toEqual({ said: 'REST API restricted to authenticated users' });
  });

  it.each([
    ['printed', 'woocommerce.reached_with_output'],
    ['marked', 'woocommerce.reached_with_mark'],
  ] as const)('output before the data (%s) is read past and told', async (kind, code) => {
    const shop = await aShop();
    shop.control.inject({ kind, times: 100 });
    const steps = await woocommerce.test(contextOf(shop.url));
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
    expect(steps[0]?.reason.code).toBe(code);
  });

  it('plain permalinks, and nothing else, get advice about permalinks', async () => {
    const shop = await aShop({ hasPlainPermalinks: true });
    expect(await failedStep(contextOf(shop.url))).toMatchObject({
      id: 'reach',
      reason: { code: 'woocommerce.plain_permalinks' },
      advice: { code: 'woocommerce.permalinks_advice' },
    });
  });

  it('an address that is a page of the shop, and offers the right one', async () => {
    const shop = await aShop();
    expect(await failedStep(contextOf(`${shop.url}/shop/`))).toMatchObject({
      id: 'reach',
      reason: { code: 'woocommerce.other_address', params: { address: shop.url } },
      correction: { field: 'shopUrl', value: shop.url },
    });
  });

  it('a redirect, and offers its target without the signature of the call', async () => {
    const shop = await aShop();
    shop.control.inject({ kind: 'redirected', times: 100 });
    const failed = await failedStep(contextOf(shop.url));
    const value = 'https://www.shop.example';
    expect(failed).toMatchObject({
      reason: { code: 'woocommerce.redirected' },
      correction: { field: 'shopUrl', value },
    });
    expect(JSON.stringify(failed)).not.toMatch(/oauth_|ck_|cs_/);
  });

  it('a certificate that nobody vouches for', async () => {
    const shop = await aShop();
    const proxy = await startTlsProxy(shop.url, { isTrusted: false });
    closing.push(() => proxy.stop());
    expect(await failedStep(contextOf(proxy.origin))).toMatchObject({
      id: 'reach',
      reason: { code: 'http.certificate' },
      advice: { code: 'connector.advice_certificate' },
    });
    expect(proxy.seen).toEqual([]);
  });

  it('a shop that nothing answers for', async () => {
    const shop = await startShop();
    await shop.close();
    expect(await failedStep(contextOf(shop.url))).toMatchObject({
      reason: { code: 'http.unreachable' },
      advice: { code: 'connector.advice_unreachable' },
    });
  });
});

describe('other sites', () => {
  /** Answers as recorded of WordPress sites, by path. */
  async function aSite(answers: Record<string, [status: number, body: object | string]>): Promise<string> {
    const server = createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const [status, body] = answers[path.replace(/\/$/, '')] ?? [
        404,
        '<html><head><title>Page not found</title></head></html>',
      ];
      const isPage = typeof body === 'string';
      response.writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json' });
      response.end(isPage ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const noRoute = {
    code: 'rest_no_route',
    message: 'No route was found matching the URL and request method.',
    data: { status: 404 },
  };

  it.each([
    ['without WooCommerce', ['wp/v2'], 'woocommerce.without_woocommerce', 'woocommerce.activate_advice'],
    ['with one that is too old', ['wc/v1', 'wc/v2'], 'woocommerce.too_old', 'woocommerce.update_advice'],
  ])('a WordPress %s', async (_name, namespaces, code, advice) => {
    const url = await aSite({ '/wp-json/wc/v3': [404, noRoute], '/wp-json': [200, { namespaces }] });
    expect(await failedStep(contextOf(url))).toMatchObject({ id: 'reach', reason: { code }, advice: { code: advice } });
  });

  it('a WooCommerce before 5.8, which cannot order by change', async () => {
    const refused = { code: 'rest_invalid_param', message: 'Invalid parameter(s): orderby', data: { status: 400 } };
    const url = await aSite({
      '/wp-json/wc/v3': [200, { namespace: 'wc/v3' }],
      '/wp-json/wc/v3/products': [200, []],
      '/wp-json/wc/v3/orders': [400, refused],
    });
    expect(await failedStep(contextOf(url))).toMatchObject({ id: 'read', reason: { code: 'woocommerce.too_old' } });
  });

  it('a site without WordPress', async () => {
    expect(await failedStep(contextOf(await aSite({})))).toMatchObject({
      id: 'reach',
      reason: { code: 'woocommerce.without_rest_api' },
      advice: { code: 'woocommerce.reach_advice' },
    });
  });
});

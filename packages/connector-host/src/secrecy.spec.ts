import { trace, type Span, type Tracer } from '@opentelemetry/api';
import type { AlternativeAuthentication } from '@koppel/connector-sdk';
import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { fixedCredentials } from './authentication.js';
import { HttpClient } from './http-client.js';
import { closeHttpPools } from './http-transport.js';
import { localRateBudget } from './rate-budget.js';
import { json, startHttpStub } from './testing/http-stub.js';

const authentication: AlternativeAuthentication = {
  kind: 'alternatives',
  ways: {
    query: { kind: 'query', parameters: { consumer_key: '{key}', consumer_secret: '{secret}' } },
    signed: {
      kind: 'oauth1',
      consumerKey: '{key}',
      consumerSecret: '{secret}',
      signatureMethod: 'HMAC-SHA256',
      placement: 'query',
    },
  },
  waysAt: () => ['query', 'signed'],
};
const key = 'ck_0123456789abcdef';
const secret = 'cs_fedcba9876543210';

/** What a trace would hold. */
const spans: unknown[] = [];
const span = {
  setAttribute: (...attribute: unknown[]) => (spans.push(attribute), span),
  setStatus: (status: unknown) => (spans.push(status), span),
  recordException: (error: unknown) => void spans.push(error),
  end: () => undefined,
} as unknown as Span;
const tracer = {
  startActiveSpan: (name: string, options: unknown, work: (one: Span) => unknown) => {
    spans.push({ name, options });
    return work(span);
  },
} as unknown as Tracer;

beforeAll(() => trace.setGlobalTracerProvider({ getTracer: () => tracer }));
afterAll(async () => {
  trace.disable();
  await closeHttpPools();
});

/** Every answer repeats the address of the call, as servers do in notices, pages and redirects. */
const answers: Record<string, (path: string, response: ServerResponse) => unknown> = {
  notice: (path, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(`<b>Warning</b>: ${path}\n{"a":1}`),
  broken: (path, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(`Fatal error at ${path}`),
  page: (path, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Check</h1>${path}`),
  refusal: (path, response) => json(response, 401, { code: 'no', message: `No: ${path}`, data: null }),
  block: (path, response) =>
    response.writeHead(403, { 'content-type': 'text/html' }).end(`<title>Blocked</title><p>${path}`),
  redirect: (path, response) => response.writeHead(301, { location: `https://www.shop.example${path}` }).end(),
  fault: (path, response) => json(response, 500, { message: `Failed at ${path}` }),
  cut: (_path, response) => response.destroy(),
};

describe.each(['query', 'signed'])('keys in the address (%s)', (way) => {
  it.each(Object.keys(answers))('reach no error, trace, metric or message: %s', async (kind) => {
    spans.length = 0;
    const shown: unknown[] = [];
    const stub = await startHttpStub(({ path }, response) => void answers[kind]?.(path, response));
    const access = { credentials: fixedCredentials(authentication, { key }, { secret }, way), epoch: 1 };
    const client = new HttpClient({
      application: 'Shop',
      baseUrl: stub.origin,
      authentication,
      access: { current: () => Promise.resolve(access), renew: () => Promise.resolve(access) },
      budget: localRateBudget({ concurrency: 1 }),
      outbound: { allowPrivateAddresses: true, retryDelayMs: 1, observe: (call) => shown.push(call) },
      signal: new AbortController().signal,
      now: () => new Date(),
    });
    await client.request({ method: 'GET', url: 'orders', query: { page: 2 } }).then(
      (answer) => shown.push(answer),
      (error: unknown) => shown.push(error, (error as { body: unknown }).body, String((error as Error).stack)),
    );
    await stub.stop();
    const sent = new URL(stub.seen[0]?.path ?? '', stub.origin).searchParams;
    const name = way === 'query' ? 'consumer_secret' : 'oauth_signature';
    const secrets = [key, secret, sent.get(name) ?? 'not sent'];
    expect(secrets).not.toContain('not sent');
    const everything = inspect([shown, spans], { depth: 20, showHidden: true, maxStringLength: Infinity });
    expect(everything).toContain('GET /orders');
    for (const each of secrets.flatMap((value) => [value, encodeURIComponent(value)]))
      expect(everything).not.toContain(each);
  });
});

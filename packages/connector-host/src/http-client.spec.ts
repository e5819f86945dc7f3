import { ConnectorFailure, type RateReport } from '@koppel/connector-sdk';
import { fixedCredentials, headerCredentials, type AccessProvider } from './authentication.js';
import { HttpClient, type HttpClientOptions } from './http-client.js';
import { closeHttpPools } from './http-transport.js';
import { localRateBudget } from './rate-budget.js';
import { json, startHttpStub, type Answer, type HttpStub } from './testing/http-stub.js';

let stub: HttpStub | undefined;

afterEach(async () => {
  await stub?.stop();
  stub = undefined;
});
afterAll(() => closeHttpPools());

async function aClient(
  answer: Answer,
  changed: Partial<HttpClientOptions> = {},
): Promise<{ client: HttpClient; stub: HttpStub }> {
  const started = await startHttpStub(answer);
  stub = started;
  const client = new HttpClient({
    application: 'Toy',
    baseUrl: `${started.origin}/api`,
    authentication: { kind: 'header', headers: {} },
    access: undefined,
    budget: localRateBudget({ concurrency: 4 }),
    outbound: { allowPrivateAddresses: true, retryDelayMs: 1 },
    signal: new AbortController().signal,
    now: () => new Date(),
    ...changed,
  });
  return { client, stub: started };
}

async function failureOf(work: Promise<unknown>): Promise<ConnectorFailure> {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ConnectorFailure)) throw new Error('expected a ConnectorFailure', { cause: error });
  return error;
}

function rotatingAccess(): AccessProvider & { renewed: number[] } {
  const renewed: number[] = [];
  const of = (epoch: number) =>
    Promise.resolve({ credentials: headerCredentials({ Authorization: `Bearer secret-${epoch}` }), epoch });
  return {
    renewed,
    current: () => of(1),
    renew: (refused) => {
      renewed.push(refused);
      return of(refused + 1);
    },
  };
}

describe('a request', () => {
  it('is put behind the base URL, with its query, body and authorisation', async () => {
    const { client, stub } = await aClient((_request, response) => json(response, 200, { id: 7 }), {
      access: rotatingAccess(),
    });
    const answer = await client.request({
      method: 'POST',
      url: '/items',
      query: { q: 'a b', none: undefined },
      body: { sku: 'é' },
    });
    expect(answer.body).toEqual({ id: 7 });
    expect(stub.seen[0]).toMatchObject({ method: 'POST', path: '/api/items?q=a+b', body: '{"sku":"é"}' });
    expect(stub.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer secret-1',
      'content-type': 'application/json',
    });
  });

  it('gives undefined for an empty answer', async () => {
    const { client } = await aClient((_request, response) => response.writeHead(204).end());
    expect((await client.request({ method: 'DELETE', url: 'items/1' })).body).toBeUndefined();
  });

  it('never carries the credentials to another address than the application', async () => {
    const other = await startHttpStub((_request, response) => json(response, 200, {}));
    const { client } = await aClient((_request, response) => json(response, 200, {}), { access: rotatingAccess() });
    const failure = await failureOf(client.request({ method: 'GET', url: `${other.origin}/steal` }));
    await other.stop();
    expect(failure.failureClass).toBe('defect');
    expect(other.seen).toHaveLength(0);
  });

  it('does not follow a redirect', async () => {
    const { client, stub } = await aClient((_request, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end(),
    );
    expect(await failureOf(client.request({ method: 'GET', url: 'x' }))).toMatchObject({
      failureClass: 'permission',
      status: 302,
    });
    expect(stub.seen).toHaveLength(1);
  });
});

describe('bodies', () => {
  it('are sent as a form, as multipart or as bytes, by their type', async () => {
    const { client, stub } = await aClient((_request, response) => json(response, 200, {}));
    const parts = new FormData();
    parts.set('name', 'label "é"');
    parts.set('file', new Blob([new Uint8Array([1, 2])], { type: 'application/pdf' }), 'label.pdf');
    const send = (body: unknown, headers = {}) => client.request({ method: 'POST', url: 'x', body, headers });
    await send(new URLSearchParams({ a: 'b c' }));
    await send(parts);
    await send(new TextEncoder().encode('<xml/>'), { 'content-type': 'application/xml' });
    await send(new Blob(['abc'], { type: 'text/csv' }));
    const [form, multipart, xml, csv] = stub.seen;
    expect(form).toMatchObject({ body: 'a=b+c', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(multipart?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(multipart?.body).toContain('filename="label.pdf"\r\nContent-Type: application/pdf\r\n\r\n\u0001\u0002\r\n');
    expect(xml).toMatchObject({ body: '<xml/>', headers: { 'content-type': 'application/xml' } });
    expect(csv).toMatchObject({ body: 'abc', headers: { 'content-type': 'text/csv' } });
  });

  it('come back as bytes where they were asked for, within their limit', async () => {
    const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff]);
    const { client } = await aClient((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdf),
    );
    const request = { method: 'GET', url: 'label', responseType: 'bytes' } as const;
    expect(Buffer.from((await client.request<Uint8Array>(request)).body)).toEqual(pdf);
    const failure = await failureOf(client.request({ ...request, maxResponseBytes: 5 }));
    expect(failure).toMatchObject({ failureClass: 'too_large', reason: { code: 'http.answer_too_large' } });
  });

  it('may begin with a byte order mark', async () => {
    const { client } = await aClient((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('\uFEFF{"a":1}'),
    );
    expect(await client.request({ method: 'GET', url: 'x' })).toMatchObject({ body: { a: 1 }, hasByteOrderMark: true });
  });

  it.each(['text/html; charset=UTF-8', 'text/plain', 'application/octet-stream', ''])(
    'are read where their JSON is whole and is called "%s"',
    async (contentType) => {
      const { client } = await aClient((_request, response) =>
        response.writeHead(200, contentType === '' ? {} : { 'content-type': contentType }).end('[{"a":1}]'),
      );
      expect((await client.request({ method: 'GET', url: 'x' })).body).toEqual([{ a: 1 }]);
    },
  );

  it('show nothing of the credentials that a notice before them repeats', async () => {
    const authentication = { kind: 'query', parameters: { key: '{apiKey}' } } as const;
    const credentials = fixedCredentials(authentication, {}, { apiKey: 'secret-key' });
    const access = { current: async () => ({ credentials, epoch: 1 }), renew: async () => ({ credentials, epoch: 1 }) };
    const { client } = await aClient(
      ({ path }, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(`<b>Warning</b>: ${path}\n{"a":1}`),
      { authentication, access },
    );
    const { printedBefore } = await client.request({ method: 'GET', url: 'x' });
    expect(printedBefore).toBe('Warning : /api/x?key=…');
  });

  it.each(['application/json; charset=UTF-8', 'text/html; charset=UTF-8'])(
    'may have something printed before it, as %s',
    async (contentType) => {
      const notice = '<br />\n<b>Notice</b>: Undefined index [x] in /var/www/plugin.php on line 3<br />\n';
      const { client } = await aClient((_request, response) =>
        response.writeHead(200, { 'content-type': contentType }).end(`${notice}[{"a":1}]`),
      );
      expect(await client.request({ method: 'GET', url: 'x' })).toMatchObject({
        body: [{ a: 1 }],
        printedBefore: 'Notice : Undefined index [x] in /var/www/plugin.php on line 3',
      });
    },
  );
});

describe('credentials in the address', () => {
  it('are sent, and shown nowhere, also when the application repeats them', async () => {
    const authentication = { kind: 'query', parameters: { key: '{apiKey}' } } as const;
    const credentials = fixedCredentials(authentication, {}, { apiKey: 'se cret-key' });
    const { client, stub } = await aClient(
      ({ path }, response) => json(response, 403, { message: `No: ${path}, key "se cret-key"` }),
      {
        authentication,
        access: {
          current: async () => ({ credentials, epoch: 1 }),
          renew: () => Promise.reject(new Error('no renewal')),
        },
      },
    );
    const failure = await failureOf(client.request({ method: 'GET', url: 'x', query: { a: 1 } }));
    expect(stub.seen[0]?.path).toBe('/api/x?a=1&key=se+cret-key');
    expect(`${failure.message} ${JSON.stringify([failure, failure.reason, failure.body])}`).not.toMatch(
      /se.{1,3}cret-key/,
    );
    expect(failure.reason.params['said']).toContain('No: /api/x?a=1&key=');
  });
});

describe('authorisation', () => {
  it('is renewed once after a 401 and the call repeated, also a write', async () => {
    const access = rotatingAccess();
    const { client, stub } = await aClient(
      (request, response) =>
        request.headers.authorization === 'Bearer secret-2'
          ? json(response, 201, { ok: true })
          : json(response, 401, {}),
      { access },
    );
    expect((await client.request({ method: 'POST', url: 'orders', body: {} })).status).toBe(201);
    expect(access.renewed).toEqual([1]);
    expect(stub.seen).toHaveLength(2);
  });

  it('ends as a permission failure without the secret when the new one is refused too', async () => {
    const access = rotatingAccess();
    const { client } = await aClient(
      (_request, response) => json(response, 401, { error: { message: { value: 'Unauthorized' } } }),
      { access },
    );
    const failure = await failureOf(client.request({ method: 'GET', url: 'me' }));
    expect(failure).toMatchObject({ failureClass: 'permission', status: 401 });
    expect(failure.message).toContain('Unauthorized');
    expect(`${failure.message} ${JSON.stringify(failure)}`).not.toContain('secret');
    expect(access.renewed).toEqual([1]);
  });

  it('is renewed when the application refuses a session in its own way', async () => {
    const access = rotatingAccess();
    const { client } = await aClient((_request, response, count) => json(response, 200, { refused: count === 1 }), {
      access,
      isUnauthorized: ({ body }) => (body as { refused: boolean }).refused,
    });
    expect((await client.request({ method: 'POST', url: 'graphql', body: {} })).body).toEqual({ refused: false });
  });
});

describe('a signed call of another time', () => {
  const hourMs = 3_600_000;
  const authentication = {
    kind: 'oauth1',
    consumerKey: '{key}',
    consumerSecret: '{secret}',
    signatureMethod: 'HMAC-SHA256',
    placement: 'query',
  } as const;
  const access = {
    current: () =>
      Promise.resolve({ credentials: fixedCredentials(authentication, { key: 'k' }, { secret: 's' }), epoch: 0 }),
    renew: () => access.current(),
  };
  /** An application whose clock differs; it refuses what was signed at another time, and everything below `/locked`. */
  const aSigned = (aheadMs: number, headers?: Record<string, string>) =>
    aClient(
      ({ path }, response) => {
        const theirs = new Date(Date.now() + aheadMs);
        const signedMs = Number(/oauth_timestamp=(\d+)/.exec(path)?.[1]) * 1_000;
        const isTaken = Math.abs(signedMs - theirs.getTime()) < hourMs / 4 && !path.includes('locked');
        json(
          response,
          isTaken ? 200 : 401,
          { message: 'Ongeldige tijdstempel.' },
          headers ?? { date: theirs.toUTCString() },
        );
      },
      { authentication, access },
    );

  it.each([5 * hourMs, -5 * hourMs])('is signed once more by the clock of the answer, %d ms ahead', async (aheadMs) => {
    const { client, stub } = await aSigned(aheadMs);
    await client.request({ method: 'POST', url: 'orders', body: {} });
    expect(stub.seen).toHaveLength(2);
    await client.request({ method: 'GET', url: 'orders' });
    expect(stub.seen).toHaveLength(3);
  });

  it('is signed once more also where others were refused at the same time', async () => {
    const { client } = await aSigned(5 * hourMs);
    const calls = Array.from({ length: 4 }, () => client.request({ method: 'GET', url: 'orders' }));
    await expect(Promise.all(calls)).resolves.toHaveLength(4);
  });

  it('is made no third time, and what is refused for another reason does not spoil the calls after it', async () => {
    const { client, stub } = await aSigned(0, { date: new Date(Date.now() - 5 * hourMs).toUTCString() });
    expect(await failureOf(client.request({ method: 'GET', url: 'locked' }))).toMatchObject({ status: 401 });
    expect(stub.seen).toHaveLength(2);
    await client.request({ method: 'GET', url: 'orders' });
    expect(stub.seen).toHaveLength(3);
  });

  it('is not made again where the clocks agree', async () => {
    const { client, stub } = await aSigned(0);
    expect(await failureOf(client.request({ method: 'GET', url: 'locked' }))).toMatchObject({ status: 401 });
    expect(stub.seen).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it.each([
    [400, 'value', 'http.refused'],
    [404, 'value', 'http.refused'],
    [409, 'value', 'http.refused'],
    [422, 'value', 'http.refused'],
    [403, 'permission', 'http.forbidden'],
    [413, 'too_large', 'http.request_too_large'],
    [429, 'rate_limit', 'http.rate_limit'],
    [500, 'intermittent', 'http.server_error'],
    [502, 'application_down', 'http.unavailable'],
    [503, 'application_down', 'http.unavailable'],
    [504, 'application_down', 'http.unavailable'],
  ] as const)('with HTTP %d has the class %s', async (status, failureClass, code) => {
    const { client } = await aClient((_request, response) => json(response, status, { message: 'Name is required' }));
    const failure = await failureOf(client.request({ method: 'POST', url: 'items', body: {} }));
    expect(failure).toMatchObject({ failureClass, status, body: { message: 'Name is required' } });
    expect(failure.reason).toEqual({ code, params: { application: 'Toy', status, said: 'Name is required' } });
    expect(failure.isOutcomeUnknown).toBe(status >= 500);
  });

  it('with a page of HTML needs no JSON', async () => {
    const { client } = await aClient((_request, response) =>
      response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Oops</h1>'),
    );
    expect(await failureOf(client.request({ method: 'GET', url: 'x' }))).toMatchObject({
      failureClass: 'intermittent',
      body: undefined,
    });
  });

  it('for too many calls says how long to wait, in seconds or as a date', async () => {
    const now = () => new Date('2026-11-02T10:00:00Z');
    for (const value of ['7', 'Mon, 02 Nov 2026 10:00:07 GMT']) {
      const { client, stub } = await aClient(
        (_request, response) => json(response, 429, {}, { 'retry-after': value }),
        { now },
      );
      expect(await failureOf(client.request({ method: 'GET', url: 'x' }))).toMatchObject({
        failureClass: 'rate_limit',
        retryAfterMs: 7000,
      });
      expect(stub.seen).toHaveLength(1);
      await stub.stop();
    }
  });

  it('takes the waiting time from the rate report where there is no Retry-After', async () => {
    const nowMs = Date.parse('2026-11-02T10:00:00Z');
    const reports: RateReport[] = [];
    const budget = localRateBudget({ concurrency: 1 });
    budget.report = (report: RateReport) => void reports.push(report);
    const { client } = await aClient(
      (_request, response) => json(response, 429, {}, { 'x-left': '0', 'x-reset': String(nowMs + 9000) }),
      {
        now: () => new Date(nowMs),
        budget,
        rateSources: [{ of: 'minute', remaining: { header: 'x-left' }, resets: { header: 'x-reset', as: 'epochMs' } }],
      },
    );
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).retryAfterMs).toBe(9000);
    expect(reports).toEqual([
      {
        windows: { minute: { limit: undefined, remaining: 0, resetsAtMs: nowMs + 9000 } },
        blockedUntilMs: nowMs + 9000,
      },
    ]);
  });
});

describe('a refusal that is not in the words of the application', () => {
  const cloudflare =
    '<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title><style>p{}</style></head>' +
    '<body><h1>Sorry, you have been blocked</h1><p>Ray ID: <b>8f</b></p><script>x()</script></body></html>';
  const page: Answer = (_request, response) => response.writeHead(403, { 'content-type': 'text/html' }).end(cloudflare);

  it('passes, and is told in its own words without markup', async () => {
    const { client } = await aClient(page);
    const failure = await failureOf(client.request({ method: 'POST', url: 'x', body: {} }));
    expect(failure).toMatchObject({ failureClass: 'intermittent', status: 403, isOutcomeUnknown: false });
    const said = 'Attention Required! | Cloudflare: Sorry, you have been blocked. Ray ID: 8f';
    expect(failure.reason).toEqual({ code: 'http.blocked', params: { application: 'Toy', status: 403, said } });
  });

  it.each([
    [401, 'text/html', '<h1>401 Authorization Required</h1>'],
    [403, 'application/json', '{"success":false}'],
    [403, 'text/plain', 'Forbidden'],
    [402, '', ''],
  ])('is one with HTTP %d, %s, %j', async (status, contentType, body) => {
    const { client } = await aClient((_request, response) =>
      response.writeHead(status, { 'content-type': contentType }).end(body),
    );
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).reason.code).toBe('http.blocked');
  });

  it('is one where the connector knows its application to speak otherwise', async () => {
    const { client } = await aClient((_request, response) => json(response, 403, { message: 'Denied' }), {
      isOwnRefusal: ({ body }) => typeof body === 'object' && body !== null && 'code' in body,
    });
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).reason).toMatchObject({
      code: 'http.blocked',
      params: { said: 'Denied' },
    });
  });
});

describe('a redirect', () => {
  it.each([
    ['https://www.shop.example/api/x?key=secret', 'https://www.shop.example/api/x'],
    ['/other/x', '/other/x'],
  ])('to %s says where it points, without its query', async (location, target) => {
    const { client, stub } = await aClient((_request, response) => response.writeHead(301, { location }).end());
    const failure = await failureOf(client.request({ method: 'GET', url: 'x' }));
    const expected = target.startsWith('/') ? stub.origin + target : target;
    expect(failure).toMatchObject({
      redirectedTo: expected,
      reason: { code: 'http.redirected', params: { target: expected } },
    });
    expect(JSON.stringify([failure, failure.reason])).not.toContain('secret');
  });
});

describe('maintenance', () => {
  it('is looked at again within two minutes, whatever its page asks for, and told in its words', async () => {
    const page =
      '<title>Maintenance</title><p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>';
    const { client } = await aClient((_request, response) =>
      response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '600' }).end(page),
    );
    const failure = await failureOf(client.request({ method: 'GET', url: 'x' }));
    expect(failure).toMatchObject({ failureClass: 'application_down', retryAfterMs: 120_000 });
    expect(failure.reason.params['said']).toBe(
      'Maintenance: Briefly unavailable for scheduled maintenance. Check back in a minute',
    );
  });

  it('does not shorten the wait for a limit on calls', async () => {
    const { client } = await aClient((_request, response) => json(response, 429, {}, { 'retry-after': '600' }));
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).retryAfterMs).toBe(600_000);
  });
});

describe('an answer that is not JSON', () => {
  it.each([
    ['text/html', '<html><title>Just a moment...</title></html>', 'http.page', 'Just a moment'],
    [
      'application/json',
      '<b>Fatal error</b>: x in y.php [{"a":',
      'http.broken_json',
      'Fatal error : x in y.php [{"a":',
    ],
  ])('(%s) tells what it says: %j', async (contentType, body, code, said) => {
    const { client } = await aClient((_request, response) =>
      response.writeHead(200, { 'content-type': contentType }).end(body),
    );
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).reason).toMatchObject({
      code,
      params: { said },
    });
  });

  const html: Answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  const broken: Answer = (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":');

  it.each([
    ['a page', html],
    ['broken JSON', broken],
  ] as const)('(%s) is an intermittent failure of a read', async (_name, answer) => {
    const { client } = await aClient(answer);
    expect(await failureOf(client.request({ method: 'GET', url: 'x' }))).toMatchObject({
      failureClass: 'intermittent',
      isOutcomeUnknown: false,
    });
  });

  it.each([
    ['a page', html],
    ['broken JSON', broken],
  ] as const)('(%s) leaves the outcome of a write unknown', async (_name, answer) => {
    const { client } = await aClient(answer);
    expect((await failureOf(client.request({ method: 'POST', url: 'x', body: {} }))).isOutcomeUnknown).toBe(true);
  });

  it('is not read further than the limit', async () => {
    const { client } = await aClient((_request, response) => json(response, 200, 'x'.repeat(100_000)), {
      outbound: { allowPrivateAddresses: true, maxResponseBytes: 10_000 },
    });
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).failureClass).toBe('too_large');
  });
});

describe('a lost connection', () => {
  it('is tried again for a read', async () => {
    const { client, stub } = await aClient((_request, response, count) =>
      count < 3 ? void response.destroy() : json(response, 200, { count }),
    );
    expect((await client.request({ method: 'GET', url: 'x' })).body).toEqual({ count: 3 });
    expect(stub.seen).toHaveLength(3);
  });

  it('is tried again twice at most, and then fails', async () => {
    const { client, stub } = await aClient((_request, response) => json(response, 503, {}));
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).failureClass).toBe('application_down');
    expect(stub.seen).toHaveLength(3);
  });

  it.each([
    ['PUT', {}, 2],
    ['DELETE', {}, 2],
    ['POST', { isRepeatable: true }, 3],
    ['POST', { isRepeatable: true, isResent: false }, 1],
    ['PUT', { isResent: false }, 1],
  ] as const)('sends a %s of %j %d times', async (method, options, times) => {
    const { client, stub } = await aClient((_request, response) => json(response, 502, {}));
    const failure = await failureOf(client.request({ method, url: 'items/1', body: {}, ...options }));
    expect(failure).toMatchObject({ failureClass: 'application_down', isOutcomeUnknown: false });
    expect(stub.seen).toHaveLength(times);
  });

  it('is never tried again for a write, whose outcome is unknown', async () => {
    const { client, stub } = await aClient((_request, response) => void response.destroy());
    expect(await failureOf(client.request({ method: 'POST', url: 'x', body: {} }))).toMatchObject({
      failureClass: 'intermittent',
      isOutcomeUnknown: true,
    });
    expect(stub.seen).toHaveLength(1);
  });

  it('is told from an application that is down', async () => {
    const { client, stub } = await aClient((_request, response) => json(response, 200, {}));
    await stub.stop();
    const failure = await failureOf(client.request({ method: 'POST', url: 'x', body: {} }));
    expect(failure).toMatchObject({ failureClass: 'application_down', isOutcomeUnknown: false });
    expect(failure.reason).toEqual({
      code: 'http.unreachable',
      params: { application: 'Toy', code: 'ECONNREFUSED' },
    });
  });

  it('does not hold the run for a longer time than a short pause', async () => {
    const { client, stub } = await aClient((_request, response) => json(response, 503, {}, { 'retry-after': '90' }));
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).retryAfterMs).toBe(90_000);
    expect(stub.seen).toHaveLength(1);
  });
});

describe('a slow answer', () => {
  it('ends at the time-out', async () => {
    const { client } = await aClient(() => undefined);
    const failure = await failureOf(client.request({ method: 'POST', url: 'x', body: {}, timeoutMs: 40 }));
    expect(failure).toMatchObject({ failureClass: 'intermittent', isOutcomeUnknown: true });
    expect(failure.reason).toEqual({ code: 'http.timeout', params: { application: 'Toy', seconds: 0 } });
  });

  it('gets the time that calls have now, and says that it took longer', async () => {
    let timeoutMs = 40;
    const ended: boolean[] = [];
    const outbound = {
      ...{ allowPrivateAddresses: true, timeoutMs: () => timeoutMs },
      observe: ({ isTimedOut }: { isTimedOut: boolean }) => void ended.push(isTimedOut),
    };
    const { client } = await aClient((_request, response, count) => (count > 1 ? json(response, 200, {}) : undefined), {
      outbound,
    });
    const failure = await failureOf(client.request({ method: 'GET', url: 'x' }));
    expect(failure.reason.code).toBe('http.timeout');
    timeoutMs = 10_000;
    await client.request({ method: 'GET', url: 'x' });
    expect(ended).toEqual([true, false]);
  });

  it('ends at the time-out also when its body never ends', async () => {
    const { client } = await aClient(
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    );
    expect((await failureOf(client.request({ method: 'GET', url: 'x', timeoutMs: 40 }))).reason.code).toBe(
      'http.timeout',
    );
  });

  it('ends when the work is stopped', async () => {
    const controller = new AbortController();
    const { client } = await aClient(() => controller.abort(), { signal: controller.signal });
    expect((await failureOf(client.request({ method: 'GET', url: 'x' }))).reason.code).toBe('http.stopped');
    expect((await failureOf(client.request({ method: 'POST', url: 'x', body: {} }))).isOutcomeUnknown).toBe(false);
  });

  it('gives its slot back', async () => {
    const { client } = await aClient(
      ({ path }, response) => (path.endsWith('/slow') ? undefined : json(response, 200, {})),
      { budget: localRateBudget({ concurrency: 1 }) },
    );
    await failureOf(client.request({ method: 'GET', url: 'slow', timeoutMs: 30 }));
    expect((await client.request({ method: 'GET', url: 'x' })).status).toBe(200);
  });
});

describe('the guard', () => {
  const outbound = { allowPrivateAddresses: false };

  it('refuses plain http, and addresses that are not public', async () => {
    for (const baseUrl of [
      'http://example.com',
      'https://127.0.0.1:1',
      'https://[::ffff:10.0.0.1]',
      'https://localhost:1',
      'ftp://example.com',
    ]) {
      const { client, stub } = await aClient((_request, response) => json(response, 200, {}), { baseUrl, outbound });
      expect(await failureOf(client.request({ method: 'GET', url: 'x' }))).toMatchObject({
        failureClass: 'permission',
      });
      await stub.stop();
    }
  });
});

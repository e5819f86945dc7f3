import { connectionGet, connectionUpdate, accessGet, type Connection } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OAuth2Server } from 'oauth2-mock-server';
import { Provider } from 'oidc-provider';
import { anOAuthConnector, appSecret } from './fake-connectors.js';
import { aSignedIn, browse, followOnce, Harness, type Replica } from './harness.js';

const oidc = anOAuthConnector('oidc', { authorize: '/auth', token: '/token' });
const mock = anOAuthConnector('mock', { authorize: '/authorize', token: '/token' });
const closed = anOAuthConnector('closed', { authorize: '/authorize', token: '/token' });
const fields = { clientId: 'app-1', clientSecret: appSecret };
const logLines: string[] = [];

describe('authorization', () => {
  let harness: Harness;
  let replica: Replica;
  let oidcServer: Server;
  const mockServer = new OAuth2Server();

  beforeAll(async () => {
    // Made here: the library takes no objects from outside Jest's realm, as its own generator gives.
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await mockServer.issuer.keys.add({ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', kid: 'test' });
    await mockServer.start(0, 'localhost');
    oidcServer = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => oidcServer.once('listening', resolve));
    const oidcUrl = `http://127.0.0.1:${(oidcServer.address() as AddressInfo).port}`;
    const provider = new Provider(oidcUrl, {
      clients: [
        {
          client_id: fields.clientId,
          client_secret: appSecret,
          grant_types: ['authorization_code', 'refresh_token'],
          redirect_uris: ['http://localhost:8080/oauth/callback/oidc'],
        },
      ],
      pkce: { required: () => true },
      rotateRefreshToken: true,
      issueRefreshToken: () => Promise.resolve(true),
      ttl: { AccessToken: 600 },
      cookies: { keys: ['test'] },
    });
    oidcServer.on('request', (request, response) => void provider.callback()(request, response));
    harness = await Harness.create();
    replica = await harness.start({
      connectors: [oidc, mock, closed],
      hosts: { oidc: oidcUrl, mock: `http://localhost:${mockServer.address().port}`, closed: 'http://127.0.0.1:1' },
      logStream: { write: (line) => void logLines.push(line) },
    });
  });

  afterAll(async () => {
    await harness?.close();
    if (mockServer.listening) await mockServer.stop();
    oidcServer?.close();
    oidcServer?.closeAllConnections();
  });

  const stateOf = ({ id }: Connection) => replica.client.call(connectionGet, { connectionId: id }, aPerson());

  async function comeBack(application = 'mock'): Promise<{ connection: Connection; callback: URL }> {
    const connection = await replica.create(application, fields);
    return { connection, callback: await followOnce(await replica.begin(connection.id)) };
  }

  it('authorises by code and PKCE at oidc-provider, and renews with the rotated refresh token', async () => {
    const connection = await replica.create('oidc', fields);
    const start = await replica.begin(connection.id);
    expect(start.searchParams.get('code_challenge_method')).toBe('S256');
    expect(start.searchParams.get('redirect_uri')).toBe('http://localhost:8080/oauth/callback/oidc');
    const page = await replica.finish(await browse(start, { login: 'somebody', password: 'x' }));
    expect(page.status).toBe(200);
    await expect(stateOf(connection)).resolves.toMatchObject({ state: 'authorized', reason: null });
    const headers = new Set<string>();
    for (let epoch = 1; epoch <= 3; epoch += 1) {
      const access = await replica.client.call(accessGet, { connectionId: connection.id }, aPerson());
      expect(access.epoch).toBe(epoch);
      headers.add(access.credentials.headers['authorization'] ?? '');
      harness.clock.advance(580_000);
    }
    expect(headers.size).toBe(3);
  });

  it('shows a page that tells only the status, to its own origin', async () => {
    const connection = await replica.create('mock', fields);
    const page = await replica.finish(
      await followOnce(await replica.begin(connection.id, aSignedIn(), '/connections/1?x=1')),
    );
    const html = await page.text();
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'nonce-[^']+'/);
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(html).toContain('href="/connections/1?x=1"');
    const data = JSON.parse((/data-page="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"')) as Record<
      string,
      unknown
    >;
    expect(data).toEqual({
      origin: 'http://localhost:8080',
      goTo: '/connections/1?x=1',
      message: { type: 'koppel.authorization', connectionId: connection.id, status: 'authorized' },
    });
  });

  it('leaves a connection in draft, with a reason, when access is denied', async () => {
    const connection = await replica.create('mock', fields);
    const state = (await replica.begin(connection.id)).searchParams.get('state');
    const page = await replica.visit(`/oauth/callback/mock?error=access_denied&state=${state}`, aSignedIn());
    const html = await page.text();
    expect(page.status).toBe(403);
    expect(html).toContain('authorization.denied');
    expect(html).toContain('&quot;status&quot;:&quot;denied&quot;');
    await expect(stateOf(connection)).resolves.toMatchObject({
      state: 'draft',
      reason: { code: 'connections.denied' },
    });
  });

  it.each([
    [
      'tampered',
      async (callback: URL) => (callback.searchParams.set('state', `${callback.searchParams.get('state')}x`), {}),
      'belongs to no authorization',
    ],
    ['of another session', async () => ({ sessionId: 'session-2' }), 'another session'],
    ['of another person', async () => ({ userId: 'user-2' }), 'another session'],
    ['of another organization', async () => ({ organizationId: 'org-2' }), 'belongs to no authorization'],
    [
      'of another application',
      async (callback: URL) => ((callback.pathname = '/oauth/callback/oidc'), {}),
      'another application',
    ],
    ['of too long ago', async () => (harness.clock.advance(601_000), {}), 'took longer'],
  ])('refuses a state that is %s', async (_name, change, words) => {
    const { connection, callback } = await comeBack();
    const page = await replica.finish(callback, aSignedIn(await change(callback)));
    const html = await page.text();
    expect(page.status).toBe(400);
    expect(html).toContain('authorization.state_invalid');
    expect(html).toContain(words);
    await expect(stateOf(connection)).resolves.toMatchObject({ state: 'draft', reason: null });
  });

  it('speaks the language of the page that it began from', async () => {
    const connection = await replica.create('mock', fields);
    const begun = await replica.visit(`/oauth/authorize/${connection.id}?language=nl`, aSignedIn());
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
    const page = await replica.visit(`/oauth/callback/mock?error=access_denied&state=${state}`, aSignedIn());
    const html = await page.text();
    expect(html).toContain('<html lang="nl">');
    expect(html).toContain('Er is geen toegang gegeven');
    expect(html).toContain('Terug naar Koppel');
  });

  it('takes a state once', async () => {
    const { connection, callback } = await comeBack();
    const pages = await Promise.all([replica.finish(callback), replica.finish(callback), replica.finish(callback)]);
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const again = await replica.finish(callback);
    expect(await again.text()).toContain('works only once');
    await expect(stateOf(connection)).resolves.toMatchObject({ state: 'authorized' });
  });

  it('refuses an answer for a connection that was changed in the meantime', async () => {
    const { connection, callback } = await comeBack();
    await replica.client.call(
      connectionUpdate,
      { connectionId: connection.id, fields: { clientSecret: 'another-secret-99' } },
      aPerson(),
    );
    expect(await (await replica.finish(callback)).text()).toContain('authorization.state_invalid');
    await expect(stateOf(connection)).resolves.toMatchObject({ state: 'draft' });
  });

  it('asks to sign in first, and refuses those who may not', async () => {
    const { connection, callback } = await comeBack();
    for (const path of [`/oauth/authorize/${connection.id}`, callback.pathname + callback.search]) {
      const page = await replica.visit(path);
      expect(page.status).toBe(401);
      expect(await page.text()).toContain('Sign in first');
      expect((await replica.visit(path, aSignedIn({ role: 'operator' }))).status).toBe(403);
    }
  });

  it('knows no other callback, no other connection and no other return address', async () => {
    const { connection } = await comeBack();
    const unknown = await replica.visit('/oauth/callback/nobody?code=1&state=2', aSignedIn());
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain('Koppel knows no application at this address');
    expect(
      (await replica.visit(`/oauth/authorize/${connection.id}`, aSignedIn({ organizationId: 'org-2' }))).status,
    ).toBe(404);
    expect((await replica.visit('/oauth/authorize/not-an-id', aSignedIn())).status).toBe(404);
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example']) {
      expect(
        (await replica.visit(`/oauth/authorize/${connection.id}?return=${encodeURIComponent(path)}`, aSignedIn()))
          .status,
      ).toBe(400);
    }
  });

  it.each([
    [
      'a wrong client secret',
      401,
      { error: 'invalid_client' },
      400,
      'authorization.refused',
      'does not accept the client ID and client secret',
      'connections.client_unknown',
    ],
    [
      'a fault of the provider',
      500,
      { error: 'server_error' },
      502,
      'connection.application_down',
      'could not answer the log-in just now (HTTP 500)',
      'connections.token_status',
    ],
    [
      'an answer that is no token',
      200,
      { hello: 1 },
      502,
      'connection.application_down',
      'something that is no access',
      'connections.token_unreadable',
    ],
    [
      'another refusal',
      400,
      { error: 'invalid_grant', error_description: 'super-secret-detail' },
      400,
      'authorization.refused',
      'redirect URI',
      'connections.not_exchanged',
    ],
  ])(
    'tells of %s, and the connection can be authorised again',
    async (_name, statusCode, body, status, code, words, reason) => {
      const { connection, callback } = await comeBack();
      mockServer.service.once('beforeResponse', (answer: { statusCode: number; body: unknown }) =>
        Object.assign(answer, { statusCode, body }),
      );
      const page = await replica.finish(callback);
      const html = await page.text();
      expect(page.status).toBe(status);
      expect(html).toContain(code);
      expect(html).toContain(words);
      expect(html).not.toContain('super-secret-detail');
      await expect(stateOf(connection)).resolves.toMatchObject({
        state: 'draft',
        reason: { code: reason },
      });
      await replica.finish(await followOnce(await replica.begin(connection.id)));
      await expect(stateOf(connection)).resolves.toMatchObject({ state: 'authorized', reason: null });
    },
  );

  it('tells of an application that cannot be reached', async () => {
    const connection = await replica.create('closed', fields);
    const state = (await replica.begin(connection.id)).searchParams.get('state');
    const page = await replica.visit(`/oauth/callback/closed?code=abc&state=${state}`, aSignedIn());
    expect(page.status).toBe(502);
    expect(await page.text()).toContain('cannot be reached');
  });

  it('lets no secret into logs, replies, events or pages', async () => {
    logLines.length = 0;
    const connection = await replica.create('mock', fields);
    const start = await replica.begin(connection.id);
    let answer: { access_token?: string; refresh_token?: string } = {};
    mockServer.service.once('beforeResponse', (given: { body: typeof answer }) => {
      Object.assign(given.body, { refresh_token: 'refresh-secret-abcdef' });
      answer = given.body;
    });
    const callback = await followOnce(start);
    const html = await (await replica.finish(callback)).text();
    const again = await (await replica.finish(callback)).text();
    harness.clock.advance(3_600_000);
    mockServer.service.once('beforeResponse', (given: { statusCode: number; body: unknown }) =>
      Object.assign(given, {
        statusCode: 400,
        body: { error: 'invalid_grant', error_description: 'refresh-secret-abcdef' },
      }),
    );
    const refused = await replica.client
      .call(accessGet, { connectionId: connection.id }, aPerson())
      .catch((error: unknown) => error);
    const events = await replica.rows('select payload from outbox');
    const seen = [
      logLines.join(''),
      html,
      again,
      JSON.stringify([connection, await stateOf(connection), refused, events]),
    ].join('\n');
    expect(logLines.length).toBeGreaterThan(2);
    expect(refused).toMatchObject({ code: 'connection.needs_attention' });
    const secrets = [
      appSecret,
      answer.access_token,
      answer.refresh_token,
      start.searchParams.get('state'),
      callback.searchParams.get('code'),
    ];
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(8);
      expect(seen).not.toContain(secret);
    }
    const tables = ['connection', 'connection_secret', 'access_grant', 'authorization_attempt', 'data_key'];
    const stored = JSON.stringify(await Promise.all(tables.map((table) => replica.rows(`select * from ${table}`))));
    for (const secret of secrets) expect(stored).not.toContain(secret);
  });
});

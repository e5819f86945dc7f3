import { jest } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Validator } from '@seriousme/openapi-schema-validator';
import {
  applicationIdSchema,
  AppError,
  connectionGet,
  connectionList,
  eventData,
  operations,
  type Connection,
  type Operation,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import {
  Answers,
  ContractClient,
  Database,
  Nats,
  ServiceKitModule,
  startService,
  verifyIdentity,
} from '@koppel/service-kit';
import { createTestDatabase, testConfig, type TestDatabase } from '@koppel/service-kit/testing';
import { getMigrations } from 'better-auth/db/migration';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAppModule, prepareGateway, storage } from '../src/app.module.js';
import { AUTH, type Auth } from '../src/auth/auth.provider.js';
import { limits } from './harness.js';

const email = 'owner@example.com';
const password = 'correct horse battery';

/** Answers as the connections service would, and shows for whom it was asked. */
@Controller()
class Connections {
  @Answers(connectionList)
  list(
    _request: ParsedRequestOf<typeof connectionList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof connectionList>> {
    return Promise.resolve({ items: [aConnection(organizationId)] });
  }

  @Answers(connectionGet)
  get(): Promise<Connection> {
    throw new AppError('connection.not_found', 'There is no such connection.');
  }
}

function aConnection(displayTitle: string): Connection {
  const at = new Date().toISOString();
  return {
    id: randomUUID() as Connection['id'],
    applicationId: applicationIdSchema.parse('shop'),
    displayTitle,
    state: 'ready',
    reason: null,
    fields: {},
    secretsSet: [],
    testedAt: null,
    createdAt: at,
    updatedAt: at,
  };
}

describe('gateway', () => {
  let app: NestExpressApplication;
  let neighbours: NestExpressApplication;
  let testDatabase: TestDatabase;
  let behind: Server;
  let received: IncomingMessage | undefined;
  let url: string;
  let cookie: string;
  const webDist = mkdtempSync(join(tmpdir(), 'koppel-web-'));
  const config = testConfig();

  const api = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { cookie, ...init.headers }, redirect: 'manual' });
  const setRole = (role: string) => app.get(Database).dataSource.query('update "member" set "role" = $1', [role]);

  beforeAll(async () => {
    mkdirSync(join(webDist, 'assets'));
    writeFileSync(join(webDist, 'index.html'), '<title>Koppel</title><script>alert(1)</script>');
    writeFileSync(join(webDist, 'assets', 'app.js'), `export const text = '${'koppel '.repeat(200)}';`);
    writeFileSync(join(webDist, 'assets', 'picture.png'), 'a picture');
    behind = createServer((request, response) => {
      received = request;
      response.setHeader('x-from', 'behind').end(request.url);
    });
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    const behindUrl = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
    testDatabase = await createTestDatabase(storage);
    @Module({ imports: [ServiceKitModule.forRoot({ name: 'connections', config })], controllers: [Connections] })
    class NeighbourModule {}
    neighbours = await startService({ name: 'connections', config, module: NeighbourModule });
    const gatewayConfig = {
      ...config,
      ...testDatabase.configOf('gateway'),
      ...limits,
      DATABASE_POOL_SIZE: 4,
      BETTER_AUTH_SECRET: [{ version: 1, value: randomUUID() + randomUUID() }] as const,
      CONNECTIONS_URL: behindUrl,
      FLOW_RUNNER_URL: behindUrl,
      WEB_DIST: webDist,
      TRUSTED_PROXIES: '127.0.0.1',
      KOPPEL_FIRST_ACCOUNT_EMAIL: email,
      KOPPEL_FIRST_ACCOUNT_PASSWORD: password,
    };
    app = await startService({
      name: 'gateway',
      config: gatewayConfig,
      module: createAppModule(gatewayConfig),
      prepare: prepareGateway,
    });
    url = await app.getUrl();
    cookie = (await signIn()).headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  });

  afterAll(async () => {
    await app?.close();
    await neighbours?.close();
    behind?.close();
    await testDatabase?.drop();
    rmSync(webDist, { recursive: true });
  });

  beforeEach(() => setRole('owner'));

  function signIn(): Promise<Response> {
    return fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: config.KOPPEL_PUBLIC_URL },
      body: JSON.stringify({ email, password }),
    });
  }

  it('has every table that better-auth asks for', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(app.get<Auth>(AUTH).options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });

  it('signs the first account in as owner of its organization', async () => {
    const response = await api('/api/v1/session');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      user: { email },
      organization: { name: 'My organization' },
      role: 'owner',
    });
  });

  it('gives the token of a session to its cookie alone', async () => {
    const answers = [await signIn(), await fetch(`${url}/api/auth/get-session`, { headers: { cookie } })];
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    for (const text of texts) expect(text).toContain(email);
    expect(texts.join()).not.toContain('"token"');
    expect(answers[0]?.headers.getSetCookie().join()).toContain('koppel.session_token=');
  });

  it('refuses a wrong password and a sign-up', async () => {
    const post = (path: string, body: object) =>
      fetch(`${url}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: config.KOPPEL_PUBLIC_URL },
        body: JSON.stringify(body),
      });
    expect((await post('sign-in/email', { email, password: 'wrong password' })).status).toBe(401);
    expect((await post('sign-up/email', { email: 'new@example.com', password, name: 'New' })).status).toBe(400);
  });

  it('counts attempts to sign in for all replicas together', async () => {
    const rows = await app.get(Database).dataSource.query('select "key", "count" from "rateLimit"');
    expect(rows).toContainEqual({ key: expect.stringContaining('/sign-in/email'), count: expect.any(Number) });
  });

  it('says that nobody is signed in, which is no error', async () => {
    const response = await fetch(`${url}/api/v1/session`);
    expect([response.status, await response.json()]).toEqual([200, null]);
  });

  it('answers 401 as a problem without a session', async () => {
    const response = await fetch(`${url}/api/v1/connections`);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 401, code: 'request.unauthenticated' });
  });

  it('asks the service in the name of the person’s organization', async () => {
    const session = (await (await api('/api/v1/session')).json()) as { organization: { id: string } };
    const { items } = (await (await api('/api/v1/connections')).json()) as { items: Connection[] };
    expect(items[0]?.displayTitle).toBe(session.organization.id);
  });

  it('packs long answers', async () => {
    const items = Array.from({ length: 50 }, () => aConnection('A connection'));
    jest.spyOn(app.get(ContractClient), 'call').mockResolvedValueOnce({ items });
    const response = await api('/api/v1/connections');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toEqual({ items });
    jest.restoreAllMocks();
    expect((await api('/api/v1/connections')).headers.get('content-encoding')).toBeNull();
  });

  it('turns a service’s error into a problem', async () => {
    const response = await api(`/api/v1/connections/${randomUUID()}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'connection.not_found',
      title: 'Not found',
      detail: expect.stringMatching(/^There is no such connection/),
    });
  });

  it('says what is wrong in the language of the request', async () => {
    const ask = async (path: string, language: string) => {
      const response = await api(path, { headers: { 'accept-language': language } });
      expect(response.headers.get('vary')).toContain('Accept-Language');
      return response.json();
    };
    expect(await ask(`/api/v1/connections/${randomUUID()}`, 'nl-NL,nl;q=0.9,en;q=0.8')).toMatchObject({
      title: 'Niet gevonden',
      detail: expect.stringMatching(/^Deze koppeling bestaat niet/),
    });
    expect(await ask('/api/v1/connections/x', 'nl')).toMatchObject({
      errors: [{ path: 'connectionId', code: 'field.uuid', params: {}, message: 'Dit is geen id (UUID).' }],
    });
    expect(await ask('/api/v1/nothing', 'fr')).toMatchObject({
      detail: 'The request is not valid. The API has no GET /nothing. Look it up at /api/docs.',
      reason: { code: 'gateway.no_operation', params: { method: 'GET', path: '/nothing' } },
    });
    await setRole('viewer');
    const refused = await api('/api/v1/webhooks', { method: 'POST', headers: { 'accept-language': 'nl' } });
    expect(await refused.json()).toMatchObject({
      detail:
        'Dit mag je niet. Je rol is meekijker; hiervoor is de rol beheerder nodig. Vraag het een eigenaar van je organisatie.',
    });
  });

  it('asks a service in the language of the request', async () => {
    const call = jest.spyOn(app.get(ContractClient), 'call').mockResolvedValue({ items: [] });
    await api('/api/v1/applications', { headers: { 'accept-language': 'nl' } });
    await api('/api/v1/applications?language=en', { headers: { 'accept-language': 'nl' } });
    expect(call.mock.calls.map(([, request]) => request)).toEqual([{ language: 'nl' }, { language: 'en' }]);
    jest.restoreAllMocks();
  });

  it('refuses bad input at the edge, naming the field', async () => {
    const response = await api('/api/v1/connections/not-an-id');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'request.invalid', errors: [{ path: 'connectionId' }] });
  });

  it.each([
    ['not JSON', { body: '{', headers: { 'content-type': 'application/json' } }],
    ['another content type', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ])('refuses a body that is %s', async (_what, init) => {
    const response = await api('/api/v1/connections', { method: 'POST', ...init });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'request.invalid' });
  });

  describe('against attacks by bodies', () => {
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', origin: config.KOPPEL_PUBLIC_URL, ...headers },
      });
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

    it('asks for the session and the role before it reads a body', async () => {
      const parse = jest.spyOn(JSON, 'parse');
      const answer = await post('/api/v1/connections', nested(500_000));
      expect(parse).not.toHaveBeenCalled();
      parse.mockRestore();
      expect(answer.status).toBe(401);
      await setRole('viewer');
      expect((await post('/api/v1/connections', '{', { cookie })).status).toBe(403);
    });

    it.each([
      ['64 kB', '/connections', 'POST', 65_000, 65_600],
      ['1 MB for an edited record', `/issues/${randomUUID()}`, 'PATCH', 999_000, 1_000_100],
    ])('takes bodies of %s at most', async (_size, path, method, allowed, refused) => {
      const send = (bytes: number) =>
        api(`/api/v1${path}`, {
          method,
          body: JSON.stringify({ payload: 'x'.repeat(bytes - 14) }),
          headers: { 'content-type': 'application/json' },
        });
      jest.spyOn(app.get(ContractClient), 'call').mockResolvedValueOnce({});
      expect((await send(allowed)).status).toBe(200);
      const answer = await send(refused);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'request.too_large' });
      jest.restoreAllMocks();
    });

    it('counts the bytes of a body that does not announce its length', async () => {
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode(' '.repeat(70_000)));
          controller.close();
        },
      });
      const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
      expect((await api('/api/v1/connections', init as RequestInit)).status).toBe(413);
    });

    it('refuses a body that nests deeper than 64 levels, an encoding and text that no database keeps', async () => {
      const bodies: [string, Record<string, string>?][] = [
        [nested(65)],
        ['{}', { 'content-encoding': 'gzip' }],
        ['{}', { 'content-type': 'application/json; charset=bogus' }],
        [JSON.stringify({ displayTitle: '\0' })],
        [JSON.stringify({ fields: { a: ['\ud83d'] } })],
      ];
      for (const [body, headers] of bodies) {
        const answer = await post('/api/v1/connections', body, { cookie, ...headers });
        expect([body, answer.status]).toEqual([body, 400]);
        expect(await answer.json()).toMatchObject({ code: 'request.invalid' });
      }
      expect((await api('/api/v1/issues?search=%00')).status).toBe(400);
      expect((await api('/api/v1/connections/%ff')).status).toBe(400);
    });

    it('refuses more than 16 kB in a request to sign in before it has arrived', async () => {
      const headers = { 'content-type': 'application/json', 'content-length': 100_000_000 };
      const request = httpRequest(`${url}/api/auth/sign-in/email`, { method: 'POST', headers });
      request.write('{');
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      request.destroy();
      expect(answer.statusCode).toBe(413);
      const small = await post('/api/auth/sign-in/email', JSON.stringify({ email, password: 'x'.repeat(100) }));
      expect(small.status).toBe(401);
    });
  });

  describe('an organization', () => {
    const call = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json', origin: config.KOPPEL_PUBLIC_URL };
      return api(`/api/auth/organization/${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    };
    const session = async () =>
      (await (await api('/api/v1/session')).json()) as { user: { id: string }; organization: { id: string } };

    it('is not deleted by its owner: its flows would go on', async () => {
      const { organization } = await session();
      expect((await call('delete', { organizationId: organization.id })).status).toBe(404);
      expect(await session()).toMatchObject({ organization: { id: organization.id } });
    });

    it.each(['member', ['admin', 'viewer'], 'emperor'])('takes no member with the role %j', async (role) => {
      const { organization } = await session();
      const invitation = { email: 'new@example.com', role, organizationId: organization.id };
      expect((await call('invite-member', invitation)).status).toBe(400);
      const database = app.get(Database).dataSource;
      const [user, member] = [randomUUID(), randomUUID()];
      await database.query(`insert into "user" ("id", "name", "email", "emailVerified") values ($1, 'New', $2, true)`, [
        user,
        `${user}@example.com`,
      ]);
      await database.query(
        `insert into "member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, $2, $3, 'viewer', now())`,
        [member, organization.id, user],
      );
      const change = { memberId: member, organizationId: organization.id };
      expect((await call('update-member-role', { ...change, role })).status).toBe(400);
      expect((await call('update-member-role', { ...change, role: 'operator' })).status).toBe(200);
      await database.query('delete from "member" where "id" = $1', [member]);
    });

    it('gives nobody rights by a role that it does not know', async () => {
      await setRole('member');
      expect((await api('/api/v1/connections')).status).toBe(401);
    });
  });

  it('refuses another site', async () => {
    const response = await api('/api/v1/connections', { headers: { origin: 'https://evil.example' } });
    expect(response.status).toBe(403);
  });

  it('lets a viewer look and not change', async () => {
    await setRole('viewer');
    expect((await api('/api/v1/connections')).status).toBe(200);
    const response = await api('/api/v1/connections', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'request.forbidden' });
  });

  it('passes /oauth on with a signed identity and no made-up one', async () => {
    const response = await api('/oauth/authorize/some-id?return=/x', { headers: { 'x-koppel-identity': 'made-up' } });
    expect(await response.text()).toBe('/oauth/authorize/some-id?return=/x');
    const identity = await verifyIdentity(String(received?.headers['x-koppel-identity']), config.KOPPEL_INTERNAL_KEY);
    expect(identity).toMatchObject({ role: 'owner' });
    expect(received?.headers.cookie).toBeUndefined();
    await fetch(`${url}/oauth/authorize/some-id`, { headers: { 'x-koppel-identity': 'made-up' } });
    expect(received?.headers['x-koppel-identity']).toBeUndefined();
  });

  it('passes posted keys on without an identity or a cookie, and to nowhere but connections', async () => {
    const headers = { 'content-type': 'application/json', 'x-koppel-identity': 'made-up', cookie: 'a=b' };
    const response = await fetch(`${url}/oauth/keys/some-shop`, { method: 'POST', body: '{"a":1}', headers });
    expect(await response.text()).toBe('/oauth/keys/some-shop');
    expect(received?.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '7' });
    expect(received?.headers['x-koppel-identity']).toBeUndefined();
    expect(received?.headers.cookie).toBeUndefined();
  });

  it('passes /hooks on without an identity', async () => {
    const response = await api('/hooks/flows/1/token', { method: 'POST', body: 'raw' });
    expect(await response.text()).toBe('/hooks/flows/1/token');
    expect(received?.headers['x-koppel-identity']).toBeUndefined();
  });

  it('passes each request on by a connection of its own, which nobody can have closed', async () => {
    await api('/hooks/flows/1/token', { method: 'POST', body: 'raw' });
    expect(received?.headers.connection).toBe('close');
    await api('/oauth/approved/some-shop');
    expect(received?.headers.connection).toBe('close');
  });

  it('describes every route in a valid OpenAPI 3.1 document', async () => {
    const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    const operationIds = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(operationIds).toEqual(expect.arrayContaining(Object.keys(operations)));
    expect((await fetch(`${url}/api/docs`)).status).toBe(200);
    expect(await (await fetch(`${url}/api/asyncapi.json`)).json()).toMatchObject({ asyncapi: '3.0.0' });
  });

  it('serves the web app, also on the paths of its pages', async () => {
    const page = await fetch(`${url}/integrations/1`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<title>Koppel</title>');
    expect(page.headers.get('content-security-policy')).toContain(
      `script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';`,
    );
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${url}/assets/picture.png`)).headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${url}/assets/missing.js`)).status).toBe(404);
    const outside = await fetch(`${url}/..%2f..%2f..%2fetc%2fpasswd.txt`, { headers: { accept: 'text/html' } });
    expect(await outside.text()).toContain('<title>Koppel</title>');
  });

  it.each([
    ['br', 'gzip, deflate, br'],
    ['gzip', 'gzip, deflate'],
    [null, 'identity'],
  ])('sends assets packed as %s where a browser takes %s, and not again', async (encoding, accepted) => {
    const ask = (headers = {}) =>
      fetch(`${url}/assets/app.js`, { headers: { 'accept-encoding': accepted, ...headers } });
    const response = await ask();
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toContain('Accept-Encoding');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(await response.text()).toContain('koppel koppel');
    const again = await ask({
      'if-none-match': response.headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
  });

  it('serves a new build without a restart', async () => {
    const page = async () => (await fetch(`${url}/`, { headers: { accept: 'text/html' } })).text();
    expect(await page()).toContain('<title>Koppel</title>');
    writeFileSync(join(webDist, 'index.html'), '<title>Koppel</title> anew');
    expect(await page()).toContain('anew');
  });

  it('keeps metrics from who comes through a proxy', async () => {
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    const throughProxy = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(throughProxy.status).toBe(403);
  });

  it('counts attempts to sign in by the address that a trusted proxy names', async () => {
    await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: config.KOPPEL_PUBLIC_URL,
        'x-forwarded-for': '203.0.113.7',
      },
      body: JSON.stringify({ email, password: 'a wrong password' }),
    });
    const keys = await app.get(Database).dataSource.query(`select key from "rateLimit" where key like '203.0.113.7%'`);
    expect(keys).toHaveLength(1);
  });

  it('tells which services are ready', async () => {
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      service: 'gateway',
      checks: { nats: 'up', database: 'up' },
      services: { connections: 'ready', settings: 'unreachable' },
    });
  });

  describe('the table of routes', () => {
    const asked = (): jest.SpiedFunction<ContractClient['call']> => {
      const refusal = new AppError('request.conflict', 'Asked.');
      return jest.spyOn(app.get(ContractClient), 'call').mockRejectedValue(refusal);
    };
    const send = (method: string, path: string) =>
      api(
        `/api/v1${path}`,
        method === 'GET' || method === 'DELETE'
          ? { method }
          : { method, body: '{}', headers: { 'content-type': 'application/json' } },
      );

    afterEach(() => jest.restoreAllMocks());

    // Operations on keys and the audit log are answered by the gateway itself.
    const asksAService = ([, { subject }]: [string, Operation]) => !subject.startsWith('gateway.');
    it.each(Object.entries<Operation>(operations).filter(asksAService))(
      'leads %s to its own service',
      async (_id, { http: { method, path }, subject }) => {
        const call = asked();
        const response = await send(method, path.replaceAll(/:\w+/g, 'some-id'));
        expect(response.status).toBe(409);
        // Before a change the gateway asks how the object is called.
        expect(call.mock.lastCall?.[0].subject).toBe(subject);
        for (const [, name] of path.matchAll(/:(\w+)/g))
          expect(call.mock.lastCall?.[1]).toHaveProperty(name ?? '', 'some-id');
      },
    );

    it.each([
      ['/issues?isUnresolved=true&limit=20&search=a%20b', { isUnresolved: true, limit: 20, search: 'a b' }],
      ['/issues?isUnresolved=false', { isUnresolved: false }],
      ['/runs?state=running&from=2026-11-01T00:00:00%2B01:00', { state: 'running', from: '2026-11-01T00:00:00+01:00' }],
      ['/records?query=85123A&outcome=failed&limit=200', { query: '85123A', outcome: 'failed', limit: 200 }],
      ['/statistics?days=30&timeZone=Europe/Amsterdam', { days: 30, timeZone: 'Europe/Amsterdam' }],
      ['/applications?language=nl', { language: 'nl' }],
    ])('understands %s', async (path, parameters) => {
      const call = asked();
      await send('GET', path);
      const [contract, request] = call.mock.calls[0] ?? [];
      expect(contract?.request.parse(request)).toMatchObject(parameters);
    });
  });

  it('streams only the events of the person’s organization', async () => {
    const { organization } = (await (await api('/api/v1/session')).json()) as { organization: { id: string } };
    const abort = new AbortController();
    const response = await api('/api/v1/events', { signal: abort.signal });
    const nats = await app.get(Nats).connection();
    const type = 'connections.v1.connection.changed' satisfies keyof typeof eventData;
    for (const [organizationid, reason] of [
      ['other', 'not for you'],
      [organization.id, 'for you'],
    ]) {
      nats.publish(type, JSON.stringify({ type, id: randomUUID(), organizationid, data: { reason } }));
    }
    const text = await readUntil(response, 'for you"');
    abort.abort();
    expect(text).toContain(`event: ${type}`);
    expect(text).not.toContain('not for you');
  });
});

async function readUntil(response: Response, words: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk);
    if (text.includes(words)) break;
  }
  return text;
}

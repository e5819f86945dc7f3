import { jest } from '@jest/globals';
import type { eventData } from '@koppel/contracts';
import { Nats } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { EventStream } from '../src/events/event-stream.service.js';
import { cookieOf, owner, startGateway, type TestGateway, type Visitor } from './harness.js';

const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;

describe('accounts and sessions', () => {
  let gateway: TestGateway;
  let person: Visitor;
  const printed = (['log', 'warn', 'error', 'info'] as const).map((method) => jest.spyOn(console, method));

  beforeAll(async () => {
    gateway = await startGateway({ EVENT_STREAMS_PER_PERSON: 2, EVENT_STREAMS_PER_ORGANIZATION: 3 });
    person = await gateway.signIn();
  });

  // Attempts are counted over minutes.
  beforeEach(() => gateway.database.query('delete from "rateLimit"'));

  afterAll(() => gateway?.stop());

  const linesOf = (msg: string) => gateway.lines.filter((line) => line['msg'] === msg);

  describe('in the log', () => {
    const address = expect.stringMatching(/127\.0\.0\.1/) as string;

    it('are found: who signed in, from where, and who was refused', async () => {
      const { userId, ...member } = await gateway.addMember('viewer');
      const visitor = await gateway.signIn(member);
      expect(linesOf('a person signed in').at(-1)).toMatchObject({ level: 'info', userId, address });
      const tried = { email: member.email, password: 'not the password at all' };
      await gateway.nobody.post('/api/auth/sign-in/email', tried);
      const refused = { level: 'warn', address, code: 'INVALID_EMAIL_OR_PASSWORD' };
      expect(linesOf('signing in was refused').at(-1)).toMatchObject({ ...refused, userId });
      await gateway.nobody.post('/api/auth/sign-in/email', { email: 'unknown@example.com', password: 'secret' });
      expect(linesOf('signing in was refused').at(-1)).toMatchObject({ ...refused, userId: null });
      await visitor.post('/api/v1/webhooks');
      expect(linesOf('a request was refused: the role may not make it').at(-1)).toMatchObject({
        ...{ level: 'warn', userId, role: 'viewer', operation: 'createWebhook', address },
      });
      await visitor.post('/api/auth/sign-out');
      expect(linesOf('a session ended').at(-1)).toMatchObject({ userId, path: '/sign-out' });
      const text = JSON.stringify(gateway.lines);
      for (const secret of ['not the password', 'unknown@example', visitor.cookie.split('=')[1] ?? ''])
        expect(text).not.toContain(secret);
    });

    it('also find what better-auth says, which prints nothing past it', async () => {
      await gateway.nobody.post('/api/auth/sign-in/email', { ...owner, password: 'not the password at all' });
      expect(linesOf('Invalid password').at(-1)).toMatchObject({ level: 'warn', context: 'Auth' });
      for (const method of printed) expect(method).not.toHaveBeenCalled();
    });
  });

  it.each([
    ['organizationId', '%00'],
    ['organizationId', '%ed%a0%80%00'],
    ['sortBy', 'x'],
    ['filterField', 'x'],
    ['limit', '-1'],
    ['offset', '1e309'],
  ])('refuses members by %s=%s, which the database cannot take', async (name, value) => {
    const members = '/api/auth/organization/list-members';
    expect((await person.get(`${members}?limit=500`)).status).toBe(200);
    expect((await person.get(`${members}?${name}=${value}`)).status).toBe(400);
  });

  it('refuses ids that the database cannot take', async () => {
    const cancelled = await person.post('/api/auth/organization/cancel-invitation', { invitationId: 'a\0' });
    expect(cancelled.status).toBe(400);
    expect((await gateway.nobody.post('/api/auth/sign-in/email', { ...owner, email: '\ud800@x' })).status).toBe(400);
  });

  it('answers at once whether events can be listened to', async () => {
    const { cookie } = person;
    const answer = await fetch(`${gateway.url}/api/v1/events`, { method: 'HEAD', headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
  });

  it('shows sessions without their tokens, and ends one by its id', async () => {
    const other = await gateway.signIn();
    const list = await json<{ id: string; token?: string }[]>(person.get('/api/auth/list-sessions'));
    expect(list.length).toBeGreaterThan(1);
    for (const session of list) expect(session.token).toBeUndefined();
    const { session } = await json<{ session: { id: string } }>(other.get('/api/auth/get-session'));
    expect((await person.post('/api/auth/revoke-session', { id: session.id })).status).toBe(200);
    expect(await json(other.get('/api/v1/session'))).toBeNull();
    expect(await json(person.get('/api/v1/session'))).not.toBeNull();
    const stranger = await gateway.signIn(await gateway.addMember('admin'));
    const { session: own } = await json<{ session: { id: string } }>(person.get('/api/auth/get-session'));
    expect((await stranger.post('/api/auth/revoke-session', { id: own.id })).status).toBe(400);
    expect(await json(person.get('/api/v1/session'))).not.toBeNull();
  });

  describe('a new password', () => {
    const change = (visitor: Visitor, newPassword: string) =>
      visitor.post('/api/auth/change-password', { currentPassword: owner.password, newPassword });

    it.each(['passwordpassword', 'Welkom2026!!', 'owner-example-123'])('is not %s', async (password) => {
      const answer = await change(person, password);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'PASSWORD_TOO_EASY' });
    });

    it('ends every other session, and keeps the organization of its own', async () => {
      const member = await gateway.addMember('admin');
      const [one, other] = [await gateway.signIn(member), await gateway.signIn(member)];
      const [organization] = await json<{ id: string }[]>(one.get('/api/auth/organization/list'));
      await one.post('/api/auth/organization/set-active', { organizationId: organization?.id });
      const answer = await change(one, 'gele fiets op zolder');
      expect(answer.status).toBe(200);
      for (const gone of [one, other]) expect(await json(gone.get('/api/v1/session'))).toBeNull();
      const headers = { cookie: cookieOf(answer) };
      const kept = await json<{ session: object }>(fetch(`${gateway.url}/api/auth/get-session`, { headers }));
      expect(kept.session).toMatchObject({ activeOrganizationId: organization?.id });
    });
  });

  describe('streams of events', () => {
    const open = async (visitor: Visitor) => {
      const answer = await visitor.get('/api/v1/events');
      const end = answer.text();
      return { status: answer.status, end };
    };

    const publish = async (reason: string) => {
      const [organization] = (await gateway.database.query('select "id" from "organization"')) as { id: string }[];
      const type = 'connections.v1.connection.changed' satisfies keyof typeof eventData;
      const nats = await gateway.app.get(Nats).connection();
      const event = { type, id: randomUUID(), organizationid: organization?.id, data: { reason } };
      nats.publish(type, JSON.stringify(event));
      await nats.flush();
    };

    it.each([
      ['the session', (visitor: Visitor) => visitor.post('/api/auth/sign-out')],
      [
        'the membership',
        (_visitor: Visitor, userId: string) =>
          gateway.database.query('delete from "member" where "userId" = $1', [userId]),
      ],
      [
        'a role that gives rights',
        (_visitor: Visitor, userId: string) =>
          gateway.database.query(`update "member" set "role" = 'member' where "userId" = $1`, [userId]),
      ],
    ])('end with %s, and others go on', async (_what, endIt) => {
      const { userId, ...member } = await gateway.addMember('viewer');
      const [staying, leaving] = [await open(person), await gateway.signIn(member)];
      const stream = await open(leaving);
      expect([staying.status, stream.status]).toEqual([200, 200]);
      await gateway.app.get(EventStream).endOutdated();
      await endIt(leaving, userId);
      await gateway.app.get(EventStream).endOutdated();
      expect(await stream.end).toContain('retry:');
      await publish('for who stayed');
      await person.post('/api/auth/sign-out');
      person = await gateway.signIn();
      await gateway.app.get(EventStream).endOutdated();
      expect(await staying.end).toContain('for who stayed');
    });

    it('are not all taken by one person, in however many sessions', async () => {
      const another = await gateway.signIn(await gateway.addMember('viewer'));
      const again = await gateway.signIn();
      const statuses = [];
      for (const visitor of [person, again, again, another, another]) statuses.push((await open(visitor)).status);
      expect(statuses).toEqual([200, 200, 503, 200, 503]);
    });
  });
});

describe('the API', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ API_CALLS_PER_SESSION: 3, API_CALLS_PER_ADDRESS: 20 });
  });

  afterAll(() => gateway?.stop());

  it('is called so often in a minute by a session and by an address, and says when to come again', async () => {
    const [one, other] = [await gateway.signIn(), await gateway.signIn()];
    const call = async ({ get }: Visitor) => (await get('/api/v1/nothing-of-ours')).status;
    const ask = async ({ get }: Visitor) => get('/api/v1/connections/x/y');
    expect([await call(one), (await ask(one)).status]).toEqual([400, 400]);
    const statuses = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await one.post('/api/v1/webhooks')).status);
    expect(statuses.at(-1)).toBe(429);
    const refused = await one.post('/api/v1/webhooks');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, code: 'request.too_many' });
    expect((await other.post('/api/v1/webhooks')).status).toBe(503);
    const anybody = [];
    for (let times = 0; times < 20; times += 1) anybody.push(await call(gateway.nobody));
    expect(anybody.at(-1)).toBe(429);
    expect((await gateway.nobody.get('/oauth/authorize/x')).status).toBe(429);
  });

  it('takes so many posts of keys in a minute from an address', async () => {
    const strict = await startGateway({ KEY_POSTS_PER_ADDRESS: 2 });
    const statuses = [];
    for (let times = 0; times < 3; times += 1) {
      const response = await fetch(`${strict.url}/oauth/keys/some-shop`, { method: 'POST', body: '{}' });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([503, 503, 429]);
    expect((await strict.nobody.get('/oauth/authorize/x')).status).not.toBe(429);
    await strict.stop();
  });

  it.each(['/livez', '/readyz', '/readyz/'])('hides %s from who comes through a proxy', async (path) => {
    expect((await fetch(`${gateway.url}${path}`)).status).not.toBe(404);
    const passedOn = { 'x-forwarded-for': '203.0.113.7' };
    expect((await fetch(`${gateway.url}${path}`, { headers: passedOn })).status).toBe(404);
  });

  it('says nothing of how it is made, and asks for TLS on every path of an https address', async () => {
    const secure = await startGateway({ KOPPEL_PUBLIC_URL: 'https://koppel.example' });
    for (const path of ['/', '/api/v1/session', '/oauth/authorize/x', '/hooks/flows/x/y']) {
      const { headers } = await secure.nobody.get(path);
      expect([path, headers.get('strict-transport-security')]).toEqual([path, expect.stringContaining('max-age')]);
      expect(headers.get('x-powered-by')).toBeNull();
    }
    await secure.stop();
  });
});

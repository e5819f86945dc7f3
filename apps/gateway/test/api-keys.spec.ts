import { jest } from '@jest/globals';
import { operations, type ApiKey, type MessageContext, type Operation } from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { EventStream } from '../src/events/event-stream.service.js';
import { owner, startGateway, type TestGateway, type Visitor } from './harness.js';

const path = '/api/v1/api-keys';
const { password } = owner;

interface Made {
  apiKey: ApiKey;
  key: string;
}

describe('API keys', () => {
  let gateway: TestGateway;
  let person: Visitor;
  const contexts: MessageContext[] = [];

  beforeAll(async () => {
    gateway = await startGateway({ API_CALLS_PER_KEY: 30 });
    const client = gateway.app.get(ContractClient);
    jest.spyOn(client, 'call').mockImplementation((_contract, _request, context) => {
      contexts.push(context as MessageContext);
      return Promise.resolve({ items: [] } as never);
    });
  });
  // Sign-ins and passwords are counted over minutes: each test has a person of its own.
  beforeEach(async () => {
    await gateway.database.query('delete from "rateLimit"');
    ({ visitor: person } = await newMember('owner'));
  });
  afterAll(() => gateway?.stop());

  const make = async (visitor: Visitor, changes: object = {}): Promise<Made> => {
    const answer = await visitor.post(path, { name: 'Report', scopes: ['read'], password, ...changes });
    if (!answer.ok) throw new Error(`making a key was refused: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Made;
  };
  const request = (key: string, to = '/api/v1/runs', { headers = {}, ...init }: RequestInit = {}) =>
    fetch(`${gateway.url}${to}`, { ...init, headers: { authorization: `Bearer ${key}`, ...(headers as object) } });
  const start = (key: string) =>
    request(key, `/api/v1/flows/${randomUUID()}/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  const refusal = async (answer: Response) => {
    const { reason } = (await answer.json()) as { reason?: { code: string } };
    return [answer.status, reason?.code];
  };
  const revoke = (visitor: Visitor, id: string) =>
    fetch(`${gateway.url}${path}/${id}`, { method: 'DELETE', headers: { cookie: visitor.cookie } });
  const newMember = async (role: string) => {
    const member = await gateway.addMember(role);
    return { userId: member.userId, visitor: await gateway.signIn(member) };
  };

  it('are shown once, stored as a hash, and open the API without cookie and from any site', async () => {
    const { apiKey, key } = await make(person, { name: 'Order report' });
    expect(key).toMatch(/^koppel_[0-9a-f]{64}$/);
    expect(key.startsWith(apiKey.start)).toBe(true);
    const days = (Date.parse(apiKey.expiresAt) - Date.parse(apiKey.createdAt)) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    const stored = JSON.stringify(await gateway.database.query('select * from api_key'));
    expect(stored).not.toContain(key.slice(apiKey.start.length));
    const answer = await request(key, undefined, { headers: { origin: 'https://elsewhere.example' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(contexts.at(-1)?.actor).toMatchObject({ kind: 'person', role: 'viewer', name: 'A member (Order report)' });
    const { items } = (await (await person.get(path)).json()) as { items: ApiKey[] };
    expect(items[0]).toMatchObject({ id: apiKey.id, lastUsedAt: expect.any(String) as string });
    expect(items[0]).not.toHaveProperty('hash');
  });

  it('write down their use once a minute at most', async () => {
    const { apiKey, key } = await make(person);
    const lastUse = async () =>
      (await gateway.database.query('select last_used_at from api_key where id = $1', [apiKey.id])) as unknown;
    await request(key);
    const first = await lastUse();
    await request(key);
    expect(await lastUse()).toEqual(first);
    await gateway.database.query(`update api_key set last_used_at = now() - interval '2 minutes' where id = $1`, [
      apiKey.id,
    ]);
    await request(key);
    expect(await lastUse()).not.toEqual(first);
  });

  it('do what their scopes say, and no scope includes another', async () => {
    const [reads, operates] = [await make(person), await make(person, { scopes: ['operate'] })];
    expect([(await request(reads.key)).status, (await start(operates.key)).status]).toEqual([200, 200]);
    expect(contexts.at(-1)?.actor).toMatchObject({ role: 'operator' });
    expect(await refusal(await start(reads.key))).toEqual([403, 'gateway.key_scope']);
    expect(await refusal(await request(operates.key))).toEqual([403, 'gateway.key_scope']);
    const told = gateway.lines.filter(({ msg }) => msg === 'a request was refused: the key lacks the scope');
    expect(told.map(({ keyId }) => keyId)).toEqual([reads.apiKey.id, operates.apiKey.id]);
  });

  it('never reach above the role of who made them, as it is at each call', async () => {
    const { userId, visitor } = await newMember('operator');
    const refused = await visitor.post(path, { name: 'x', scopes: ['configure'], password });
    expect(await refusal(refused)).toEqual([403, 'gateway.role']);
    const { key } = await make(visitor, { scopes: ['read', 'operate'] });
    expect((await start(key)).status).toBe(200);
    await gateway.database.query(`update "member" set role = 'viewer' where "userId" = $1`, [userId]);
    expect(await refusal(await start(key))).toEqual([403, 'gateway.role']);
    expect((await request(key)).status).toBe(200);
    expect(contexts.at(-1)?.actor).toMatchObject({ userId, role: 'viewer' });
    await gateway.database.query(`update "member" set role = 'member' where "userId" = $1`, [userId]);
    expect(await refusal(await request(key))).toEqual([401, 'gateway.key_role']);
    await gateway.database.query(`delete from "member" where "userId" = $1`, [userId]);
    expect(await refusal(await request(key))).toEqual([401, 'gateway.key_unknown']);
  });

  it('of the organization are made by owners and admins, and outlive them', async () => {
    const viewer = await newMember('operator');
    const own = { owner: 'organization', name: 'Nightly', scopes: ['read', 'operate'] };
    expect((await viewer.visitor.post(path, { ...own, password })).status).toBe(403);
    expect((await viewer.visitor.get(`${path}?owner=organization`)).status).toBe(403);
    const { userId, visitor } = await newMember('admin');
    const { apiKey, key } = await make(visitor, own);
    await gateway.database.query('delete from "user" where id = $1', [userId]);
    expect((await start(key)).status).toBe(200);
    expect(contexts.at(-1)?.actor).toEqual({ kind: 'key', keyId: apiKey.id, role: 'operator', name: 'Nightly' });
    expect((await revoke(viewer.visitor, apiKey.id)).status).toBe(404);
    expect((await revoke(person, apiKey.id)).status).toBe(200);
  });

  it('belong to one organization: another one neither sees nor revokes them, and they act in theirs alone', async () => {
    const { apiKey, key } = await make(person, { owner: 'organization' });
    const [{ id: organizationId }] = (await gateway.database.query('select id from "organization"')) as [
      { id: string },
    ];
    const { userId, visitor: stranger } = await newMember('owner');
    await gateway.database.query(
      `insert into "organization" ("id", "name", "slug", "createdAt") values ('other', 'Other', 'other', now())`,
    );
    await gateway.database.query(`update "member" set "organizationId" = 'other' where "userId" = $1`, [userId]);
    const { items } = (await (await stranger.get(`${path}?owner=organization`)).json()) as { items: ApiKey[] };
    expect(items).toEqual([]);
    expect((await revoke(stranger, apiKey.id)).status).toBe(404);
    const theirs = await make(stranger, { owner: 'organization' });
    await request(theirs.key);
    expect(contexts.at(-1)?.organizationId).toBe('other');
    await request(key, undefined, { headers: { cookie: stranger.cookie } });
    expect(contexts.at(-1)?.organizationId).toBe(organizationId);
  });

  it.each([
    ['revoked', 'revoked_at = now()', 'gateway.key_revoked'],
    ['expired', `expires_at = now() - interval '1 second'`, 'gateway.key_expired'],
  ])(
    'open nothing once they are %s, nor do cookies beside them, and the refusal is logged',
    async (_what, set, code) => {
      const { apiKey, key } = await make(person);
      await gateway.database.query(`update api_key set ${set} where id = $1`, [apiKey.id]);
      const answer = await request(key, undefined, { headers: { cookie: person.cookie } });
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect(await refusal(answer)).toEqual([401, code]);
      expect(gateway.lines.filter(({ msg }) => msg === 'an API key was refused').at(-1)).toMatchObject({
        ...{ level: 'warn', keyId: apiKey.id, reason: code, address: expect.stringMatching(/127\.0\.0\.1/) as string },
      });
    },
  );

  it.each(['', 'koppel_wrong', 'x'.repeat(4_000)])('are refused when they are wrong', async (wrong) => {
    expect(await refusal(await request(wrong))).toEqual([401, 'gateway.key_unknown']);
  });

  it('open no operation when they are wrong, with whatever cookies', async () => {
    for (const { id, http } of Object.values<Operation>(operations)) {
      const to = `/api/v1${http.path.replaceAll(/:\w+/g, randomUUID())}`;
      const answer = await request('koppel_wrong', to, { method: http.method, headers: { cookie: person.cookie } });
      expect([id, answer.status]).toEqual([id, 401]);
    }
  });

  it('are no session: neither for sign-in and accounts, nor for keys, log-ins and the deletion', async () => {
    const { key } = await make(person, { scopes: ['read', 'operate', 'configure'] });
    const withCookie = { headers: { cookie: person.cookie } };
    for (const to of ['/api/auth/get-session', '/api/auth/list-sessions', '/api/auth/organization/list', path])
      expect([to, ...(await refusal(await request(key, to, withCookie)))]).toEqual([to, 401, 'gateway.key_no_session']);
    const body = {
      headers: { 'content-type': 'application/json' },
      method: 'POST',
      body: JSON.stringify({ password }),
    };
    expect((await request(key, '/api/v1/organization-deletions', body)).status).toBe(401);
    expect(await (await request(key, '/api/v1/session', withCookie)).json()).toBeNull();
  });

  it('are made with the password alone, for a year at most, and few at a time', async () => {
    const { visitor } = await newMember('viewer');
    const wrong = await visitor.post(path, { name: 'x', scopes: ['read'], password: 'not the password' });
    expect(await refusal(wrong)).toEqual([403, 'gateway.password_wrong']);
    const tooLong = await visitor.post(path, { name: 'x', scopes: ['read'], password, expiresInDays: 366 });
    expect(tooLong.status).toBe(400);
    const { apiKey } = await make(visitor);
    await gateway.database.query(
      `insert into api_key (id, organization_id, user_id, name, start, hash, scopes, expires_at)
       select gen_random_uuid(), organization_id, user_id, name, start, hash || n, scopes, expires_at
       from api_key, generate_series(1, 19) n where id = $1`,
      [apiKey.id],
    );
    const another = await visitor.post(path, { name: 'x', scopes: ['read'], password });
    expect(await refusal(another)).toEqual([409, 'gateway.keys_full']);
    // At once: they are counted before they are judged.
    const guess = () => visitor.post(path, { name: 'x', scopes: ['read'], password: 'guess' });
    const answers = await Promise.all(Array.from({ length: 8 }, guess));
    expect(answers.map(({ status }) => status)).toContain(429);
  });

  it('listen to events until they end', async () => {
    const { apiKey, key } = await make(person);
    const answer = await request(key, '/api/v1/events');
    const end = answer.text();
    const stream = gateway.app.get(EventStream);
    await stream.endOutdated();
    await revoke(person, apiKey.id);
    await stream.endOutdated();
    expect(await end).toContain('retry:');
    const operates = await make(person, { scopes: ['operate'] });
    expect((await request(operates.key, '/api/v1/events')).status).toBe(403);
  });

  it('call so often in a minute, each for itself', async () => {
    const [one, other] = [await make(person, { owner: 'organization' }), await make(person, { owner: 'organization' })];
    const statuses = [];
    for (let times = 0; times < 31; times += 1) statuses.push((await request(one.key)).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await request(other.key)).status).toBe(200);
  });

  it('stand in no line of the log', async () => {
    const { key } = await make((await newMember('viewer')).visitor);
    await request(key);
    await start(key);
    await request(`${key}x`);
    const text = JSON.stringify(gateway.lines);
    expect(text).not.toContain(key.slice(13));
    expect(text).not.toContain(password);
  });
});

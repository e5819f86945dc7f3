import { jest } from '@jest/globals';
import type { ApiKey, AuditEntry, SignInRules } from '@koppel/contracts';
import { ContractClient, identityHeader } from '@koppel/service-kit';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStream } from '../src/events/event-stream.service.js';
import { owner, setUpSecondFactor, startGateway, type TestGateway, type Visitor } from './harness.js';

const { password } = owner;
const path = '/api/v1/sign-in-rules';
const json = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;

describe('a second factor that an organization requires', () => {
  let gateway: TestGateway;
  /** Stands for the service that begins log-ins at applications. */
  let connections: Server;
  let received: IncomingHttpHeaders | undefined;
  /** Has a second factor. */
  let admin: Visitor;
  let organizationId: string;

  beforeAll(async () => {
    connections = createServer((request, response) => {
      received = request.headers;
      response.end();
    });
    await new Promise<void>((resolve) => connections.listen(0, '127.0.0.1', resolve));
    const { port } = connections.address() as AddressInfo;
    gateway = await startGateway({ CONNECTIONS_URL: `http://127.0.0.1:${port}` });
    jest.spyOn(gateway.app.get(ContractClient), 'call').mockResolvedValue({ items: [], next: null } as never);
    [{ id: organizationId }] = (await gateway.database.query('select "id" from "organization"')) as [{ id: string }];
  });
  // Sign-ins and passwords are counted over minutes: each test has people of its own.
  beforeEach(async () => {
    await gateway.database.query('delete from "rateLimit"');
    await gateway.database.query('update "organization" set "secondFactorRequired" = false');
    const { visitor } = await newMember('admin');
    admin = gateway.visitor((await setUpSecondFactor(visitor, owner)).cookie);
  });
  afterAll(async () => {
    await gateway?.stop();
    connections?.close();
  });

  async function newMember(role: string) {
    const member = await gateway.addMember(role);
    return { ...member, visitor: await gateway.signIn(member) };
  }

  const change = (isSecondFactorRequired: boolean, by = admin, typed = password) =>
    by.patch(path, { isSecondFactorRequired, password: typed });
  const requireFactor = async () => {
    const answer = await change(true);
    expect(answer.status).toBe(200);
    return json<SignInRules>(answer);
  };
  const refusal = async (answer: Response) => {
    const { code, reason } = await json<{ code: string; reason?: { code: string } }>(answer);
    return [answer.status, reason?.code ?? code];
  };
  const required = [403, 'request.second_factor_required'];

  it('is required by owners and admins, with their password, who have one themselves', async () => {
    const [other, operator] = [await newMember('admin'), await newMember('operator')];
    const [{ n }] = (await gateway.database.query(
      `select count(*)::int as n from "member" join "user" on "user"."id" = "userId"
       where "organizationId" = $1 and not "twoFactorEnabled"`,
      [organizationId],
    )) as [{ n: number }];
    expect(await json(await admin.get(path))).toEqual({ isSecondFactorRequired: false, membersWithoutSecondFactor: n });
    expect(await refusal(await change(true, operator.visitor))).toEqual([403, 'gateway.role']);
    expect(await refusal(await operator.visitor.get(path))).toEqual([403, 'gateway.role']);
    expect(await refusal(await change(true, admin, 'not the password'))).toEqual([403, 'gateway.password_wrong']);
    expect(await refusal(await change(true, other.visitor))).toEqual([409, 'gateway.second_factor_first']);
    expect(await json(await admin.get(path))).toMatchObject({ isSecondFactorRequired: false });
    expect(await requireFactor()).toEqual({ isSecondFactorRequired: true, membersWithoutSecondFactor: n });
    expect(await json(await change(false))).toMatchObject({ isSecondFactorRequired: false });
    expect((await other.visitor.get('/api/v1/runs')).status).toBe(200);
  });

  it('is written into the audit log, also where requiring it was refused', async () => {
    const { visitor } = await newMember('operator');
    await change(true, visitor);
    await change(true, admin, 'not the password');
    await requireFactor();
    await change(false);
    const { items } = await json<{ items: AuditEntry[] }>(await admin.get('/api/v1/audit-log?limit=4'));
    const acts = items.map(({ action, outcome, detail, actor }) => [action, outcome, detail, actor.role]);
    expect(acts.reverse()).toEqual([
      // What was asked is not read from whom the role refuses.
      ['organization.changed', 'refused', 'gateway.role', 'operator'],
      ['second_factor.required', 'refused', 'gateway.password_wrong', 'admin'],
      ['second_factor.required', 'done', null, 'admin'],
      ['second_factor.made_optional', 'done', null, 'admin'],
    ]);
    expect(items[0]?.object).toEqual({ kind: 'organization', id: organizationId, title: null });
    expect(JSON.stringify(items)).not.toContain(password);
  });

  it('takes no more than five passwords a minute', async () => {
    const statuses = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await change(true, admin, 'guess')).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
  });

  it('opens nothing of the organization to a member without one, until that member has one', async () => {
    const { userId, visitor } = await newMember('admin');
    await requireFactor();
    expect(await json(await visitor.get('/api/v1/session'))).toMatchObject({ isSecondFactorMissing: true });
    for (const closed of ['runs', 'events', 'audit-log', 'audit-log/export?format=csv', 'api-keys', 'sign-in-rules'])
      expect([closed, ...(await refusal(await visitor.get(`/api/v1/${closed}`)))]).toEqual([closed, ...required]);
    expect(await refusal(await visitor.post('/api/v1/organization-deletions', { password }))).toEqual(required);
    expect(await refusal(await change(false, visitor))).toEqual(required);
    expect(gateway.lines.findLast(({ msg }) => msg === 'a request was refused: no second factor')).toMatchObject({
      ...{ level: 'warn', userId, address: expect.stringMatching(/127\.0\.0\.1/) as string },
    });
    const { cookie } = await setUpSecondFactor(visitor, owner);
    const after = gateway.visitor(cookie);
    expect(await json(await after.get('/api/v1/session'))).toMatchObject({ isSecondFactorMissing: false });
    expect((await after.get('/api/v1/runs')).status).toBe(200);
    expect((await after.post('/api/auth/two-factor/disable', { password })).status).toBe(200);
    expect(await refusal(await (await gateway.signIn(await memberOf(userId))).get('/api/v1/runs'))).toEqual(required);
  });

  const memberOf = async (userId: string) => {
    const [person] = (await gateway.database.query('select "email" from "user" where "id" = $1', [userId])) as [
      { email: string },
    ];
    return { ...person, password };
  };

  it('closes the calls of accounts that show or change the organization', async () => {
    const { userId, visitor } = await newMember('owner');
    const invited = await admin.post('/api/auth/organization/invite-member', {
      email: 'x@example.com',
      role: 'viewer',
    });
    const { id: invitationId } = await json<{ id: string }>(invited);
    await requireFactor();
    const slug = await slugOf(organizationId);
    const calls: [string, object?][] = [
      ['list-members'],
      [`list-members?organizationId=${organizationId}`],
      ['get-full-organization'],
      [`get-full-organization?organizationSlug=${slug}`],
      ['list-invitations'],
      ['invite-member', { email: 'y@example.com', role: 'owner' }],
      ['invite-member', { email: 'y@example.com', role: 'owner', organizationId }],
      ['cancel-invitation', { invitationId }],
      ['remove-member', { memberIdOrEmail: 'x@example.com' }],
      ['update', { data: { name: 'Mine' } }],
    ];
    for (const [name, body] of calls) {
      const to = `/api/auth/organization/${name}`;
      expect([name, ...(await refusal(await (body ? visitor.post(to, body) : visitor.get(to))))]).toEqual([
        ...[name, 403, 'SECOND_FACTOR_REQUIRED'],
      ]);
    }
    const line = gateway.lines.findLast(({ msg }) => msg === 'a change of accounts was refused: no second factor');
    expect(line).toMatchObject({ level: 'warn', userId, address: expect.any(String) as string });
    const chosen = await visitor.post('/api/auth/organization/set-active', { organizationId });
    expect([chosen.status, await chosen.json()]).toEqual([200, { id: organizationId }]);
  });

  const slugOf = async (id: string) => {
    const [{ slug }] = (await gateway.database.query('select "slug" from "organization" where "id" = $1', [id])) as [
      { slug: string },
    ];
    return slug;
  };

  it('leaves other organizations of that person open, and lets no call name the closed one from there', async () => {
    const { userId, visitor } = await newMember('owner');
    await gateway.database.query(
      `insert into "organization" ("id", "name", "slug", "createdAt") values ('second', 'Second', 'second', now())`,
    );
    const values = [userId];
    await gateway.database.query(`insert into "member" values ('of-second', 'second', $1, 'viewer', now())`, values);
    await requireFactor();
    await visitor.post('/api/auth/organization/set-active', { organizationId: 'second' });
    expect((await visitor.get('/api/v1/runs')).status).toBe(200);
    expect((await visitor.get('/api/auth/organization/list-members')).status).toBe(200);
    const named = await visitor.get(`/api/auth/organization/list-members?organizationId=${organizationId}`);
    expect(await refusal(named)).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
  });

  it('closes the keys of that person, and none of the organization', async () => {
    const { visitor } = await newMember('admin');
    const make = async (of: string) => {
      const made = await visitor.post('/api/v1/api-keys', { owner: of, name: 'Report', scopes: ['read'], password });
      return json<{ apiKey: ApiKey; key: string }>(made);
    };
    const [own, ofOrganization] = [await make('person'), await make('organization')];
    const ask = ({ key }: { key: string }, to = 'runs') =>
      fetch(`${gateway.url}/api/v1/${to}`, { headers: { authorization: `Bearer ${key}` } });
    const stream = (await ask(own, 'events')).text();
    await requireFactor();
    expect(await refusal(await ask(own))).toEqual([401, 'gateway.key_second_factor']);
    expect((await ask(ofOrganization)).status).toBe(200);
    await gateway.app.get(EventStream).endOutdated();
    expect(await stream).toContain('retry:');
    await setUpSecondFactor(visitor, owner);
    expect((await ask(own)).status).toBe(200);
  });

  it('ends the streams of events of that person', async () => {
    const { visitor } = await newMember('viewer');
    const stream = (await visitor.get('/api/v1/events')).text();
    await requireFactor();
    await gateway.app.get(EventStream).endOutdated();
    expect(await stream).toContain('retry:');
  });

  it('lets that person begin no log-in at an application', async () => {
    const { visitor } = await newMember('admin');
    await visitor.get('/oauth/authorize/some-id');
    expect(received?.[identityHeader]).toEqual(expect.any(String));
    await requireFactor();
    await visitor.get('/oauth/authorize/some-id');
    expect(received).toBeDefined();
    expect(received?.[identityHeader]).toBeUndefined();
  });
});

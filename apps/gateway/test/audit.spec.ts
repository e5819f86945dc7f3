import { jest } from '@jest/globals';
import {
  AppError,
  operations,
  organizationDeletions,
  type AuditEntry,
  type Operation,
  type OrganizationDeletion,
} from '@koppel/contracts';
import { ContractClient, Database } from '@koppel/service-kit';
import { waitUntil } from '../../../tools/wait-until.ts';
import { AuditLog } from '../src/audit/audit-log.service.js';
import { AuditRepository } from '../src/audit/audit.repository.js';
import { authActs } from '../src/audit/auth-audit.service.js';
import { AUTH, type Auth } from '../src/auth/auth.provider.js';
import { OrganizationDeletionService } from '../src/organization/organization-deletion.service.js';
import { owner, startGateway, type TestGateway, type Visitor } from './harness.js';

const canary = 'CANARYk7q2x9';
const connectionId = 'a2b3c4d5-e6f7-4890-91ab-cdef01234505';
const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;

interface Verification {
  isIntact: boolean;
  entries: number;
  broken: object | null;
}

describe('the audit log', () => {
  let gateway: TestGateway;
  let person: Visitor;
  let organizationId: string;

  const reply = {
    ...{ id: connectionId, applicationId: 'shop', displayTitle: 'Webshop', state: 'ready', reason: null, fields: {} },
    ...{ secretsSet: ['consumerSecret'], testedAt: null, createdAt: null, updatedAt: null },
  };
  let answer = (): Promise<unknown> => Promise.resolve(reply);
  /** Services behind the gateway: each answers as if it had done what was asked. */
  const answerFor = (): void => {
    const client = gateway.app.get(ContractClient);
    jest.spyOn(client, 'call').mockImplementation(async (contract) => {
      if (Object.values(organizationDeletions).some(({ subject }) => subject === contract.subject))
        return { deletedRows: 0, isDone: true } as never;
      return (await answer()) as never;
    });
  };
  const list = async (query = '', visitor = person) =>
    (await json<{ items: AuditEntry[] }>(visitor.get(`/api/v1/audit-log?${query}`))).items;
  const newest = async (query = '') => (await list(query))[0];
  const count = async () => (await newest())?.position ?? 0;
  const verify = () => json<Verification>(person.get('/api/v1/audit-log/verification'));
  const change = (visitor: Visitor, body: object) =>
    fetch(`${gateway.url}/api/v1/connections/${connectionId}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', cookie: visitor.cookie, 'user-agent': 'x'.repeat(500) },
      body: JSON.stringify(body),
    });
  const asOwner = (sql: string, values: unknown[] = []): Promise<unknown> => gateway.asOwner(sql, values);

  beforeAll(async () => {
    gateway = await startGateway();
    person = await gateway.signIn();
    [{ id: organizationId }] = (await gateway.database.query('select "id" from "organization"')) as [{ id: string }];
    answerFor();
  });
  beforeEach(() => gateway.database.query('delete from "rateLimit"'));
  afterAll(() => gateway?.stop());

  it('says who did what to which object, from where and when', async () => {
    await change(person, { fields: { consumerSecret: canary } });
    expect(await newest()).toMatchObject({
      ...{ action: 'secret.changed', outcome: 'done', detail: null },
      actor: { kind: 'person', name: 'Owner', role: 'owner' },
      object: { kind: 'connection', id: connectionId, title: 'Webshop' },
      address: expect.stringMatching(/127\.0\.0\.1/),
      userAgent: 'x'.repeat(200),
    });
    await change(person, { displayTitle: 'Webshop' });
    expect(await newest()).toMatchObject({ action: 'connection.changed' });
  });

  it('has what was refused: by the role, by the service, and what no service answered', async () => {
    const viewer = await gateway.signIn(await gateway.addMember('viewer'));
    expect((await change(viewer, { displayTitle: 'Mine' })).status).toBe(403);
    expect(await newest()).toMatchObject({
      ...{ outcome: 'refused', detail: 'gateway.role', actor: { name: 'A member', role: 'viewer' } },
      object: { kind: 'connection', id: connectionId },
    });
    answer = () => Promise.reject(new AppError('connection.in_use', 'In use.'));
    await change(person, { displayTitle: 'Webshop' });
    expect(await newest()).toMatchObject({ outcome: 'refused', detail: 'connection.in_use' });
    answer = () => Promise.reject(new AppError('service.unavailable', 'Away.'));
    await change(person, { displayTitle: 'Webshop' });
    expect(await newest()).toMatchObject({ outcome: 'failed', detail: 'service.unavailable' });
    answer = () => Promise.resolve(reply);
  });

  it('has sign-ins, also those that were refused, and what people do with members', async () => {
    await gateway.nobody.post('/api/auth/sign-in/email', { ...owner, password: `${canary} wrong` });
    await waitUntil(async () => (await newest())?.action === 'session.refused', { what: 'the refused sign-in' });
    expect(await newest()).toMatchObject({
      ...{ outcome: 'refused', detail: 'INVALID_EMAIL_OR_PASSWORD', actor: { kind: 'nobody', id: null } },
      object: { kind: 'account', title: 'Owner' },
      address: expect.stringMatching(/127\.0\.0\.1/),
    });
    const member = await gateway.addMember('operator');
    const colleague = await gateway.signIn(member);
    expect(await newest()).toMatchObject({ action: 'session.opened', actor: { id: member.userId, role: 'operator' } });
    const [{ id: memberId }] = (await gateway.database.query('select "id" from "member" where "userId" = $1', [
      member.userId,
    ])) as [{ id: string }];
    await person.post('/api/auth/organization/update-member-role', { memberId, role: 'viewer' });
    expect(await newest()).toMatchObject({
      ...{ action: 'member.role_changed', outcome: 'done', detail: 'viewer', actor: { name: 'Owner' } },
      object: { kind: 'member', id: member.userId, title: 'A member' },
    });
    await colleague.post('/api/auth/organization/update-member-role', { memberId, role: 'owner' });
    expect(await newest()).toMatchObject({ action: 'member.role_changed', outcome: 'refused' });
    await colleague.post('/api/auth/sign-out');
    expect(await newest()).toMatchObject({ action: 'session.ended', actor: { id: member.userId } });
  });

  it('is not filled by somebody without an account: of refused sign-ins it has some a minute', async () => {
    const { userId, email } = await gateway.addMember('viewer');
    const refused = async () => (await list(`objectId=${userId}&action=session.refused&limit=200`)).length;
    // Twice the limit and one more: a minute may end in between.
    for (let times = 0; times < 21; times += 1) {
      await gateway.database.query('delete from "rateLimit"');
      await gateway.nobody.post('/api/auth/sign-in/email', { email, password: 'wrong' });
    }
    await waitUntil(async () => (await refused()) >= 10, { what: 'ten entries' });
    await gateway.signIn({ email, password: owner.password });
    expect(await refused()).toBeLessThan(21);
  });

  it('has API keys that were made, used, refused and revoked', async () => {
    const post = (body: object) => person.post('/api/v1/api-keys', { password: owner.password, ...body });
    const asked = { owner: 'organization', name: 'Warehouse', scopes: ['configure', 'read'] };
    const { apiKey, key } = await json<{ apiKey: { id: string }; key: string }>(post(asked));
    const object = { kind: 'api_key', id: apiKey.id, title: 'Warehouse' };
    const made = { action: 'api_key.created', outcome: 'done', detail: 'organization configure read' };
    expect(await newest()).toMatchObject({ ...made, actor: { name: 'Owner' }, object });
    expect((await post({ ...asked, password: canary })).status).toBe(403);
    expect(await newest()).toMatchObject({ ...made, outcome: 'refused', detail: 'gateway.password_wrong' });
    const withKey = (path: string, method = 'GET') =>
      fetch(`${gateway.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}` } });
    await withKey(`/connections/${connectionId}`, 'DELETE');
    const actor = { kind: 'key', id: apiKey.id, name: 'Warehouse', role: 'admin' };
    expect(await newest()).toMatchObject({ action: 'connection.deleted', actor });
    expect(await json(withKey('/audit-log?limit=1'))).toMatchObject({ items: [{ actor }] });
    expect((await withKey('/audit-log/export?format=jsonl')).status).toBe(200);
    expect(await newest()).toMatchObject({ action: 'audit.exported', actor });
    const revoke = { method: 'DELETE', headers: { cookie: person.cookie } };
    await fetch(`${gateway.url}/api/v1/api-keys/${apiKey.id}`, revoke);
    expect(await newest()).toMatchObject({ action: 'api_key.revoked', outcome: 'done', object });
    const entries = await count();
    const refused = { action: 'api_key.refused', outcome: 'refused', detail: 'gateway.key_revoked', object };
    for (const path of ['/runs', '/issues', '/audit-log']) expect((await withKey(path)).status).toBe(401);
    expect(await newest()).toMatchObject({ ...refused, actor: { kind: 'nobody' }, address: expect.any(String) });
    // A program that goes on with it is written down once an hour.
    expect(await count()).toBe(entries + 1);
    await gateway.database.query(`update api_key set refused_at = refused_at - interval '61 minutes'`);
    await withKey('/runs');
    expect(await count()).toBe(entries + 2);
  });

  it('is not opened by a key without the scope, which is written down', async () => {
    const asked = { password: owner.password, name: 'Report', scopes: ['read'] };
    const { key } = await json<{ key: string }>(person.post('/api/v1/api-keys', asked));
    for (const path of ['', '/verification', '/export?format=csv']) {
      const answer = await fetch(`${gateway.url}/api/v1/audit-log${path}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      expect([path, answer.status]).toEqual([path, 403]);
    }
    const actor = { kind: 'person', name: 'Owner (Report)', role: 'viewer' };
    expect(await newest()).toMatchObject({ ...{ action: 'audit.exported', outcome: 'refused' }, actor });
  });

  it('has where a log-in at an application was begun, however its address was written', async () => {
    const object = { kind: 'connection', id: connectionId };
    const lenient = [
      `AUTHORIZE/${connectionId}`,
      `authorize/${connectionId}/`,
      `authorize/%61${connectionId.slice(1)}`,
    ];
    for (const path of [`authorize/${connectionId}`, ...lenient]) {
      const entries = await count();
      await person.get(`/oauth/${path}`);
      await waitUntil(async () => (await count()) > entries, { what: `the entry of ${path}` });
      const begun = { action: 'connection.authorization_begun', outcome: 'failed', actor: { name: 'Owner' } };
      expect(await newest()).toMatchObject({ ...begun, object });
    }
  });

  it('knows every call of better-auth that may change something', () => {
    const { api } = gateway.app.get<Auth>(AUTH);
    const paths = Object.values(api as unknown as Record<string, { path?: string; options?: { method?: unknown } }>)
      .filter(({ path, options }) => path !== undefined && ![options?.method].flat().includes('GET'))
      .map(({ path = '' }) => path);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => authActs[path] === undefined)).toEqual([]);
  });

  it('is read by owners and admins alone, and by nobody of another organization', async () => {
    for (const role of ['operator', 'viewer']) {
      const visitor = await gateway.signIn(await gateway.addMember(role));
      for (const path of ['', '/verification', '/export?format=csv'])
        expect([path, (await visitor.get(`/api/v1/audit-log${path}`)).status]).toEqual([path, 403]);
      expect(await newest('action=audit')).toMatchObject({ action: 'audit.exported', outcome: 'refused' });
    }
    const other = await json<{ id: string }>(
      person.post('/api/auth/organization/create', { name: 'Other', slug: 'other' }),
    );
    await person.post('/api/auth/organization/set-active', { organizationId: other.id });
    const theirs = await list();
    expect(theirs.map(({ action }) => action)).toEqual(['session.organization_chosen', 'organization.created']);
    const exported = await (await person.get('/api/v1/audit-log/export?format=jsonl')).text();
    expect(exported).not.toContain(connectionId);
    const admin = await gateway.signIn(await gateway.addMember('admin'));
    const refused = { organizationId: other.id, memberId: 'x', role: 'owner' };
    await admin.post('/api/auth/organization/update-member-role', refused);
    expect(await list('action=member')).toEqual([]);
    await person.post('/api/auth/organization/set-active', { organizationId });
  });

  it('is filtered by person, action, object, outcome, time and text, and read in pages', async () => {
    const first = (await list()).at(-1);
    expect(await list(`objectId=${connectionId}&outcome=refused&action=connection.changed`)).toHaveLength(2);
    expect((await list('action=connection')).every(({ action }) => action.startsWith('connection.'))).toBe(true);
    expect((await list(`actorId=${first?.actor.id}`)).every(({ actor }) => actor.id === first?.actor.id)).toBe(true);
    expect(await list('search=webSHOP')).not.toEqual([]);
    expect(await list('search=%25')).toEqual([]);
    expect(await list('from=2999-01-01T00:00:00Z')).toEqual([]);
    expect(await list('to=2000-01-01T00:00:00Z')).toEqual([]);
    const positions: number[] = [];
    for (let after = ''; ;) {
      const page = await json<{ items: AuditEntry[]; next: string | null }>(
        person.get(`/api/v1/audit-log?limit=3${after}`),
      );
      positions.push(...page.items.map(({ position }) => position));
      if (!page.next) break;
      after = `&after=${page.next}`;
    }
    expect(positions).toEqual([...positions].sort((one, two) => two - one));
    expect(positions.at(-1)).toBe(1);
    const largest = Buffer.from(JSON.stringify(['9223372036854775807'])).toString('base64url');
    expect((await person.get(`/api/v1/audit-log?after=${largest}`)).status).toBe(200);
    for (const mistyped of ['after=forged', 'limit=201', 'outcome=lost', 'from=yesterday', `search=${'x'.repeat(101)}`])
      expect([mistyped, (await person.get(`/api/v1/audit-log?${mistyped}`)).status]).toEqual([mistyped, 400]);
  });

  it('is exported as CSV and JSON lines, which is written down itself', async () => {
    const csv = await person.get('/api/v1/audit-log/export?format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-log-[\d-]+\.csv"$/);
    const lines = (await csv.text()).trimEnd().split('\r\n');
    expect(lines[0]).toContain('position,at,action');
    const entries = (await (await person.get('/api/v1/audit-log/export?format=jsonl')).text()).trimEnd().split('\n');
    expect(entries).toHaveLength(lines.length);
    expect(JSON.parse(entries.at(-1) ?? '')).toMatchObject({ action: 'audit.exported', detail: 'jsonl' });
    expect((await person.get('/api/v1/audit-log/export?format=xml')).status).toBe(400);
  });

  it('is cut off where it cannot be read to its end, which the log says', async () => {
    const failing = jest.spyOn(gateway.app.get(AuditRepository), 'after').mockRejectedValueOnce(new Error('away'));
    const download = async () => (await person.get('/api/v1/audit-log/export?format=csv')).text();
    await expect(download()).rejects.toThrow();
    failing.mockRestore();
    await waitUntil(() => {
      const line = gateway.lines.find(({ msg }) => msg === 'a download of the audit log ended early');
      expect(line).toMatchObject({ level: 'warn', organizationId });
    });
  });

  it('is one chain, whatever happens at once', async () => {
    const before = (await verify()).entries;
    const answers = await Promise.all(Array.from({ length: 50 }, () => change(person, { displayTitle: 'Webshop' })));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await verify()).toMatchObject({ isIntact: true, entries: before + 50, broken: null });
  });

  it('is not changed or deleted by the logins of the service, nor for an organization that goes on', async () => {
    const database = gateway.app.get(Database);
    const tries = [
      `update audit_entry set actor_name = 'x'`,
      'delete from audit_entry',
      'truncate audit_entry',
      `select delete_audit_entries('${organizationId}', 1)`,
    ];
    for (const sql of tries) {
      await expect(database.forOrganization(organizationId, (one) => one.query(sql))).rejects.toThrow(/denied/);
      await expect(database.asSystem((one) => one.query(sql))).rejects.toThrow(/denied|nobody has asked/);
    }
  });

  it('names the first entry that was changed, removed or put in', async () => {
    const { entries } = await verify();
    await asOwner(
      `update gateway.audit_entry set actor_name = 'x' || coalesce(actor_name, '') where organization_id = $1 and position = 3`,
      [organizationId],
    );
    expect(await verify()).toMatchObject({ isIntact: false, entries: 2, broken: { position: 3, why: 'changed' } });
    await asOwner(
      `update gateway.audit_entry set actor_name = nullif(substr(actor_name, 2), '') where organization_id = $1 and position = 3`,
      [organizationId],
    );
    expect(await verify()).toMatchObject({ isIntact: true, entries });
    await asOwner('update gateway.audit_entry set position = -position where organization_id = $1 and position = 4', [
      organizationId,
    ]);
    expect(await verify()).toMatchObject({ isIntact: false, broken: { position: 4, why: 'missing' } });
    await asOwner('update gateway.audit_entry set position = -position where organization_id = $1 and position = -4', [
      organizationId,
    ]);
  });

  it('holds no secret, wherever it was typed', async () => {
    await person.post('/api/v1/webhooks', { url: `https://x.example/${canary}`, eventTypes: [] });
    await person.post(`/api/v1/issues/${connectionId}/skip?key=${canary}`, { note: canary });
    const stored = JSON.stringify(await asOwner('select * from gateway.audit_entry'));
    expect(stored).toContain('secret.changed');
    expect(stored).not.toContain(canary);
    expect(stored).not.toContain(owner.password);
  });

  it('is made up for when it could not be written; meanwhile nothing more is done', async () => {
    const repository = gateway.app.get(AuditRepository);
    const append = repository.append.bind(repository);
    let failures = 0;
    // The entry is stored, and the answer lost: it must not be there twice.
    jest.spyOn(repository, 'append').mockImplementationOnce(async (...given) => {
      await append(...given);
      failures += 1;
      throw new Error('the connection was lost');
    });
    const entries = await count();
    const log = gateway.app.get(AuditLog);
    const first = change(person, { displayTitle: 'Webshop' });
    await waitUntil(() => Promise.resolve(failures === 1), { what: 'a failure' });
    expect((await first).status).toBe(200);
    expect(() => log.requireWritable(organizationId)).not.toThrow();
    expect(await count()).toBe(entries + 1);
    jest.spyOn(repository, 'append').mockImplementation(() => Promise.reject(new Error('the database is away')));
    const lost = change(person, { displayTitle: 'Webshop' });
    await waitUntil(
      () =>
        Promise.resolve(
          gateway.lines.filter(({ msg }) => String(msg).startsWith('the audit log could not')).length > 1,
        ),
      { what: 'the error in the log' },
    );
    expect(await json(change(person, { displayTitle: 'Other' }))).toMatchObject({
      reason: { code: 'gateway.audit_unavailable' },
    });
    jest.spyOn(repository, 'append').mockImplementation(append);
    expect((await lost).status).toBe(200);
    await waitUntil(async () => (await count()) === entries + 2, { what: 'the entry that was late' });
  });

  it('ends with its organization, however long it is', async () => {
    await asOwner(
      `insert into gateway.audit_entry (organization_id, position, id, at, action, outcome, actor_kind, object_kind, previous_hash, hash)
       select $1, number, gen_random_uuid(), now(), 'run.started', 'done', 'nobody', 'run', '', ''
       from generate_series(1000001, 1020001) as number`,
      [organizationId],
    );
    const begun = await person.post('/api/v1/organization-deletions', { password: owner.password });
    const { id } = (await begun.json()) as OrganizationDeletion;
    const look = () => json<OrganizationDeletion>(gateway.nobody.get(`/api/v1/organization-deletions/${id}`));
    const stored = await asOwner(`select * from gateway.audit_entry where action = 'organization.deleted'`);
    expect(stored).toMatchObject([{ outcome: 'done', actor_name: 'Owner', object_title: 'My organization' }]);
    while ((await look()).completedAt === null) {
      await gateway.database.query('update organization_deletion set due_at = now(), claimed_until = null');
      await gateway.app.get(OrganizationDeletionService).workOff(new AbortController().signal);
    }
    expect(await asOwner('select 1 from gateway.audit_entry where organization_id = $1', [organizationId])).toEqual([]);
    expect(await asOwner('select 1 from gateway.audit_entry')).not.toEqual([]);
  });
});

it('asks for at least an administrator to read it', () => {
  const roles = Object.values<Operation>(operations)
    .filter(({ tag }) => tag === 'Audit log')
    .map(({ http }) => http.role);
  expect(roles).toEqual(['admin', 'admin']);
});

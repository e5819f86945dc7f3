import { jest } from '@jest/globals';
import { AppError, organizationDeletions, type OrganizationDeletion } from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { EventStream } from '../src/events/event-stream.service.js';
import { OrganizationDeletionService } from '../src/organization/organization-deletion.service.js';
import { owner, startGateway, type TestGateway, type Visitor } from './harness.js';

describe('the deletion of an organization', () => {
  let gateway: TestGateway;
  let person: Visitor;
  let organizationId: string;
  const path = '/api/v1/organization-deletions';
  const count = async (sql: string, parameters: unknown[] = []) =>
    ((await gateway.database.query(`select count(*)::int as n from ${sql}`, parameters)) as { n: number }[])[0]?.n;

  beforeAll(async () => {
    gateway = await startGateway();
    person = await gateway.signIn();
    [{ id: organizationId }] = (await gateway.database.query('select "id" from "organization"')) as [{ id: string }];
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => gateway?.stop());

  it('needs an owner and the password, and few tries', async () => {
    expect((await gateway.nobody.post(path, { password: owner.password })).status).toBe(401);
    const admin = await gateway.signIn(await gateway.addMember('admin'));
    expect((await admin.post(path, { password: owner.password })).status).toBe(403);
    const refused = await person.post(path, { password: 'another password' });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ reason: { code: 'gateway.owner_with_password' } });
    const statuses = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await admin.post(path, { password: 'x' })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(await count('organization_deletion')).toBe(0);
    expect((await person.get(`${path}/${randomUUID()}`)).status).toBe(404);
  });

  it('ends sessions and streams, goes on where it was interrupted, and ends once a round finds nothing', async () => {
    const [colleague, elsewhere] = [await gateway.addMember('viewer'), await gateway.addMember('viewer')];
    await gateway.database.query(
      `insert into "organization" ("id", "name", "slug", "createdAt") values ('other', 'Other', 'other', now())`,
    );
    await gateway.database.query(
      `insert into "member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, 'other', $2, 'viewer', now())`,
      [randomUUID(), elsewhere.userId],
    );
    const asked: string[] = [];
    const left: Record<string, number> = { settings: 2, 'flow-runner': 1, connections: 1, notifications: 0 };
    let isAway = true;
    jest.spyOn(gateway.app.get(ContractClient), 'call').mockImplementation(((
      contract: object,
      _request: object,
      context: object,
    ) => {
      const [service = ''] = Object.entries(organizationDeletions).find(([, one]) => one === contract) ?? [];
      asked.push(service);
      expect(context).toMatchObject({ organizationId, actor: { kind: 'service' } });
      if (service === 'flow-runner' && isAway) throw new AppError('service.unavailable', 'Away.');
      const rows = left[service] ?? 0;
      left[service] = Math.max(0, rows - 1);
      return Promise.resolve({
        deletedRows: rows > 0 ? 10 : 0,
        isDone: rows <= 1,
        notRevoked: service === 'connections' ? rows : 0,
      });
    }) as never);
    const viewer = await gateway.signIn(colleague);
    const stream = (await viewer.get('/api/v1/events')).text();

    const begun = await person.post(path, { password: owner.password });
    expect(begun.status).toBe(202);
    const { id } = (await begun.json()) as OrganizationDeletion;
    const look = async () => (await (await gateway.nobody.get(`${path}/${id}`)).json()) as OrganizationDeletion;
    const goOn = async () => {
      await gateway.database.query('update organization_deletion set due_at = now(), claimed_until = null');
      await gateway.app.get(OrganizationDeletionService).workOff(new AbortController().signal);
    };

    for (const gone of [person, viewer]) {
      expect(await (await gone.get('/api/v1/session')).json()).toBeNull();
      expect((await gone.get('/api/v1/connections')).status).toBe(401);
    }
    await gateway.app.get(EventStream).endOutdated();
    await stream;

    while ((await look()).services['settings'] !== 'done') await goOn();
    expect(await look()).toMatchObject({
      completedAt: null,
      services: { settings: 'done', 'flow-runner': 'waiting', connections: 'waiting' },
      deletedRows: 20,
    });
    expect(asked.filter((service) => service === 'settings')).toHaveLength(2);
    isAway = false;
    while ((await look()).rounds === 1) await goOn();
    expect(asked.filter((service) => service === 'settings')).toHaveLength(2);
    expect(await count('"member" where "organizationId" = $1', [organizationId])).toBeGreaterThan(0);
    while ((await look()).completedAt === null) await goOn();
    expect(await look()).toMatchObject({
      ...{ rounds: 2, deletedRows: 40, notRevoked: 1 },
      services: { settings: 'done', 'flow-runner': 'done', connections: 'done', notifications: 'done' },
    });
    expect(await count('"organization" where "id" = $1', [organizationId])).toBe(0);
    expect(await count('"member" where "organizationId" = $1', [organizationId])).toBe(0);
    expect(await count('"user" where "id" = $1', [colleague.userId])).toBe(0);
    expect(await count('"user" where "id" = $1', [elsewhere.userId])).toBe(1);
    expect((await gateway.nobody.post('/api/auth/sign-in/email', owner)).status).toBe(401);
    expect(gateway.lines.filter(({ msg }) => msg === 'an organization was deleted')).toHaveLength(1);
  });
});

import { jest } from '@jest/globals';
import {
  connectionList,
  flowConditionList,
  type MessageContext,
  type OrganizationSummary,
  type ReplyOf,
  type organizationSummaryList,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import { startGateway, type TestGateway, type Visitor } from './harness.js';

const path = '/api/v1/organization-summaries';
const queuedAt = '2026-11-28T09:00:00.000Z';
const aCondition = (kind: string, flowId: string, count = 1) => ({ kind, flowId, count });

/** What each organization's services know. */
const facts: Record<string, { connections: object[]; conditions: object[] }> = {
  second: {
    connections: [{ state: 'needs_attention' }, { state: 'ready' }],
    conditions: [
      ...[aCondition('flow_failing', 'one'), aCondition('orders_missing', 'one'), aCondition('run_stuck', 'two')],
      ...[aCondition('issues_open', 'one', 4), aCondition('issues_open', 'two', 3)],
    ],
  },
};

describe('the organizations of a person', () => {
  let gateway: TestGateway;
  let visitor: Visitor;
  let userId: string;
  const contexts: MessageContext[] = [];

  const list = async (query = ''): Promise<ReplyOf<typeof organizationSummaryList>> =>
    (await (await visitor.get(`${path}${query}`)).json()) as ReplyOf<typeof organizationSummaryList>;

  beforeAll(async () => {
    gateway = await startGateway();
    jest.spyOn(gateway.app.get(ContractClient), 'call').mockImplementation((contract, _request, given) => {
      const context = given as MessageContext;
      contexts.push(context);
      const { organizationId } = context;
      if (organizationId === 'silent') return Promise.reject(new Error('no answer'));
      const known = facts[organizationId] ?? { connections: [], conditions: [] };
      const { subject } = contract as { subject: string };
      if (subject === connectionList.subject) return Promise.resolve({ items: known.connections } as never);
      if (subject === flowConditionList.subject) return Promise.resolve({ items: known.conditions } as never);
      return Promise.resolve({ items: organizationId === 'second' ? [{ queuedAt }] : [], next: null } as never);
    });
    const member = await gateway.addMember('admin');
    userId = member.userId;
    const others = [
      ['second', 'viewer'],
      ['silent', 'owner'],
      ['strict', 'owner'],
      ['odd', 'wizard'],
    ] as const;
    for (const [index, [id, role]] of others.entries()) {
      await gateway.database.query(
        `insert into "organization" ("id", "name", "slug", "createdAt", "secondFactorRequired") values ($1, $1, $1, now(), $2)`,
        [id, id === 'strict'],
      );
      await gateway.database.query(
        `insert into "member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, $1, $2, $3, now() + make_interval(secs => $4))`,
        [id, userId, role, index + 1],
      );
    }
    await gateway.database.query(
      `insert into "organization" ("id", "name", "slug", "createdAt") values ('foreign', 'f', 'f', now())`,
    );
    visitor = await gateway.signIn(member);
  });
  afterAll(() => gateway?.stop());

  it('are shown with what needs a person, each asked in its own name and with the role there', async () => {
    const { items, next } = await list();
    const byId = new Map(items.map((item) => [item.organization.id, item]));
    expect(next).toBeNull();
    expect([...byId.keys()].slice(1)).toEqual(['second', 'silent', 'strict']);
    expect(items[0]).toMatchObject({ role: 'admin', health: 'well', lastRunAt: null });
    expect(byId.get('second')).toEqual({
      organization: { id: 'second', name: 'second' },
      ...{ role: 'viewer', health: 'attention', lastRunAt: queuedAt },
      ...{ brokenConnections: 1, failingFlows: 2, openIssues: 7 },
    } satisfies OrganizationSummary);
    const asked = contexts.filter(({ organizationId }) => organizationId === 'second');
    expect(asked).toHaveLength(3);
    for (const { actor } of asked) expect(actor).toMatchObject({ kind: 'person', userId, role: 'viewer' });
    expect(contexts.some(({ organizationId }) => ['foreign', 'odd'].includes(organizationId))).toBe(false);
  });

  it('are not shown as well where that is not known, and not asked where a second factor is missing', async () => {
    const before = contexts.length;
    const { items } = await list();
    const health = (id: string) => items.find(({ organization }) => organization.id === id)?.health;
    expect([health('silent'), health('strict')]).toEqual(['unknown', 'second_factor_required']);
    expect(contexts.slice(before).some(({ organizationId }) => organizationId === 'strict')).toBe(false);
    expect(gateway.lines.at(-1)).toMatchObject({ msg: 'how an organization is could not be asked' });
  });

  it('come in pages; a cursor that is none is refused', async () => {
    const first = await list('?limit=2');
    expect(first.items).toHaveLength(2);
    const second = await list(`?limit=2&after=${first.next}`);
    expect(second.items.map(({ organization }) => organization.id)).toEqual(['silent', 'strict']);
    expect(second.next).toBeNull();
    expect((await visitor.get(`${path}?after=foreign`)).status).toBe(400);
    expect((await gateway.nobody.get(path)).status).toBe(401);
  });
});

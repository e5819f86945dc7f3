import {
  notificationList,
  notificationPreferencesGet,
  notificationPreferencesUpdate,
  type Member,
  type MessageContext,
  type NotificationPreferences,
} from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { startMailbox, type Mailbox } from '@koppel/simulator-mailbox';
import { waitUntil } from '../../../tools/wait-until.ts';
import { aCondition, aConnection, aMember, organizationOf, startOtherServices } from './fake-services.js';
import { Harness, type Replica } from './harness.js';

const hourMs = 3_600_000;
let organizations = 0;

describe('what a person is notified of', () => {
  let harness: Harness;
  let mailbox: Mailbox;
  let replica: Replica;
  let others: Awaited<ReturnType<typeof startOtherServices>>;
  let owner: Member;
  let person: MessageContext;

  beforeAll(async () => {
    [harness, mailbox] = await Promise.all([Harness.create(), startMailbox({ port: 0, smtpPort: 0 })]);
    replica = await harness.start({ smtpUrl: mailbox.smtpUrl });
    others = await startOtherServices();
  });
  afterAll(async () => {
    await harness.close();
    await others.close();
    await mailbox.close();
  });
  beforeEach(() => {
    owner = aMember();
    person = memberContext(owner, `org-preferences-${(organizations += 1)}`);
    organizationOf(person).members = [owner];
    organizationOf(person).connections = [aConnection()];
  });

  function memberContext({ userId, role }: Member, organizationId: string): MessageContext {
    return { ...aPerson({ organizationId }), actor: { kind: 'person', userId, role } };
  }
  const get = (context = person) => replica.client.call(notificationPreferencesGet, {}, context);
  const list = async (context = person) => (await replica.client.call(notificationList, {}, context)).items;
  const choose = (chosen: Partial<NotificationPreferences>, context = person) =>
    replica.client.call(
      notificationPreferencesUpdate,
      {
        ...{ topics: ['connections', 'flows', 'issues', 'silence'], timeZone: 'UTC', quietHours: null, digestAt: null },
        ...chosen,
      },
      context,
    );
  const mails = () => mailbox.mails().filter(({ to }) => to.includes(owner.email));
  /** A connection breaks, and that is seen. */
  async function breakConnection(): Promise<void> {
    organizationOf(person).connections = [aConnection({ state: 'needs_attention' })];
    await look();
  }
  async function look(): Promise<void> {
    const before = harness.clock.now();
    await replica.connectionChanged(person);
    await waitUntil(async () => {
      const [row] = await replica.rows<{ at: Date | null }>(
        'select checked_at as at from alert_check where organization_id = $1 and claimed_until is null',
        [person.organizationId],
      );
      expect(row?.at?.getTime()).toBeGreaterThanOrEqual(before.getTime());
    });
  }
  /** A time of day in UTC, so many hours from now. */
  const clock = (hours: number) => new Date(harness.clock.now().getTime() + hours * hourMs).toISOString().slice(11, 16);

  it('is what their role mends until they choose, for each organization by itself', async () => {
    expect(await get()).toMatchObject({ isChosen: false, obstacle: null, preferences: { quietHours: null } });
    await choose({ topics: ['silence'], timeZone: 'Europe/Amsterdam' });
    expect(await get()).toMatchObject({ isChosen: true, preferences: { topics: ['silence'] } });
    const elsewhere = memberContext(owner, 'org-preferences-elsewhere');
    organizationOf(elsewhere).members = [owner];
    expect(await get(elsewhere)).toMatchObject({ isChosen: false });
    const colleague = memberContext(aMember({ role: 'viewer' }), person.organizationId);
    expect((await get(colleague)).preferences.topics).toEqual([]);
  });

  it('says why no mail reaches them', async () => {
    organizationOf(person).members = [{ ...owner, isVerified: false }];
    expect((await get()).obstacle?.code).toBe('alert.address_not_shown');
  });

  it('leaves out what they do not want, also what waits already', async () => {
    await choose({ topics: ['connections'] });
    organizationOf(person).conditions = [aCondition({ kind: 'flow_silent' })];
    await breakConnection();
    await waitUntil(() => expect(mails()).toHaveLength(1));
    expect(await list()).toMatchObject([{ kind: 'connection_needs_attention' }]);

    await choose({ topics: ['connections', 'issues'] });
    organizationOf(person).conditions = [aCondition({ kind: 'issues_open', objectId: 'late' })];
    await look();
    await waitUntil(async () => expect(await list()).toHaveLength(2));
    await choose({ topics: ['connections'] });
    expect(await list()).toHaveLength(1);
  });

  it('waits for the end of quiet hours, and is dropped where it is over by then', async () => {
    await choose({ quietHours: { from: clock(-1), to: clock(3) } });
    const kept = aCondition({ kind: 'flow_failing' });
    const over = aCondition({ kind: 'flow_failing' });
    organizationOf(person).conditions = [kept, over];
    await look();
    const inTime = harness.clock.now().getTime() + 2 * hourMs;
    await waitUntil(async () => {
      const due = (await list()).map(({ state, dueAt }) => state === 'waiting' && Date.parse(dueAt) > inTime);
      expect(due).toEqual([true, true]);
    });
    organizationOf(person).conditions = [kept];
    await look();
    harness.clock.advance(4 * hourMs);
    await waitUntil(() => expect(mails()).toHaveLength(1));
    expect(await list()).toMatchObject([{ kind: 'flow_failing', state: 'sent' }]);
  });

  it('comes once a day in one mail where they chose that', async () => {
    await choose({ digestAt: clock(5) });
    organizationOf(person).conditions = [aCondition({ kind: 'flow_failing' })];
    await look();
    harness.clock.advance(2 * hourMs);
    organizationOf(person).conditions.push(aCondition({ kind: 'flow_failing' }));
    await look();
    await waitUntil(async () => {
      const early = harness.clock.now().getTime() + hourMs;
      expect((await list()).map(({ dueAt }) => Date.parse(dueAt) > early)).toEqual([true, true]);
    });
    expect(mails()).toEqual([]);
    harness.clock.advance(4 * hourMs);
    await waitUntil(() => expect(mails()).toHaveLength(1));
    expect(mails()[0]?.subject).toContain('2 things need you');
  });

  it('is shown with what could not be mailed, to nobody else, and page by page', async () => {
    await breakConnection();
    await waitUntil(async () => expect(await list()).toMatchObject([{ state: 'sent' }]));
    await replica.rows(
      `update notification set state = 'dead', problem = '{"code": "alert.mail_not_sent", "params": {}}' where organization_id = $1`,
      [person.organizationId],
    );
    expect(await list()).toMatchObject([
      { state: 'dead', problem: { code: 'alert.mail_not_sent' }, text: { code: 'alert.connection_needs_attention' } },
    ]);
    expect(await list(memberContext(aMember(), person.organizationId))).toEqual([]);
    expect(await list(memberContext(owner, 'org-preferences-elsewhere'))).toEqual([]);
    organizationOf(person).conditions = [aCondition({ kind: 'flow_failing' })];
    await look();
    const first = await replica.client.call(notificationList, { limit: 1 }, person);
    const second = await replica.client.call(notificationList, { limit: 1, after: first.next ?? '' }, person);
    expect([...first.items, ...second.items].map(({ kind }) => kind)).toEqual([
      'flow_failing',
      'connection_needs_attention',
    ]);
    expect(second.next).toBeNull();
  });

  it('is of persons: a service is refused, and so are a zone and hours that do not exist', async () => {
    const service = { ...person, actor: { kind: 'service' as const, name: 'gateway' } };
    await expect(get(service)).rejects.toMatchObject({ code: 'request.forbidden' });
    await expect(list(service)).rejects.toMatchObject({ code: 'request.forbidden' });
    await expect(choose({}, service)).rejects.toMatchObject({ code: 'request.forbidden' });
    await expect(choose({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'request.invalid' });
    const never = { from: '22:00', to: '22:00' };
    await expect(choose({ quietHours: never })).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

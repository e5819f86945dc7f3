import type { MessageContext } from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { aPerson } from '@koppel/service-kit/testing';
import { startMailbox, type Mailbox, type ReceivedMail } from '@koppel/simulator-mailbox';
import { waitUntil } from '../../../tools/wait-until.ts';
import { aCondition, aConnection, aMember, organizationOf, startOtherServices } from './fake-services.js';
import { Harness, type Replica } from './harness.js';

const minuteMs = 60_000;
let organizations = 0;

interface Row {
  change: string;
  state: string;
  attempts: number;
}

describe('alerts', () => {
  let harness: Harness;
  let mailbox: Mailbox;
  let replica: Replica;
  let others: Awaited<ReturnType<typeof startOtherServices>>;
  let person: MessageContext;
  const lines: string[] = [];

  beforeAll(async () => {
    [harness, mailbox] = await Promise.all([Harness.create(), startMailbox({ port: 0, smtpPort: 0 })]);
    const options = { smtpUrl: mailbox.smtpUrl, logStream: { write: (line: string) => void lines.push(line) } };
    // First: all services of a process log where the first one does.
    replica = await harness.start(options);
    await harness.start(options);
    others = await startOtherServices();
  });
  afterAll(async () => {
    await harness.close();
    await others.close();
    await mailbox.close();
  });
  beforeEach(() => {
    person = somebody();
  });

  /** Of an organization of their own, in which all is well. */
  function somebody(): MessageContext {
    const context = aPerson({ organizationId: `org-alerts-${(organizations += 1)}` });
    organizationOf(context).connections = [aConnection()];
    return context;
  }

  const mailsTo = ({ email }: { email: string }): ReceivedMail[] =>
    mailbox.mails().filter(({ to }) => to.includes(email));
  const notifications = ({ organizationId }: MessageContext = person): Promise<Row[]> =>
    replica.rows(
      'select change, state, attempts from notification where organization_id = $1 order by created_at, change desc',
      [organizationId],
    );
  /** An event makes the organization looked at, and the look has ended. */
  async function look(of: MessageContext = person): Promise<void> {
    const before = harness.clock.now();
    await replica.connectionChanged(of);
    await waitUntil(async () => {
      const [row] = await replica.rows<{ at: Date | null }>(
        'select checked_at as at from alert_check where organization_id = $1 and claimed_until is null',
        [of.organizationId],
      );
      expect(row?.at?.getTime()).toBeGreaterThanOrEqual(before.getTime());
    });
  }

  it('mails once that a connection needs a person, with a link to it, and once that it is over', async () => {
    const organization = organizationOf(person);
    const owner = aMember({ language: 'nl' });
    organization.members = [
      ...[owner, aMember({ role: 'viewer' }), aMember({ role: 'operator' })],
      aMember({ role: 'admin', isVerified: false }),
    ];
    const connection = aConnection();
    organization.connections = [{ ...connection, state: 'needs_attention' }];
    await look();
    await look();
    await waitUntil(async () =>
      expect(await notifications()).toEqual([{ change: 'opened', state: 'sent', attempts: 1 }]),
    );
    const [mail] = mailsTo(owner);
    expect(mail?.subject).toBe(`Shop ${person.organizationId}: de koppeling "Webshop" heeft je nodig`);
    expect(mail?.text).toContain(`http://localhost:8080/connections/${connection.id}`);
    expect(mail?.html).toContain(`href="http://localhost:8080/connections/${connection.id}"`);

    // Someone changes its fields: neither broken nor healed.
    organization.connections = [{ ...connection, state: 'draft' }];
    await look();
    organization.connections = [connection];
    await look();
    expect(await notifications()).toMatchObject([{ change: 'opened' }, { change: 'healed', state: 'waiting' }]);
    harness.clock.advance(6 * minuteMs);
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(2));
    expect(mailsTo(owner)[0]?.subject).toContain('de koppeling "Webshop" heeft je niet meer nodig');
    await look();
    expect(mailbox.mails().filter(({ subject }) => subject.includes(`${person.organizationId}:`))).toHaveLength(2);
  });

  it('does not say of a connection that was deleted that it works', async () => {
    const organization = organizationOf(person);
    const owner = aMember();
    organization.members = [owner];
    organization.connections = [aConnection({ state: 'needs_attention' })];
    await look();
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(1));
    organization.connections = [];
    await look();
    harness.clock.advance(6 * minuteMs);
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(2));
    expect(mailsTo(owner)[0]?.text).toContain('works again, or was deleted');
  });

  it('says nothing of a connection that is still being set up, nor to another organization', async () => {
    const stranger = somebody();
    organizationOf(stranger).members = [aMember()];
    organizationOf(person).members = [aMember()];
    organizationOf(person).connections = [
      aConnection({ state: 'needs_attention', testedAt: null }),
      aConnection({ state: 'needs_attention' }),
    ];
    await look();
    await look(stranger);
    expect(await notifications()).toHaveLength(1);
    expect(await notifications(stranger)).toEqual([]);
  });

  it('tells of a flow that fails, unless its connection explains it', async () => {
    const organization = organizationOf(person);
    const owner = aMember();
    organization.members = [owner];
    const broken = aConnection({ state: 'needs_attention' });
    const explained = aCondition({ connectionIds: [broken.id, aConnection().id] });
    organization.connections = [broken];
    organization.conditions = [explained];
    await look();
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(1));
    organization.connections = [{ ...broken, state: 'ready' }];
    await look();
    // The runs that failed were before it was mended.
    expect(await replica.rows('select 1 from alert where organization_id = $1', [person.organizationId])).toHaveLength(
      1,
    );
    harness.clock.advance(6 * minuteMs);
    const { flowId, integrationId } = explained;
    organization.conditions = [{ ...explained, evidentFrom: harness.clock.now().toISOString() }];
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(2));
    await look();
    harness.clock.advance(6 * minuteMs);
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(3));
    expect(mailsTo(owner)[0]).toMatchObject({
      subject: expect.stringContaining('the flow Orders fails'),
      text: expect.stringContaining(`/integrations/${integrationId}/flows/${flowId}`),
    });
  });

  it('waits with issues, tells of what stays in one message, and never of what went by itself', async () => {
    const organization = organizationOf(person);
    const owner = aMember();
    organization.members = [owner];
    const issues = ['a', 'b', 'c'].map((objectId) => aCondition({ kind: 'issues_open', objectId }));
    organization.conditions = issues;
    await look();
    organization.conditions = issues.slice(1).map((issue) => ({ ...issue, count: 40 }));
    await look();
    const states = (await notifications()).map(({ state }) => state);
    expect(states.sort()).toEqual(['dropped', 'waiting', 'waiting']);
    harness.clock.advance(6 * minuteMs);
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(1));
    const [mail] = mailsTo(owner);
    expect(mail?.subject).toBe(`Shop ${person.organizationId}: 2 things need you`);
    expect(mail?.text).toContain('(40)');
    for (const path of ['b', 'c']) expect(mail?.text).toContain(`http://localhost:8080/issues/causes/${path}`);
  });

  it('sends again under the same Message-ID what was sent by a process that died before it stored that', async () => {
    const organization = organizationOf(person);
    const owner = aMember();
    organization.members = [owner];
    organization.connections = [aConnection({ state: 'needs_attention' })];
    await look();
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(1));
    await waitUntil(async () => expect(await notifications()).toMatchObject([{ state: 'sent' }]));
    // As the row was when the process died.
    await replica.rows(
      `update notification set state = 'waiting', sent_at = null, attempts = 0, claimed_until = $2 where organization_id = $1`,
      [person.organizationId, harness.clock.now()],
    );
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(2));
    const [again, first] = mailsTo(owner);
    expect(again?.messageId).toBe(first?.messageId);
    expect(first?.messageId).toMatch(/^<[\w-]+@localhost>$/);
  });

  it('waits for the gateway, and drops what is for somebody who left', async () => {
    const organization = organizationOf(person);
    const [owner, gone] = [aMember(), aMember()];
    organization.members = [owner, gone];
    organization.conditions = [aCondition({ kind: 'issues_open', objectId: 'x' })];
    await look();
    organization.isGatewayAway = true;
    harness.clock.advance(6 * minuteMs);
    await waitUntil(() => expect(lines.join('\n')).toContain('a notification could not be sent yet'));
    organization.isGatewayAway = false;
    organization.members = [owner];
    harness.clock.advance(2 * minuteMs);
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(1));
    await waitUntil(async () =>
      expect((await notifications()).map(({ state }) => state).sort()).toEqual(['dropped', 'sent']),
    );
    expect(lines.join('\n')).not.toContain(owner.email);
  });

  it('tells that it is over also where that is stored at the moment in which the message is', async () => {
    const organization = organizationOf(person);
    organization.members = [aMember()];
    organization.conditions = [aCondition({ kind: 'issues_open', objectId: 'x' })];
    await look();
    await replica.app.get(Database).asSystem(async (transaction) => {
      const values = [person.organizationId, harness.clock.now()];
      await transaction.query('update alert set healed_at = $2 where organization_id = $1', values);
      const [held] = (await transaction.query('select pg_current_xact_id()::xid::text as id')) as { id: string }[];
      harness.clock.advance(6 * minuteMs);
      await waitUntil(async () => {
        const isStoredOrWaits = `select 1 from notification where organization_id = $1 and state = 'sent'
          union all select 1 from pg_locks where not granted and transactionid::text = $2`;
        expect(await transaction.query(isStoredOrWaits, [person.organizationId, held?.id])).not.toEqual([]);
      });
    });
    await waitUntil(async () =>
      expect((await notifications()).map(({ change }) => change)).toEqual(expect.arrayContaining(['healed'])),
    );
  });

  it('sends no more than an organization may in an hour; the rest waits', async () => {
    const owner = aMember();
    organizationOf(person).members = [owner];
    await replica.rows(
      `with alert as (
         insert into alert (id, organization_id, kind, object_id, params, since, opened_at, healed_at)
         values (gen_random_uuid(), $1, 'issues_open', 'old', '{}', $2, $2, $2) returning id)
       insert into notification (organization_id, alert_id, change, recipient, state, due_at, created_at, sent_at, message_id)
       select $1, alert.id, 'opened', 'person:' || number, 'sent', $2, $2, $2, gen_random_uuid()
       from alert, generate_series(1, 120) as number`,
      [person.organizationId, harness.clock.now()],
    );
    organizationOf(person).connections = [aConnection({ state: 'needs_attention' })];
    await look();
    const stranger = somebody();
    const other = aMember();
    organizationOf(stranger).members = [other];
    organizationOf(stranger).connections = [aConnection({ state: 'needs_attention' })];
    await look(stranger);
    await waitUntil(() => expect(mailsTo(other)).toHaveLength(1));
    expect(mailsTo(owner)).toEqual([]);
    harness.clock.advance(61 * minuteMs);
    await waitUntil(() => expect(mailsTo(owner)).toHaveLength(1));
  });

  it('tries again for a day where the mail server takes nothing, then gives up and says why', async () => {
    await harness.stop();
    replica = await harness.start({ smtpUrl: 'smtp://127.0.0.1:1' });
    organizationOf(person).members = [aMember()];
    organizationOf(person).connections = [aConnection({ state: 'needs_attention' })];
    await look();
    for (let attempts = 1; attempts < 7; attempts += 1) {
      await waitUntil(async () => expect(await notifications()).toMatchObject([{ state: 'waiting', attempts }]));
      harness.clock.advance(17 * 60 * minuteMs);
    }
    await waitUntil(async () => expect(await notifications()).toMatchObject([{ state: 'dead', attempts: 7 }]));
    const [row] = await replica.rows<{ problem: unknown }>(
      'select problem from notification where organization_id = $1',
      [person.organizationId],
    );
    expect(row?.problem).toEqual({ code: 'alert.mail_not_sent', params: {} });
  });
});

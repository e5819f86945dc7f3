import {
  streams,
  organizationWebhooksDelete,
  webhookCreate,
  webhookDelete,
  webhookDeliveryGet,
  webhookDeliveryList,
  webhookDeliveryResend,
  webhookDeliveryResendDead,
  webhookList,
  webhookRotateSecret,
  webhookTest,
  webhookTestType,
  webhookUpdate,
  type KoppelEvent,
  type Webhook,
  type WebhookDelivery,
} from '@koppel/contracts';
import { Nats } from '@koppel/service-kit';
import { aPerson } from '@koppel/service-kit/testing';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { randomUUID } from 'node:crypto';
import { DeliveryQueueRepository } from '../src/delivery/delivery-queue.repository.js';
import { Harness, type Replica } from './harness.js';
import { WebhookReceiver, type Received } from './webhook-receiver.js';
import { waitUntil } from '../../../tools/wait-until.ts';

const changed = 'connections.v1.connection.changed';
const dayMs = 24 * 3_600_000;
const logLines: string[] = [];
let organizations = 0;

/** Reads as a receiver does that somebody else wrote; throws where the signature is none. */
function verify({ headers, body }: Received, secret: string): KoppelEvent {
  return new StandardWebhook(secret).verify(body, headers as Record<string, string>) as KoppelEvent;
}

describe('webhooks', () => {
  let harness: Harness;
  let replica: Replica;
  let receiver: WebhookReceiver;
  let person: ReturnType<typeof aPerson>;

  beforeAll(async () => {
    harness = await Harness.create();
    const options = {
      logStream: { write: (line: string) => void logLines.push(line) },
    };
    replica = await harness.start(options);
    await harness.start(options);
  });

  afterAll(() => harness?.close());

  beforeEach(async () => {
    harness.clock.reset();
    receiver = await WebhookReceiver.start();
    person = aPerson({ organizationId: `org-hooks-${(organizations += 1)}` });
  });

  afterEach(async () => {
    const { items } = await replica.client.call(webhookList, {}, person);
    for (const { id } of items) await replica.client.call(webhookDelete, { webhookId: id }, person);
    receiver.close();
  });

  async function aWebhook(
    eventTypes: Webhook['eventTypes'] = [changed],
  ): Promise<{ webhook: Webhook; secret: string }> {
    return replica.client.call(webhookCreate, { url: receiver.url, eventTypes }, person);
  }

  async function deliveriesOf({ id }: Webhook): Promise<WebhookDelivery[]> {
    return (await replica.client.call(webhookDeliveryList, { webhookId: id }, person)).items;
  }

  /** The attempt has failed, and the next one is planned. */
  async function hasFailed(webhook: Webhook, attempts: number, lastStatus = 500): Promise<void> {
    await waitUntil(async () => {
      const [delivery] = await deliveriesOf(webhook);
      expect(delivery).toMatchObject({ state: 'waiting', attempts, lastStatus });
      expect(Date.parse(delivery?.nextAttemptAt ?? '')).toBeGreaterThan(harness.clock.now().getTime());
    });
  }

  const anEvent = () => replica.connectionChanged(person);

  async function stateOf({ id }: Webhook): Promise<Webhook | undefined> {
    return (await replica.client.call(webhookList, {}, person)).items.find((each) => each.id === id);
  }

  it('sends the chosen events of its own organization, signed so that standardwebhooks takes them', async () => {
    const { webhook, secret } = await aWebhook();
    await aWebhook(['flows.v1.run.failed']);
    await replica.connectionChanged(aPerson({ organizationId: 'org-else' }));
    const connection = await anEvent();
    await waitUntil(async () =>
      expect(await deliveriesOf(webhook)).toMatchObject([
        { eventType: changed, state: 'delivered', attempts: 1, lastStatus: 204, lastProblem: null },
      ]),
    );
    expect(receiver.received).toHaveLength(1);
    const [received] = receiver.received as [Received];
    expect(verify(received, secret)).toMatchObject({
      specversion: '1.0',
      id: received.id,
      type: changed,
      data: { connectionId: connection.id, state: 'draft' },
    });
    expect(() => verify({ ...received, body: received.body.replace('draft', 'ready') }, secret)).toThrow();
  });

  it('sends an event once that comes twice, and shares the work between replicas', async () => {
    const { webhook } = await aWebhook(['flows.v1.issue.resolved']);
    const jetstream = await replica.app.get(Nats).jetstream();
    const ids = Array.from({ length: 40 }, () => randomUUID());
    for (const id of [...ids, ...ids]) {
      const data = {
        ...{ runId: randomUUID(), flowId: randomUUID(), integrationId: randomUUID(), entity: 'order' },
        ...{ issueId: randomUUID(), naturalKey: 'A-1' },
      };
      const head = { specversion: '1.0', id, source: 'koppel/flow-runner', subject: data.issueId };
      const time = harness.clock.now().toISOString();
      const rest = { time, datacontenttype: 'application/json', organizationid: person.organizationId, data };
      const type = 'flows.v1.issue.resolved';
      await jetstream.publish(type, JSON.stringify({ ...head, type, ...rest }));
    }
    await waitUntil(async () => {
      const manager = await replica.app.get(Nats).ensureStreams();
      const consumer = await manager.consumers.info(streams.events.name, 'webhooks');
      expect(consumer).toMatchObject({ num_pending: 0, num_ack_pending: 0 });
    });
    await waitUntil(async () => expect(await stateOf(webhook)).toMatchObject({ counts: { waiting: 0, dead: 0 } }));
    expect(receiver.received.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it('tries again for three days, then tells that it is dead and disables a webhook that takes nothing', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 500, text: 'out of order' };
    await anEvent();
    for (let attempts = 1; attempts < 10; attempts += 1) {
      await hasFailed(webhook, attempts);
      harness.clock.advance(1.2 * dayMs);
    }
    await waitUntil(async () => expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'dead', attempts: 10 }]));
    expect(await stateOf(webhook)).toMatchObject({
      state: 'disabled',
      reason: { code: 'notifications.disabled_failing' },
      counts: { waiting: 0, dead: 1 },
    });
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);

    const [{ id: deliveryId } = { id: '' }] = await deliveriesOf(webhook);
    const log = await replica.client.call(webhookDeliveryGet, { deliveryId: deliveryId as never }, person);
    expect(log.history).toHaveLength(10);
    expect(log.history[0]).toMatchObject({ number: 1, status: 500, answer: 'out of order' });
    expect(log.body).toMatchObject({ type: changed });

    const refused = replica.client.call(webhookDeliveryResend, { deliveryId: deliveryId as never }, person);
    await expect(refused).rejects.toMatchObject({ code: 'webhook.disabled' });
    receiver.reply = { status: 200 };
    await replica.client.call(webhookUpdate, { webhookId: webhook.id, state: 'enabled' }, person);
    const { count } = await replica.client.call(webhookDeliveryResendDead, { webhookId: webhook.id }, person);
    expect(count).toBe(1);
    await waitUntil(async () =>
      expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered', attempts: 11 }]),
    );
    expect(await stateOf(webhook)).toMatchObject({ state: 'enabled', reason: null });
  });

  it('keeps a webhook that took something meanwhile, though one delivery died', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 500 };
    await anEvent();
    await hasFailed(webhook, 1);
    await replica.rows(`update webhook_delivery set tries = 8 where webhook_id = '${webhook.id}'`);
    harness.clock.advance(dayMs);
    await hasFailed(webhook, 2);
    receiver.reply = { status: 200 };
    await replica.client.call(webhookTest, { webhookId: webhook.id }, person);
    await waitUntil(async () => expect((await deliveriesOf(webhook))[0]).toMatchObject({ state: 'delivered' }));
    receiver.reply = { status: 500 };
    harness.clock.advance(1.2 * dayMs);
    await waitUntil(async () => expect((await deliveriesOf(webhook))[1]).toMatchObject({ state: 'dead' }));
    expect(await stateOf(webhook)).toMatchObject({ state: 'enabled', counts: { dead: 1 } });
  });

  it('waits as long as the receiver asks', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 429, headers: { 'retry-after': '3600' } };
    await anEvent();
    await hasFailed(webhook, 1, 429);
    const [delivery] = await deliveriesOf(webhook);
    expect(Date.parse(delivery?.nextAttemptAt ?? '') - harness.clock.now().getTime()).toBeGreaterThan(3_500_000);
  });

  it('disables at once what is gone for good, and follows no redirect', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 302, headers: { location: `${receiver.url}/elsewhere` } };
    await anEvent();
    await waitUntil(async () =>
      expect(await deliveriesOf(webhook)).toMatchObject([
        { state: 'waiting', lastProblem: { code: 'notifications.redirected', params: { status: 302 } } },
      ]),
    );
    expect(receiver.received).toHaveLength(1);
    receiver.reply = { status: 410 };
    harness.clock.advance(dayMs);
    await waitUntil(async () => expect(await stateOf(webhook)).toMatchObject({ state: 'disabled' }));
    await expect(replica.client.call(webhookTest, { webhookId: webhook.id }, person)).rejects.toMatchObject({
      code: 'webhook.disabled',
    });
  });

  it('signs with both secrets for a day after a change', async () => {
    const { webhook, secret: before } = await aWebhook();
    const { secret: after } = await replica.client.call(webhookRotateSecret, { webhookId: webhook.id }, person);
    await replica.client.call(webhookTest, { webhookId: webhook.id }, person);
    await waitUntil(() => expect(receiver.received).toHaveLength(1));
    const [first] = receiver.received as [Received];
    for (const secret of [before, after]) expect(verify(first, secret)).toMatchObject({ type: webhookTestType });
    harness.clock.advance(1.01 * dayMs);
    await replica.client.call(webhookTest, { webhookId: webhook.id }, person);
    await waitUntil(() => expect(receiver.received).toHaveLength(2));
    expect(receiver.received[1]?.headers['webhook-signature']).not.toContain(' ');
  });

  it('tries a test only once', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 500 };
    await replica.client.call(webhookTest, { webhookId: webhook.id }, person);
    await waitUntil(async () => expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'dead', attempts: 1 }]));
    expect(await stateOf(webhook)).toMatchObject({ state: 'enabled' });
  });

  it('sends what a process had taken that died', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 500 };
    await anEvent();
    await hasFailed(webhook, 1);
    await replica.rows(
      `update webhook_delivery set next_attempt_at = '${harness.clock.now().toISOString()}', claim = gen_random_uuid(),
       claimed_until = timestamptz '${harness.clock.now().toISOString()}' + interval '1 minute' where webhook_id = '${webhook.id}'`,
    );
    receiver.reply = { status: 200 };
    // What comes later is sent, so the delivery that is taken was due and left alone.
    const later = await WebhookReceiver.start();
    const marker = await replica.client.call(webhookCreate, { url: later.url, eventTypes: [changed] }, person);
    await replica.client.call(webhookTest, { webhookId: marker.webhook.id }, person);
    await waitUntil(() => expect(later.received).toHaveLength(1));
    later.close();
    expect(receiver.received).toHaveLength(1);
    harness.clock.advance(61_000);
    await waitUntil(async () =>
      expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered', attempts: 2 }]),
    );
  });

  it('lets a slow receiver not hold up another', async () => {
    receiver.reply = { status: 200, afterMs: 3_000 };
    await aWebhook();
    const quick = await WebhookReceiver.start();
    try {
      await replica.client.call(webhookCreate, { url: quick.url, eventTypes: [changed] }, person);
      await Promise.all(Array.from({ length: 40 }, anEvent));
      await waitUntil(() => expect(quick.received.length).toBe(40));
      expect(receiver.received.length).toBeLessThan(40);
      expect(receiver.maxAtOnce).toBeLessThanOrEqual(4);
    } finally {
      quick.close();
    }
  });

  it('lets an organization with many slow receivers not hold up another', async () => {
    receiver.reply = { status: 200, afterMs: 8_000 };
    await Promise.all(Array.from({ length: 16 }, () => aWebhook()));
    await Promise.all(Array.from({ length: 6 }, anEvent));
    await waitUntil(() => expect(receiver.received.length).toBeGreaterThanOrEqual(8));
    const neighbour = aPerson({ organizationId: `org-hooks-${(organizations += 1)}` });
    const quick = await WebhookReceiver.start();
    try {
      const { webhook } = await replica.client.call(
        webhookCreate,
        { url: quick.url, eventTypes: [changed] },
        neighbour,
      );
      const began = Date.now();
      await replica.connectionChanged(neighbour);
      await waitUntil(() => expect(quick.received).toHaveLength(1));
      expect(Date.now() - began).toBeLessThan(6_000);
      await replica.client.call(webhookDelete, { webhookId: webhook.id }, neighbour);
    } finally {
      quick.close();
    }
  }, 30_000);

  it('counts as taken what was answered with 2xx, though the answer breaks off', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 200, isCut: true };
    await anEvent();
    await waitUntil(async () =>
      expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 200 }]),
    );
  });

  it('makes no second call beside one that is under way', async () => {
    const { webhook } = await aWebhook();
    receiver.reply = { status: 200, afterMs: 600 };
    const { id: deliveryId } = await replica.client.call(webhookTest, { webhookId: webhook.id }, person);
    await waitUntil(() => expect(receiver.received).toHaveLength(1));
    await replica.client.call(webhookDeliveryResend, { deliveryId }, person);
    await waitUntil(async () =>
      expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered', attempts: 1 }]),
    );
    expect(receiver.received).toHaveLength(1);
  });

  it('counts no attempt against the receiver where it cannot open its own secret', async () => {
    const { webhook } = await aWebhook();
    const [sealed] = await replica.rows<{ secret: string }>(`select secret from webhook where id = '${webhook.id}'`);
    await replica.rows(`update webhook set secret = 'broken' where id = '${webhook.id}'`);
    await anEvent();
    const isPutOff = async () => {
      const [delivery] = await deliveriesOf(webhook);
      expect(delivery).toMatchObject({ state: 'waiting', attempts: 0 });
      expect(Date.parse(delivery?.nextAttemptAt ?? '')).toBeGreaterThan(harness.clock.now().getTime());
    };
    await waitUntil(isPutOff);
    await replica.rows(`update webhook set secret = '${sealed?.secret}' where id = '${webhook.id}'`);
    harness.clock.advance(61_000);
    await waitUntil(async () =>
      expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered', attempts: 1 }]),
    );
  });

  it('passes on what a newer release says in an event', async () => {
    const type = 'flows.v1.issue.resolved';
    await aWebhook([type]);
    const event = {
      ...{ specversion: '1.0', id: randomUUID(), type, time: harness.clock.now().toISOString() },
      ...{ organizationid: person.organizationId, severity: 'new', data: { shape: 'unknown' } },
    };
    await (await replica.app.get(Nats).jetstream()).publish(type, JSON.stringify(event));
    await waitUntil(() => expect(receiver.received).toHaveLength(1));
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual(event);
  });

  it('forgets what is old by when it came to its end', async () => {
    const { webhook } = await aWebhook();
    await anEvent();
    await waitUntil(async () => expect(await deliveriesOf(webhook)).toMatchObject([{ state: 'delivered' }]));
    const forget = () => replica.app.get(DeliveryQueueRepository).deleteSomeOld(harness.clock.now());
    await replica.rows(`update webhook_delivery set created_at = created_at - interval '40 days'`);
    await forget();
    expect(await deliveriesOf(webhook)).toHaveLength(1);
    harness.clock.advance(9 * dayMs);
    await forget();
    expect(await deliveriesOf(webhook)).toHaveLength(0);
  });

  it('makes twenty webhooks at most, also when many are made at once', async () => {
    const made = await Promise.allSettled(Array.from({ length: 24 }, () => aWebhook()));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('shows a page at a time, to its own organization only', async () => {
    const { webhook } = await aWebhook();
    for (let count = 0; count < 3; count += 1)
      await replica.client.call(webhookTest, { webhookId: webhook.id }, person);
    const all = await deliveriesOf(webhook);
    const first = await replica.client.call(webhookDeliveryList, { webhookId: webhook.id, limit: 2 }, person);
    const after = first.next ?? undefined;
    const second = await replica.client.call(webhookDeliveryList, { webhookId: webhook.id, limit: 2, after }, person);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(second.next).toBeNull();
    const stranger = aPerson({ organizationId: 'org-else' });
    await expect(replica.client.call(webhookDeliveryList, { webhookId: webhook.id }, stranger)).rejects.toMatchObject({
      code: 'webhook.not_found',
    });
    await expect(
      replica.client.call(webhookDeliveryGet, { deliveryId: all[0]?.id as never }, stranger),
    ).rejects.toMatchObject({ code: 'webhook_delivery.not_found' });
  });

  it('keeps secrets out of the tables, the answers and the logs', async () => {
    const { webhook, secret } = await aWebhook();
    await anEvent();
    await waitUntil(() => expect(receiver.received).toHaveLength(1));
    const [row] = await replica.rows<{ row: string }>(
      `select w::text as row from webhook w where id = '${webhook.id}'`,
    );
    expect(row?.row).not.toContain(secret.slice(6));
    expect(JSON.stringify(await replica.client.call(webhookList, {}, person))).not.toContain(secret.slice(6));
    expect(logLines.join('')).toContain('Nest application successfully started');
    expect(logLines.join('')).not.toContain(secret.slice(6));
  });

  it('ends with its organization: no webhook, delivery, secret or key is left', async () => {
    const leaving = aPerson({ organizationId: 'org-leaving' });
    const { webhook } = await replica.client.call(webhookCreate, { url: receiver.url, eventTypes: [changed] }, leaving);
    await aWebhook();
    await replica.client.call(webhookTest, { webhookId: webhook.id }, leaving);
    const tables = ['data_key', 'webhook', 'webhook_delivery', 'webhook_attempt', 'outbox'];
    const counts = tables.map(
      (table) => `select count(*)::int as n from ${table} where organization_id = 'org-leaving'`,
    );
    const rows = async () => (await replica.rows<{ n: number }>(counts.join(' union all '))).map(({ n }) => n);
    await waitUntil(async () => expect((await rows()).slice(0, 4)).toEqual([1, 1, 1, 1]));
    const done = await replica.client.call(organizationWebhooksDelete, {}, leaving);
    expect(done).toMatchObject({ isDone: true });
    expect(await rows()).toEqual([0, 0, 0, 0, 0]);
    expect((await replica.client.call(webhookList, {}, person)).items).toHaveLength(1);
    await expect(replica.client.call(organizationWebhooksDelete, {}, leaving)).resolves.toMatchObject({
      deletedRows: 0,
    });
  });
});

describe('addresses that are not public', () => {
  let harness: Harness;
  let replica: Replica;

  beforeAll(async () => {
    harness = await Harness.create();
    replica = await harness.start({ allowPrivateAddresses: false });
  });

  afterAll(() => harness?.close());

  it.each([
    'http://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://10.0.0.1/',
    'https://a:b@example.com/',
  ])('refuses %s at once', async (url) => {
    await expect(replica.client.call(webhookCreate, { url, eventTypes: [changed] }, aPerson())).rejects.toMatchObject({
      code: 'webhook.address_refused',
    });
  });

  it('does not call a name that leads to one', async () => {
    const receiver = await WebhookReceiver.start();
    try {
      const url = receiver.url.replace('http://127.0.0.1', 'https://localhost');
      const { webhook } = await replica.client.call(webhookCreate, { url, eventTypes: [changed] }, aPerson());
      await replica.client.call(webhookTest, { webhookId: webhook.id }, aPerson());
      await waitUntil(async () => {
        const { items } = await replica.client.call(webhookDeliveryList, { webhookId: webhook.id }, aPerson());
        expect(items).toMatchObject([{ state: 'dead', lastProblem: { code: 'notifications.not_public' } }]);
      });
      expect(receiver.received).toHaveLength(0);
    } finally {
      receiver.close();
    }
  });
});

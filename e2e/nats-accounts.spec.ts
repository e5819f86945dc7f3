import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import * as contracts from '@koppel/contracts';
import { readFileSync } from 'node:fs';
import { accountsFile, natsAccounts } from '../tools/nats-accounts.ts';
import { flowOf } from './lib/koppel-client.js';
import {
  logOf,
  integrateSandboxes,
  liftExactLimits,
  startSandboxSystem,
  type SandboxSystem,
} from './lib/sandbox-system.js';

const { accessGet, connectionGet, eventCopy, streams } = contracts;

it('keeps the accounts file as the contracts have it (else: node tools/run.mjs nats-accounts)', () => {
  expect(readFileSync(accountsFile, 'utf8')).toBe(natsAccounts(contracts));
});

describe('NATS with a user per service', () => {
  let system: SandboxSystem;
  const connections: NatsConnection[] = [];

  beforeAll(async () => {
    system = await startSandboxSystem({ flowRunnerReplicas: 2, env: { SEED_ITEMS: '30' } });
    await liftExactLimits(system.exact);
  });

  afterAll(async () => {
    for (const connection of connections) await connection.close();
    await system?.stop();
  });

  async function connectAs(user: string): Promise<NatsConnection> {
    const pass = system.natsPasswords?.[user];
    const connection = await connect({ servers: system.natsUrl, user, pass, inboxPrefix: `_INBOX_${user}` });
    connections.push(connection);
    return connection;
  }

  const managerOf = async (user: string): Promise<JetStreamManager> =>
    jetstreamManager(await connectAs(user), { timeout: 20_000 });

  it('lets every flow run, and refuses no service what it needs', async () => {
    const { client } = system;
    const { integration } = await integrateSandboxes(system);
    for (const key of ['products', 'stock-levels', 'prices', 'orders'])
      await expect(client.runToEnd(flowOf(integration, key).id)).resolves.toMatchObject({ state: 'completed' });
    await client.call('deleteIntegration', { integrationId: integration.id });
    const refused = system.processes.names.filter((name) => /permissions violation/i.test(logOf(system, name)));
    expect(refused).toEqual([]);
  });

  it('lets nobody in without a password', async () => {
    await expect(connect({ servers: system.natsUrl, reconnect: false })).rejects.toThrow(/authorization/i);
    const wrong = { servers: system.natsUrl, user: 'gateway', pass: 'wrong', reconnect: false };
    await expect(connect(wrong)).rejects.toThrow(/authorization/i);
  });

  it.each([
    ['gateway', accessGet.subject],
    ['gateway', 'flows.v1.run.completed'],
    ['catalog', streams.work.subjects[0]],
    ['catalog', connectionGet.subject],
    ['settings', accessGet.subject],
    ['settings', 'flows.v1.run.completed'],
    ['connections', 'settings.v1.flow.changed'],
    ['flow-runner', 'connections.v1.connection.changed'],
    ['events', 'flows.v1.run.completed'],
    ['events', '$JS.API.STREAM.DELETE.KOPPEL_EVENTS'],
    ['events', '$JS.API.STREAM.UPDATE.KOPPEL_EVENTS'],
    ['events', `${eventCopy.originApi}.CONSUMER.CREATE.KOPPEL_EVENTS`],
    ['events', '$JS.FC.KOPPEL_EVENTS.x'],
    ['settings', `${eventCopy.api}.STREAM.DELETE.KOPPEL_EVENTS`],
    ['flow-runner', '$JS.API.STREAM.PURGE.KOPPEL_EVENTS'],
    ['connections', '$JS.API.CONSUMER.MSG.NEXT.KOPPEL_WORK.flow-runner'],
  ])('refuses %s to say %s', async (user, subject) => {
    const connection = await connectAs(user);
    await expect(connection.request(subject, '{}', { timeout: 2_000 })).rejects.toThrow(/permissions violation/i);
  });

  it.each([
    ['gateway', '_INBOX_connections.>'],
    ['flow-runner', '_INBOX_gateway.>'],
    ['settings', 'connections.v1.>'],
    ['catalog', '>'],
    ['connections', 'flows.v1.run.completed'],
    // Beside its replicas, where it would hear what another one answers.
    ['settings', 'settings.v1.flow.get'],
    ['events', accessGet.subject],
  ])('refuses %s to hear %s', async (user, subject) => {
    const connection = await connectAs(user);
    const refusal = new Promise<Error | null>((resolve) => {
      connection.subscribe(subject, { callback: (error) => resolve(error) });
    });
    await connection.flush();
    await expect(refusal).resolves.toMatchObject({ message: expect.stringMatching(/permissions violation/i) });
  });

  it('lets a reader of events follow them from the beginning, and only follow', async () => {
    const manager = await managerOf('events');
    const { state } = await manager.streams.info(streams.events.name);
    expect(state.messages).toBeGreaterThan(0);
    const follower = { durable_name: 'reporting', ack_policy: 'explicit' as const };
    await manager.consumers.add(streams.events.name, follower);
    const consumer = await manager.jetstream().consumers.get(streams.events.name, 'reporting');
    const message = await consumer.next({ expires: 5_000 });
    expect(contracts.eventTypes).toContain(message?.subject);
    await expect(message?.ackAck()).resolves.toBe(true);
    await expect(manager.streams.info(streams.work.name)).rejects.toThrow(/permissions violation/i);
    await expect(manager.consumers.delete(streams.events.name, 'reporting')).resolves.toBe(true);
  });

  describe('a reader of events who attacks', () => {
    const { name } = streams.events;
    const pull = async (reader: NatsConnection, reply: string) => {
      reader.publish(`$JS.API.CONSUMER.MSG.NEXT.${name}.reporting`, JSON.stringify({ batch: 5 }), { reply });
      await reader.flush();
    };

    /** How far the durable consumer of the webhooks is, as the service that owns it sees it. */
    async function webhooks() {
      const { config, created, ack_floor } = await (await managerOf('notifications')).consumers.info(name, 'webhooks');
      return { config, created, acked: ack_floor.stream_seq };
    }

    async function heardByGateway(subject: string, attack: () => Promise<void>): Promise<number> {
      const owner = await connectAs('gateway');
      let heard = 0;
      owner.subscribe(subject, { callback: () => void (heard += 1) });
      await owner.flush();
      await attack();
      await owner.flush();
      return heard;
    }

    it('cannot see, delete, pause, pull from or acknowledge the consumer of the webhooks', async () => {
      const before = await webhooks();
      const manager = await managerOf('events');
      const reader = await connectAs('events');
      await expect(manager.consumers.info(name, 'webhooks')).rejects.toThrow(/not found/i);
      await expect(manager.consumers.delete(name, 'webhooks')).rejects.toThrow(/not found/i);
      const paused = reader.request(`$JS.API.CONSUMER.PAUSE.${name}.webhooks`, '{}', { timeout: 20_000 });
      await expect(paused).rejects.toThrow(/permissions violation/i);
      const next = reader.request(`$JS.API.CONSUMER.MSG.NEXT.${name}.webhooks`, '{}', { timeout: 1_000 });
      await expect(next).rejects.toThrow(/no responders|timeout/i);
      reader.publish(`$JS.ACK.${name}.webhooks.1.${before.acked + 1}.1.1.0`, '+ACK');
      await reader.flush();
      expect(await webhooks()).toMatchObject({ config: before.config, created: before.created });
    });

    it('makes another consumer when it takes the name of that of the webhooks', async () => {
      const before = await webhooks();
      const manager = await managerOf('events');
      const config = { durable_name: 'webhooks', ack_policy: 'explicit', filter_subject: 'settings.v1.flow.changed' };
      await manager.consumers.add(name, config as never);
      expect(await webhooks()).toMatchObject({ config: before.config, created: before.created });
      await manager.consumers.delete(name, 'webhooks');
      expect(await webhooks()).toMatchObject({ created: before.created });
    });

    it.each([streams.work.subjects[0], 'connections.v1.connection.changed'])(
      'has nothing delivered into %s',
      async (subject) => {
        const manager = await managerOf('events');
        const reader = await connectAs('events');
        const work = async () =>
          (await (await managerOf('flow-runner')).streams.info(streams.work.name)).state.last_seq;
        const before = await work();
        await manager.consumers.add(name, { durable_name: 'reporting', ack_policy: 'explicit' as const });
        const attack = async () => {
          const push = { durable_name: 'pushing', deliver_subject: subject, ack_policy: 'none' as const };
          await manager.consumers.add(name, push);
          await pull(reader, subject);
          // Once the same has come to the reader itself, what was pushed and pulled has gone where it goes.
          const inbox = '_INBOX_events.marker';
          const marker = reader.subscribe(inbox, { max: 1 });
          await pull(reader, inbox);
          for await (const message of marker) expect(message.data.length).toBeGreaterThan(0);
          await manager.consumers.delete(name, 'pushing');
          await manager.consumers.delete(name, 'reporting');
        };
        expect(await heardByGateway('connections.v1.connection.changed', attack)).toBe(0);
        expect(await work()).toBe(before);
      },
    );
  });
});

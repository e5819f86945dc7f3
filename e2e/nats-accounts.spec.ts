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

const { accessGet, connectionGet, streams } = contracts;

it('keeps the accounts file as the contracts have it (else: node tools/run.mjs nats-accounts)', () => {
  expect(readFileSync(accountsFile, 'utf8')).toBe(natsAccounts(contracts));
});

describe('NATS with a user per service', () => {
  let system: SandboxSystem;
  const connections: NatsConnection[] = [];

  beforeAll(async () => {
    system = await startSandboxSystem({ flowRunnerReplicas: 2, env: { SEED_ITEMS: '30' } });
    await liftExactLimits(system.exact);
  }, 120_000);

  afterAll(async () => {
    for (const connection of connections) await connection.close();
    await system?.stop();
  }, 60_000);

  async function connectAs(user: string): Promise<NatsConnection> {
    const pass = system.natsPasswords?.[user];
    const connection = await connect({ servers: system.natsUrl, user, pass, inboxPrefix: `_INBOX_${user}` });
    connections.push(connection);
    return connection;
  }

  const managerOf = async (user: string): Promise<JetStreamManager> =>
    jetstreamManager(await connectAs(user), { timeout: 2_000 });

  it('lets every flow run, and refuses no service what it needs', async () => {
    const { client } = system;
    const { integration } = await integrateSandboxes(system);
    for (const key of ['products', 'stock-levels', 'prices', 'orders'])
      await expect(client.runToEnd(flowOf(integration, key).id)).resolves.toMatchObject({ state: 'completed' });
    await client.call('deleteIntegration', { integrationId: integration.id });
    const refused = system.processes.names.filter((name) => /permissions violation/i.test(logOf(system, name)));
    expect(refused).toEqual([]);
  }, 180_000);

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
  });
});

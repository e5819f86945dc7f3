import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { streams, type KoppelEvent } from '@koppel/contracts';
import { tradingDays } from '@koppel/online-retail';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/state.ts';
import { query } from '../lib/database.js';
import { expectEachOrderOnce } from '../lib/each-order-once.js';
import { flowOf } from '../lib/koppel-client.js';
import {
  doubled,
  exactAccounts,
  integrateSandboxes,
  liftExactLimits,
  salesOrders,
  startSandboxSystem,
  type SandboxSystem,
} from '../lib/sandbox-system.js';
import { startOwnNats, startPostgresWithTools } from '../lib/stores.js';
import { waitUntil } from '../../tools/wait-until.ts';

const services = ['gateway', 'flow-runner', 'settings', 'connections', 'catalog'];
const env = { RUN_LEASE_MS: '3000', RUN_SWEEP_MS: '250', RUN_PAGE_SIZE: '40' };

async function startOrdersFlow(system: SandboxSystem) {
  await liftExactLimits(system.exact);
  const { integration } = await integrateSandboxes(system);
  const orders = flowOf(integration, 'orders');
  await system.client.configure(orders, {
    ordersFrom: 'all',
    orderStatuses: ['completed', 'refunded'],
    missingArticle: 'hold',
  });
  return { integration, orders };
}

const placeOrders = ({ shop }: SandboxSystem, from: number, to: number) =>
  shop.post('/load-orders', { days: tradingDays().slice(from, to), options: { modifiedAt: 'now' } });

describe('a backup of Postgres', () => {
  let postgres: Awaited<ReturnType<typeof startPostgresWithTools>>;
  let system: SandboxSystem;

  beforeAll(async () => {
    postgres = await startPostgresWithTools();
    system = await startSandboxSystem({ env: { ...env, DATABASE_URL: postgres.url } });
  });

  afterAll(async () => {
    await system?.stop();
    await postgres?.stop();
  });

  /** Runs a script of the compose set, as its container would. */
  function run(script: 'backup.sh' | 'restore.sh', ...args: string[]) {
    const { hostname, port, username, password } = new URL(postgres.url);
    const variables = {
      ...{ PATH: `${postgres.bin}:${process.env['PATH']}`, BACKUP_FOLDER: join(postgres.folder, 'backups') },
      ...{ PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password, PGDATABASE: 'koppel' },
    };
    const file = join(repositoryRoot, 'deploy', 'compose', 'backup', script);
    const { status, stdout, stderr } = spawnSync('sh', [file, ...args], { env: variables, encoding: 'utf8' });
    return { isDone: status === 0, said: `${stdout}${stderr}`.trim() };
  }

  async function loseDatabase(): Promise<void> {
    const databaseUrl = postgres.url.replace(/koppel$/, 'postgres');
    await query({ databaseUrl }, 'drop database koppel with (force)');
    await query({ databaseUrl }, 'create database koppel');
  }

  it('taken in the middle of a run and put back later, leads to no order twice and none lost', async () => {
    const { client, exact, processes } = system;
    const { orders } = await startOrdersFlow(system);
    await placeOrders(system, 0, 1);
    await expect(client.runToEnd(orders.id)).resolves.toMatchObject({ state: 'completed' });

    await placeOrders(system, 1, 2);
    await exact.post('/latency', { ms: 25 });
    const before = (await salesOrders(system)).length;
    const interrupted = await client.startRun(orders.id);
    await waitUntil(async () => (await salesOrders(system)).length >= before + 10, {
      what: 'orders of the second day arrive',
    });
    const backup = run('backup.sh');
    expect(backup).toMatchObject({ isDone: true, said: expect.stringMatching(/^koppel-\d{8}T\d{6}Z$/) });
    const booked = (await salesOrders(system)).length;
    await client.waitUntilEnded(interrupted.id);
    await exact.post('/latency', { ms: 0 });
    await placeOrders(system, 2, 3);
    await client.runToEnd(orders.id);
    expect((await salesOrders(system)).length).toBeGreaterThan(booked);

    expect(run('restore.sh', backup.said)).toMatchObject({ isDone: false, said: expect.stringContaining('empty one') });
    for (const name of services) await processes.halt(name);
    await loseDatabase();
    expect(run('restore.sh', backup.said)).toEqual({ isDone: true, said: expect.stringContaining('is restored.') });
    for (const name of services.toReversed()) await processes.restart(name);

    // The run that the backup caught goes on; what was delivered after the backup is known again.
    await expect(client.waitUntilEnded(interrupted.id)).resolves.toMatchObject({ state: 'completed' });
    await expect(client.runToEnd(orders.id, { fromStart: true })).resolves.toMatchObject({ counts: { created: 0 } });
    await expectEachOrderOnce(system, { flowId: orders.id, days: tradingDays().slice(0, 3) });
    expect(doubled((await exactAccounts(system)).flatMap(({ Email }) => (Email ? [Email] : [])))).toEqual([]);
  });
});

describe('when JetStream has lost its data', () => {
  let nats: Awaited<ReturnType<typeof startOwnNats>>;
  let system: SandboxSystem;

  beforeAll(async () => {
    nats = await startOwnNats();
    system = await startSandboxSystem({ env: { ...env, NATS_URL: nats.url, MAX_CONCURRENT_RUNS: '1' } });
  });

  afterAll(async () => {
    await system?.stop();
    await nats?.stop();
  });

  /** Ids of all events that the stream holds; none while there is no stream. */
  async function eventsInStream(): Promise<Set<string>> {
    const connection = await connect({ servers: nats.url });
    try {
      const manager = await jetstreamManager(connection);
      const { state } = await manager.streams.info(streams.events.name);
      const ids = new Set<string>();
      for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
        const message = await manager.streams.getMessage(streams.events.name, { seq });
        if (message) ids.add(message.json<KoppelEvent>().id);
      }
      return ids;
    } catch {
      return new Set();
    } finally {
      await connection.close();
    }
  }

  it('makes streams, consumer and events anew from Postgres, and goes on with what was queued', async () => {
    const { client, exact } = system;
    const { integration, orders } = await startOrdersFlow(system);
    await placeOrders(system, 0, 2);
    await exact.post('/latency', { ms: 25 });
    const runs = [await client.startRun(orders.id)];
    for (const key of ['products', 'prices']) runs.push(await client.startRun(flowOf(integration, key).id));
    await waitUntil(async () => (await salesOrders(system)).length >= 10, { what: 'the first orders arrive' });
    const published = await eventsInStream();
    expect(published.size).toBeGreaterThan(0);
    const queued = await query(system, `select id from flow_runner.run where state = 'queued'`);
    expect(queued.length).toBeGreaterThan(0);

    await nats.restartEmpty();
    expect(await eventsInStream()).not.toEqual(published);
    await exact.post('/latency', { ms: 0 });
    for (const { id } of runs) await expect(client.waitUntilEnded(id)).resolves.toMatchObject({ state: 'completed' });

    await waitUntil(
      async () => {
        const now = await eventsInStream();
        return [...published].every((id) => now.has(id));
      },
      { what: 'the events from before are in the new stream' },
    );
    const stored = await query<{ id: string }>(
      system,
      `select id from flow_runner.outbox where subject <> 'work.v1.run' union all
       select id from settings.outbox union all select id from connections.outbox`,
    );
    const inStream = await eventsInStream();
    expect(stored.filter(({ id }) => !inStream.has(id))).toEqual([]);
    const connection = await connect({ servers: nats.url });
    const { config } = await (await jetstreamManager(connection)).consumers.info(streams.work.name, 'flow-runner');
    await connection.close();
    expect(config).toMatchObject({ durable_name: 'flow-runner', max_deliver: 5 });
    await expectEachOrderOnce(system, { flowId: orders.id, days: tradingDays().slice(0, 2) });
  });
});

import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { streams } from '@koppel/contracts';
import { createTestDatabase, type TestDatabase } from '@koppel/service-kit/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeEventsEnvironment } from '../../tools/start.ts';
import { repositoryRoot } from '../../tools/state.ts';
import { query } from '../lib/database.js';
import { flowOf } from '../lib/koppel-client.js';
import { integrateSandboxes, startLightSystem, type SandboxSystem } from '../lib/sandbox-system.js';
import { waitUntil } from '../../tools/wait-until.ts';

const main = join(repositoryRoot, 'examples/delivery-board/dist/main.js');
const kills = 5;
const perBurst = 200;
const keys = 25;

interface Row {
  target_key: string;
  deliveries: number;
  last_outcome: string;
}

describe('the delivery board, killed again and again', () => {
  let database: TestDatabase;
  let nats: NatsConnection;
  let running: ChildProcess | undefined;
  const flowId = randomUUID();
  const expected = new Map<string, Omit<Row, 'target_key'>>();

  beforeAll(async () => {
    database = await createTestDatabase();
    nats = await connect({ servers: process.env['NATS_URL'] ?? '' });
    const manager = await jetstreamManager(nats);
    const { name, subjects } = streams.events;
    await manager.streams.info(name).catch(() => manager.streams.add({ name, subjects: [...subjects] }));
  });

  afterAll(async () => {
    running?.kill('SIGKILL');
    await nats?.drain();
    await database?.drop();
  });

  const environment = () => ({ ...process.env, DATABASE_URL: database.url, PORT: '0' });

  function start(): ChildProcess {
    running = spawn(process.execPath, [main], { env: environment(), stdio: 'inherit' });
    return running;
  }

  /** One event of two records; every second key is updated again and again. */
  async function deliver(index: number): Promise<void> {
    const type = 'flows.v1.records.delivered';
    const records = [index % keys, (index * 7 + 1) % keys].map((key) => {
      const targetKey = `target-${key}`;
      const outcome = expected.has(targetKey) ? 'updated' : 'created';
      expected.set(targetKey, { deliveries: (expected.get(targetKey)?.deliveries ?? 0) + 1, last_outcome: outcome });
      return { outcome, sourceKey: `source-${key}`, naturalKey: `SKU-${key}`, targetKey };
    });
    const data = { runId: randomUUID(), flowId, integrationId: randomUUID(), entity: 'product', records };
    const head = { specversion: '1.0', id: randomUUID(), source: 'koppel/flow-runner', type, subject: flowId };
    const rest = { time: new Date().toISOString(), datacontenttype: 'application/json', organizationid: 'org-1', data };
    const text = JSON.stringify({ ...head, ...rest });
    await jetstream(nats).publish(type, text);
    // As after a crash of whoever sends: the same event once more.
    if (index % 5 === 0) await jetstream(nats).publish(type, text);
  }

  async function deliverBurst(burst: number): Promise<void> {
    for (let index = 0; index < perBurst; index += 1) await deliver(burst * perBurst + index);
  }

  async function board(): Promise<Row[]> {
    return query<Row>(
      { databaseUrl: database.url },
      `select target_key, deliveries, last_outcome from delivered_record where flow_id = '${flowId}' order by target_key`,
    );
  }

  const asExpected = () =>
    [...expected]
      .map(([target_key, row]) => ({ target_key, ...row }))
      .sort((a, b) => (a.target_key < b.target_key ? -1 : 1));

  const sumOf = (rows: { deliveries: number }[]) => rows.reduce((total, { deliveries }) => total + deliveries, 0);

  async function waitUntilComplete(): Promise<void> {
    await waitUntil(async () => sumOf(await board()) >= sumOf(asExpected()), {
      what: 'every delivery is on the board',
    });
    expect(await board()).toEqual(asExpected());
  }

  /** How many deliveries it has counted; none before it has made its table. */
  const countedSoFar = () => board().then(sumOf, () => 0);

  it('counts each delivery once, though it is killed again and again', async () => {
    for (let burst = 0; burst < kills; burst += 1) {
      const before = await countedSoFar();
      const process = start();
      const delivering = deliverBurst(burst);
      await waitUntil(async () => (await countedSoFar()) > before, { what: 'the board is at work' });
      process.kill('SIGKILL');
      await once(process, 'exit');
      await delivering;
    }
    start();
    // What the killed ones held is handed out again once their time is over.
    await waitUntilComplete();
  });

  it('makes the same board again from the beginning', async () => {
    running?.kill('SIGTERM');
    if (running) await once(running, 'exit');
    const replay = spawn(process.execPath, [main, 'replay', 'beginning'], { env: environment(), stdio: 'inherit' });
    expect(await once(replay, 'exit')).toEqual([0, null]);
    expect(await board()).toEqual([]);
    start();
    await waitUntilComplete();
  });
});

describe('the delivery board beside a whole Koppel', () => {
  let system: SandboxSystem;
  let board: ChildProcess;
  let databaseUrl: string;

  /** As its README says for a local Koppel: a shell reads the file that `npm start` writes. */
  beforeAll(async () => {
    system = await startLightSystem();
    const file = await writeEventsEnvironment({ stateDir: system.stateDir, env: {} }, system);
    if (file === undefined) throw new Error('the system has neither Postgres nor NATS of its own');
    databaseUrl = /^DATABASE_URL='(.*)'$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    const texts = ['set -a; . "$0"; set +a; exec "$1" "$2"', file, process.execPath, main];
    board = spawn('sh', ['-c', ...texts], { env: { PATH: process.env['PATH'], PORT: '0' }, stdio: 'inherit' });
  });

  afterAll(async () => {
    board?.kill('SIGKILL');
    await system?.stop();
  });

  it('logs in to a database of its own, and to nothing of Koppel', async () => {
    const koppel = new URL(databaseUrl);
    koppel.pathname = new URL(system.databaseUrl).pathname;
    const rights = await query(
      { databaseUrl: koppel.href },
      `
      select (select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) as rules,
        (select count(*)::int from pg_namespace where nspname in ('gateway', 'connections', 'settings', 'flow_runner')
          and has_schema_privilege(oid, 'usage')) as schemas`,
    );
    expect(rights).toEqual([{ rules: false, schemas: 0 }]);
  });

  it('knows what a run delivered, by a user that may read events and nothing else', async () => {
    await system.exact.post('/consent', { consent: 'allow' });
    const { integration } = await integrateSandboxes(system);
    const { counts } = await system.client.runToEnd(flowOf(integration, 'products').id);
    expect(counts.created).toBeGreaterThan(10);
    const delivered = () => query<{ target_key: string }>({ databaseUrl }, 'select target_key from delivered_record');
    await waitUntil(async () => (await delivered()).length >= counts.created, {
      what: 'every product is on the board',
    });
    const products = await system.shop.get<{ id: number }[]>('/records/products');
    const known = products.map(({ id }) => String(id));
    expect((await delivered()).map((row) => row.target_key).filter((key) => !known.includes(key))).toEqual([]);
    expect(await delivered()).toHaveLength(counts.created);
  });
});

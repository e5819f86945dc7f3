import { runGet, streams } from '@koppel/contracts';
import { awaitSchema, migrate, Nats } from '@koppel/service-kit';
import { createTestDatabase, type TestDatabase } from '@koppel/service-kit/testing';
import pg from 'pg';
import { storage } from '../src/app.module.js';
import { aFlow } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

describe('runs_to_work_on', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase(storage);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`select set_config('search_path', 'flow_runner', false)`);
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  async function addRun(state: string, resumesAt: string | null = null): Promise<void> {
    await client.query(
      `insert into run (id, organization_id, flow_id, integration_id, entity, flow_title, kind, trigger, state, flow, resumes_at)
       values (gen_random_uuid(), 'one', gen_random_uuid(), gen_random_uuid(), 'product', 'Products', 'sync', 'manual', $1, '{}',
         now() + $2::interval)`,
      [state, resumesAt],
    );
  }

  it('counts what a worker is needed for, over all organizations, for the scaler alone', async () => {
    for (const state of ['queued', 'running', 'completed', 'failed', 'cancelled']) await addRun(state);
    await addRun('waiting', '10 seconds');
    await addRun('waiting', '1 hour');
    await client.query('begin');
    await client.query('set local role koppel_scaler');
    const { rows } = await client.query<{ count: string }>('select flow_runner.runs_to_work_on() as count');
    expect(rows).toEqual([{ count: '3' }]);
    await expect(client.query('select id from flow_runner.run')).rejects.toThrow(/permission denied/);
    await client.query('rollback');
  });
});

describe('awaitSchema', () => {
  it('waits until somebody else has migrated, and names what is missing when it gives up', async () => {
    const database = await createTestDatabase();
    const options = { ...storage, url: database.url };
    await expect(awaitSchema(options, { timeoutMs: 1 })).rejects.toThrow(/Baseline1796200000000/);
    const waiting = awaitSchema(options, { timeoutMs: 20_000 });
    await migrate(options);
    await expect(waiting).resolves.toMatchObject({ schema: 'flow_runner' });
    await database.drop();
  });
});

describe('a flow-runner without places', () => {
  let harness: Harness;

  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness?.stop());

  it('answers and queues, and leaves the work to those that come for it', async () => {
    const world = new FakeWorld();
    world.addRecords(5);
    const answering = await harness.runner(world, { MAX_CONCURRENT_RUNS: '0' });
    const run = await harness.startRun(aFlow());
    const manager = await answering.get(Nats).jetstreamManager();
    await waitUntil(async () => (await manager.consumers.info(streams.work.name, 'flow-runner')).num_pending === 1);
    await expect(harness.call(runGet, { runId: run.id })).resolves.toMatchObject({ state: 'queued' });
    await harness.runner(world);
    await expect(harness.ended(run)).resolves.toMatchObject({ state: 'completed', counts: { created: 5 } });
  });
});

import { issueList, recordLinkList, recordUnlink, runGet } from '@koppel/contracts';
import { aFlow, aRemoval, others } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';
import { Nats } from '@koppel/service-kit';
import type { NestExpressApplication } from '@nestjs/platform-express';

describe('what a removed flow left behind', () => {
  let harness: Harness;
  let runner: NestExpressApplication;
  const world = new FakeWorld();
  const tables = [
    'record_attempt',
    'run_log',
    'issue',
    'record_link',
    'record_action',
    'record_request',
    'flow_cursor',
    'removed_flow',
  ] as const;

  beforeAll(async () => {
    harness = await Harness.start();
    runner = await harness.runner(world, { RECORD_CLEAN_MS: '100' });
    world.addRecords(1_100);
    world.change('id-0003', '');
    world.pageSize = 500;
  });
  afterAll(() => harness?.stop());

  async function countsOf(flowId: string): Promise<Record<string, number>> {
    const ofFlow = (table: string) =>
      table === 'run_log' ? 'run_id in (select id from run where flow_id = $1)' : 'flow_id = $1';
    const rows = await harness.query<{ name: string; count: number }>(
      tables
        .map((table) => `select '${table}' as name, count(*)::int as count from ${table} where ${ofFlow(table)}`)
        .join(' union all '),
      [flowId],
    );
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }
  const nothing = Object.fromEntries(tables.map((table) => [table, 0]));
  const ageRemoval = (flowId: string) =>
    harness.query(`update removed_flow set removed_at = now() - interval '91 days' where flow_id = $1`, [flowId]);
  async function tellRemoved(flow: ReturnType<typeof aFlow>): Promise<void> {
    const connection = await runner.get(Nats).connection();
    connection.publish('settings.v1.flow.changed', aRemoval(flow));
    await waitUntil(async () => (await countsOf(flow.id))['removed_flow'] === 1);
  }

  it('stays for a while, and is then forgotten but for its runs', async () => {
    const [flow, other] = [aFlow(), aFlow()];
    const run = await harness.run(flow);
    await harness.run(other);
    const before = await countsOf(other.id);
    expect(before).toMatchObject({ record_attempt: 1_100, issue: 1, record_link: 1_099, flow_cursor: 1 });
    const { items } = await harness.call(recordLinkList, { flowId: flow.id, limit: 1 });
    for (const { flowId, entity, sourceKey } of items) await harness.call(recordUnlink, { flowId, entity, sourceKey });
    await tellRemoved(flow);
    others.flows.delete(flow.id);
    const kept = { record_attempt: 1_100, record_link: 1_098, record_action: 1, record_request: 1, issue: 1 };
    expect(await countsOf(flow.id)).toMatchObject(kept);
    await ageRemoval(flow.id);
    await waitUntil(async () => (await countsOf(flow.id))['removed_flow'] === 0);
    expect(await countsOf(flow.id)).toEqual(nothing);
    expect(await countsOf(other.id)).toEqual(before);
    await expect(harness.call(runGet, { runId: run.id })).resolves.toMatchObject({ state: 'completed' });
    expect((await harness.call(issueList, { flowId: flow.id })).items).toEqual([]);
  });

  it('is kept where the flow is there after all', async () => {
    const flow = aFlow();
    await harness.run(flow);
    const before = await countsOf(flow.id);
    await tellRemoved(flow);
    await ageRemoval(flow.id);
    await waitUntil(async () => (await countsOf(flow.id))['removed_flow'] === 0);
    expect(await countsOf(flow.id)).toEqual(before);
  });

  it('is found also when nobody told of the removal', async () => {
    const flow = aFlow();
    await harness.run(flow);
    others.flows.delete(flow.id);
    await harness.query(`update flow_cursor set updated_at = now() - interval '91 days' where flow_id = $1`, [flow.id]);
    await waitUntil(async () => (await countsOf(flow.id))['removed_flow'] === 1);
    expect(await countsOf(flow.id)).toMatchObject({ record_attempt: 1_100, flow_cursor: 1 });
    await ageRemoval(flow.id);
    await waitUntil(async () => (await countsOf(flow.id))['removed_flow'] === 0);
    expect(await countsOf(flow.id)).toEqual(nothing);
  });
});

import { flowHookGet, runList } from '@koppel/contracts';
import { Nats } from '@koppel/service-kit';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { aFlow, aRemoval, others } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

describe('runs that nobody asks for', () => {
  let harness: Harness;
  let first: NestExpressApplication;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    first = await harness.runner(world);
    await harness.runner(world);
    world.addRecords(5);
  });
  afterAll(() => harness?.stop());

  /** Makes the planned time of a flow pass: what was due before has been fired by then. */
  async function fireLaterSchedule(): Promise<void> {
    const later = aFlow({ schedule: { cron: '0 4 * * *', timeZone: 'Europe/Amsterdam' } });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [later.id])).length > 0,
    );
    await harness.query('update schedule set next_at = now() where flow_id = $1', [later.id]);
    await waitUntil(async () => (await harness.query('select 1 from run where flow_id = $1', [later.id])).length > 0);
    others.flows.delete(later.id);
  }

  it('fires a planned time once over two replicas', async () => {
    const flow = aFlow({ schedule: { cron: '0 4 * * *', timeZone: 'Europe/Amsterdam' } });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [flow.id])).length === 1,
    );
    const [planned] = await harness.query<{ hour: number }>(
      `select extract(hour from next_at at time zone 'Europe/Amsterdam')::int as hour from schedule where flow_id = $1`,
      [flow.id],
    );
    expect(planned?.hour).toBe(4);
    await harness.query(`update schedule set next_at = now() - interval '1 minute' where flow_id = $1`, [flow.id]);
    await waitUntil(async () => (await harness.query('select 1 from run where flow_id = $1', [flow.id])).length > 0);
    await fireLaterSchedule();
    const runs = await harness.call(runList, { flowId: flow.id });
    expect(runs.items).toMatchObject([{ trigger: 'schedule' }]);
    const [next] = await harness.query<{ is_later: boolean }>(
      'select next_at > now() as is_later from schedule where flow_id = $1',
      [flow.id],
    );
    expect(next?.is_later).toBe(true);
    others.flows.set(flow.id, { ...flow, schedule: null });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [flow.id])).length === 0,
    );
  });

  it('runs once for all planned times that passed while nothing ran, and leaves out those that pass during a run', async () => {
    const flow = aFlow({ schedule: { cron: '0 * * * *', timeZone: 'Europe/Amsterdam' } });
    const hasPlan = async () =>
      (await harness.query('select 1 from schedule where flow_id = $1 and next_at > now()', [flow.id])).length === 1;
    await waitUntil(hasPlan);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.addRecords(1);
    world.beforeWrite = async () => {
      await gate;
      return undefined;
    };
    await harness.query(`update schedule set next_at = now() - interval '3 days' where flow_id = $1`, [flow.id]);
    const isRunning = async () =>
      (await harness.call(runList, { flowId: flow.id, state: 'running' })).items.length === 1;
    await waitUntil(isRunning);
    await waitUntil(hasPlan);
    await harness.query('update schedule set next_at = now() where flow_id = $1', [flow.id]);
    await waitUntil(hasPlan);
    await expect(harness.startRun(flow)).rejects.toMatchObject({ code: 'run.already_active' });
    release();
    await waitUntil(
      async () => (await harness.call(runList, { flowId: flow.id, state: 'completed' })).items.length === 1,
    );
    await fireLaterSchedule();
    expect((await harness.call(runList, { flowId: flow.id })).items).toMatchObject([{ trigger: 'schedule' }]);
    others.flows.delete(flow.id);
  });

  it('runs a flow when its hook is called, and once more for calls during the run', async () => {
    const flow = aFlow();
    const { url, webhooks } = await harness.call(flowHookGet, { flowId: flow.id });
    expect(webhooks).toMatchObject({ state: 'missing', reason: { code: 'flows.hook_no_public_address' } });
    const { port } = first.getHttpServer().address() as { port: number };
    const call = (path: string, body?: string) => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body });
    const path = new URL(url).pathname;
    expect((await call(`${path}x`, '{}')).status).toBe(404);
    expect((await call(path.replace(flow.id, aFlow().id), '{}')).status).toBe(404);
    expect((await call(path)).status).toBe(200);
    const later = aFlow();
    const laterPath = new URL((await harness.call(flowHookGet, { flowId: later.id })).url).pathname;
    const hasEnded = (count: number) => async () =>
      (await harness.call(runList, { flowId: later.id, state: 'completed' })).items.length === count;
    await call(laterPath, '{}');
    await waitUntil(hasEnded(1));
    expect((await harness.call(runList, { flowId: flow.id })).items).toEqual([]);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeWrite = async () => {
      await gate;
      return undefined;
    };
    expect((await call(path, '{"changed":true}')).status).toBe(200);
    await waitUntil(
      async () => (await harness.call(runList, { flowId: flow.id, state: 'running' })).items.length === 1,
    );
    const calls = await Promise.all(Array.from({ length: 8 }, () => call(path, '{}')));
    expect(calls.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    release();
    await waitUntil(
      async () => (await harness.call(runList, { flowId: flow.id, state: 'completed' })).items.length === 2,
    );
    await call(laterPath, '{}');
    await waitUntil(hasEnded(2));
    const runs = await harness.call(runList, { flowId: flow.id });
    expect(runs.items.map(({ trigger }) => trigger)).toEqual(['webhook', 'webhook']);
  });

  it('does not start a flow whose connection needs attention, or that is switched off', async () => {
    const broken = aFlow();
    others.states.set(broken.targetConnectionId, 'needs_attention');
    await expect(harness.startRun(broken)).rejects.toMatchObject({
      code: 'connection.needs_attention',
      reason: { code: 'connections.access_ended' },
    });
    others.states.clear();
    const off = aFlow({ isEnabled: false });
    await harness.query(`insert into run_request (flow_id, organization_id) values ($1, 'org-1')`, [off.id]);
    await waitUntil(
      async () => (await harness.query('select 1 from run_request where flow_id = $1', [off.id])).length === 0,
    );
    expect((await harness.call(runList, { flowId: off.id })).items).toEqual([]);
  });

  it('cancels the run of a flow that is removed', async () => {
    const flow = aFlow();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.addRecords(1);
    world.beforeWrite = async () => {
      await gate;
      return undefined;
    };
    const run = await harness.startRun(flow);
    await waitUntil(
      async () => (await harness.call(runList, { flowId: flow.id, state: 'running' })).items.length === 1,
    );
    const nats = await first.get(Nats).connection();
    nats.publish('settings.v1.flow.changed', aRemoval(flow));
    await waitUntil(
      async () =>
        (await harness.query('select 1 from run where id = $1 and is_cancel_requested', [run.id])).length === 1,
    );
    release();
    await expect(harness.ended(run)).resolves.toMatchObject({ state: 'cancelled' });
  });
});

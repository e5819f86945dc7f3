import { flowConditionList, type Flow, type FlowCondition } from '@koppel/contracts';
import { aFlow } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

const stranger = { organizationId: 'org-2' as never, actor: { kind: 'service' as const, name: 'notifications' } };

describe('what is wrong with flows', () => {
  let harness: Harness;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    // What is overdue stays overdue.
    await harness.runner(world, { SCHEDULE_TICK_MS: '3600000' });
    world.addRecords(2);
  });
  afterAll(() => harness?.stop());

  const of = async ({ id }: Flow): Promise<FlowCondition[]> =>
    (await harness.call(flowConditionList, {})).items.filter(({ flowId }) => flowId === id);

  /** A flow with a schedule that ran once. */
  async function aScheduledFlow(): Promise<Flow> {
    const flow = aFlow({ schedule: { cron: '0 4 * * *', timeZone: 'Europe/Amsterdam' } });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [flow.id])).length === 1,
    );
    await harness.run(flow);
    return flow;
  }

  /** One that ran once, and then failed so many minutes ago, the newest first. */
  async function aFlowThatFailed(...minutesAgo: number[]): Promise<Flow> {
    const flow = await aScheduledFlow();
    await harness.query(`update run set queued_at = now() - interval '5 hours' where flow_id = $1`, [flow.id]);
    await harness.query(
      `insert into run (id, organization_id, flow_id, integration_id, entity, flow_title, kind, trigger, state, flow, queued_at, ended_at)
       select gen_random_uuid(), organization_id, flow_id, integration_id, entity, flow_title, 'sync', 'schedule', 'failed', flow, at, at
       from run, lateral (select now() - make_interval(mins => ago) as at from unnest($2::int[]) as ago) as failed where flow_id = $1`,
      [flow.id, minutesAgo],
    );
    return flow;
  }

  it('is a flow that failed three times in a row, or for an hour', async () => {
    const { sourceConnectionId, targetConnectionId, ...flow } = await aFlowThatFailed(1, 2, 3, 4);
    const [failing, ...others] = await of({ ...flow, sourceConnectionId, targetConnectionId });
    expect(others).toEqual([]);
    expect(failing).toMatchObject({
      ...{ kind: 'flow_failing', objectId: flow.id, count: 4 },
      connectionIds: [sourceConnectionId, targetConnectionId],
    });
    // Of the three newest the oldest.
    expect(Date.parse(failing?.evidentFrom ?? '') - Date.parse(failing?.since ?? '')).toBe(60_000);
    expect(await of(await aFlowThatFailed(1, 2))).toEqual([]);
    expect(await of(await aFlowThatFailed(61))).toMatchObject([{ kind: 'flow_failing', count: 1 }]);
    expect((await harness.call(flowConditionList, {}, stranger)).items).toEqual([]);
  });

  it('is over once a run is completed', async () => {
    const flow = await aFlowThatFailed(1, 2, 3);
    expect(await of(flow)).toHaveLength(1);
    await harness.run(flow);
    expect(await of(flow)).toEqual([]);
  });

  it('is a cause with issues that wait for a person, until none is left', async () => {
    const flow = aFlow();
    await harness.run(flow);
    const issues = (state: string) =>
      harness.query(
        `insert into issue (id, organization_id, flow_id, integration_id, run_id, entity, source_key, natural_key, failure_class, state, reason, payload, cause_id)
         select gen_random_uuid(), organization_id, flow_id, integration_id, id, entity, $2 || number, 'SKU', 'value', $2, '{}', '{}', $2 || flow_id
         from run, generate_series(1, 3) as number where flow_id = $1`,
        [flow.id, state],
      );
    await issues('held');
    expect(await of(flow)).toEqual([]);
    await issues('open');
    expect(await of(flow)).toMatchObject([{ kind: 'issues_open', objectId: `open${flow.id}`, count: 3 }]);
    await harness.query(`update issue set state = 'skipped' where flow_id = $1`, [flow.id]);
    expect(await of(flow)).toEqual([]);
  });

  describe('is silence', () => {
    const change = (flow: Flow, values: string, where = 'true') =>
      harness.query(`update run set ${values} where flow_id = $1 and ${where}`, [flow.id]);
    const moveBack = (flow: Flow, by: string) =>
      change(
        flow,
        ['queued_at', 'started_at', 'progressed_at', 'ended_at'].map((at) => `${at} = ${at} - interval '${by}'`).join(),
      );
    const planned = (flow: Flow, ...minutesAgo: number[]) =>
      harness.query(
        `insert into schedule_firing (flow_id, planned_at, organization_id)
         select $1, now() - make_interval(mins => ago), 'org-1' from unnest($2::int[]) as ago`,
        [flow.id, minutesAgo],
      );
    /** More runs that ended so many hours ago, after so many hours. */
    const ran = (flow: Flow, { state = 'completed', created = 0, took = 0 }, ...hoursAgo: number[]) =>
      harness.query(
        `insert into run (id, organization_id, flow_id, integration_id, entity, flow_title, kind, trigger, state, flow, created, queued_at, started_at, ended_at)
         select gen_random_uuid(), organization_id, flow_id, integration_id, entity, flow_title, 'sync', 'schedule', $2, flow, $3,
           ended - make_interval(hours => $4), ended - make_interval(hours => $4), ended
         from (select * from run where flow_id = $1 limit 1) as run,
           lateral (select now() - make_interval(hours => ago) as ended from unnest($5::int[]) as ago) as times`,
        [flow.id, state, created, took, hoursAgo],
      );

    it('where three planned times passed without a run, for half an hour', async () => {
      const flow = await aScheduledFlow();
      await planned(flow, 1, 2, 3, 4);
      await moveBack(flow, '20 minutes');
      expect(await of(flow)).toEqual([]);
      await moveBack(flow, '20 minutes');
      expect(await of(flow)).toMatchObject([{ kind: 'flow_silent', count: 4 }]);
      await harness.run(flow);
      expect(await of(flow)).toEqual([]);
    });

    it('where a planned time is overdue for half an hour', async () => {
      const flow = await aScheduledFlow();
      await moveBack(flow, '2 hours');
      await planned(flow, 50, 60);
      expect(await of(flow)).toEqual([]);
      await harness.query(`update schedule set next_at = now() - interval '31 minutes' where flow_id = $1`, [flow.id]);
      expect(await of(flow)).toMatchObject([{ kind: 'flow_silent', count: 3 }]);
    });

    it('where a run gets no further for longer than the runs ever took, and for an hour', async () => {
      const flow = await aScheduledFlow();
      await change(flow, `state = 'running', ended_at = null, lease_until = now() + interval '1 hour'`);
      await moveBack(flow, '55 minutes');
      expect(await of(flow)).toEqual([]);
      await moveBack(flow, '130 minutes');
      // The run explains the planned times that pass.
      await planned(flow, 1, 2, 3, 4);
      expect(await of(flow)).toMatchObject([{ kind: 'run_stuck', count: 3 }]);
      await ran(flow, { took: 4 }, 30);
      expect(await of(flow)).toEqual([]);
      await moveBack(flow, '1 hour');
      expect(await of(flow)).toMatchObject([{ kind: 'run_stuck', count: 4 }]);
      await change(flow, 'progressed_at = now()', `state = 'running'`);
      expect(await of(flow)).toEqual([]);
    });

    it('where no order came for half as long again as ever, if enough came to tell', async () => {
      const flow = await aScheduledFlow();
      await change(flow, `entity = 'order', created = 0`);
      const everySixHours = Array.from({ length: 10 }, (_, number) => 10 + 6 * number);
      await ran(flow, { created: 1 }, ...everySixHours);
      await ran(flow, {}, 0);
      expect(await of(flow)).toEqual([]);
      await ran(flow, { created: 1 }, 70);
      expect(await of(flow)).toMatchObject([{ kind: 'orders_missing', count: 10 }]);
      // One that failed proves nothing, neither for it nor against it.
      await ran(flow, { state: 'failed' }, 0);
      expect(await of(flow)).toMatchObject([{ kind: 'orders_missing' }]);
      await change(flow, `state = 'failed'`, 'created = 0');
      expect((await of(flow)).map(({ kind }) => kind)).not.toContain('orders_missing');
      await ran(flow, {}, 0);
      // A pause of seven hours in the past: ten are not unusual any more.
      await ran(flow, { created: 1 }, 77);
      expect(await of(flow)).toEqual([]);
    });

    it('never where an order came that could not be delivered', async () => {
      const flow = await aScheduledFlow();
      await change(flow, `entity = 'order', created = 0`);
      await ran(flow, { created: 1 }, ...Array.from({ length: 12 }, (_, number) => 10 + 6 * number));
      await ran(flow, {}, 0);
      expect(await of(flow)).toMatchObject([{ kind: 'orders_missing' }]);
      await change(flow, 'failed = 1', `ended_at > now() - interval '1 hour'`);
      expect(await of(flow)).toEqual([]);
    });
  });

  it('knows when a run got on', async () => {
    const flow = await aScheduledFlow();
    const [row] = await harness.query<{ isSeen: boolean }>(
      'select progressed_at >= started_at as "isSeen" from run where flow_id = $1',
      [flow.id],
    );
    expect(row).toEqual({ isSeen: true });
  });
});

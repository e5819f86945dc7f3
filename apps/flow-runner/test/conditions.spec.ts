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
    await harness.runner(world);
    world.addRecords(2);
  });
  afterAll(() => harness?.stop());

  const of = async ({ id }: Flow): Promise<FlowCondition[]> =>
    (await harness.call(flowConditionList, {})).items.filter(({ flowId }) => flowId === id);

  /** A flow with a schedule that ran once, and then as given: minutes ago, the newest first. */
  async function aFlowThatFailed(...minutesAgo: number[]): Promise<Flow> {
    const flow = aFlow({ schedule: { cron: '0 4 * * *', timeZone: 'Europe/Amsterdam' } });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [flow.id])).length === 1,
    );
    await harness.run(flow);
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
});

import { jest } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exposeMetrics, Liveness, StateMetrics } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { LedgerMetricsService } from '../src/statistics/ledger-metrics.service.js';
import { aFlow, others } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

describe('what the metrics say of the ledger', () => {
  let harness: Harness;
  let runner: NestExpressApplication;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    runner = await harness.runner(world);
    world.addRecords(3);
  });
  afterAll(() => harness?.stop());

  /** Read anew: metrics are kept for some seconds. */
  async function valueOf(series: string): Promise<number | undefined> {
    runner.get(StateMetrics).onApplicationShutdown();
    runner.get(LedgerMetricsService).onApplicationBootstrap();
    const line = (await exposeMetrics()).split('\n').find((candidate) => candidate.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length + 1));
  }

  it('counts the records and the lag of a flow that runs, and the planned times of one that does not', async () => {
    const schedule = { cron: '0 4 * * *', timeZone: 'Europe/Amsterdam' };
    const flow = aFlow({ schedule });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [flow.id])).length === 1,
    );
    await harness.run(flow);
    await harness.query(
      `update run set started_at = now() - interval '500 seconds', ended_at = now() - interval '400 seconds' where flow_id = $1`,
      [flow.id],
    );
    await harness.query(`update flow_cursor set updated_at = now() - interval '450 seconds' where flow_id = $1`, [
      flow.id,
    ]);
    expect(await valueOf(`koppel_flow_lag_seconds{entity="${flow.entity}"}`)).toBeCloseTo(500, -2);
    expect(await valueOf(`koppel_flow_cursor_age_seconds{entity="${flow.entity}"}`)).toBeCloseTo(400, -2);
    expect(await valueOf(`koppel_flows_silent{entity="${flow.entity}"}`)).toBe(0);

    await harness.query(
      `insert into schedule_firing (flow_id, planned_at, organization_id)
       select $1, now() - interval '1 minute' * minutes, 'org-1' from unnest(array[1, 3, 5, 9]) as minutes`,
      [flow.id],
    );
    const named = `flow_id="${flow.id}",organization_id="org-1",entity="${flow.entity}"`;
    // The fourth planned time was before the end of the last completed run.
    expect(await valueOf(`koppel_flow_missed_intervals{${named}}`)).toBe(3);
    expect(await valueOf(`koppel_flows_silent{entity="${flow.entity}"}`)).toBe(1);
    others.flows.set(flow.id, { ...flow, schedule: null });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [flow.id])).length === 0,
    );
    expect(await valueOf(`koppel_flow_missed_intervals{${named}}`)).toBeUndefined();
  });

  it('tells budgets by application: all together, and the account of which most is used', async () => {
    await harness.query('delete from rate_budget');
    for (const [limit, left, resetsInMs] of [
      [1_000, 900, 3_600_000],
      [100, 10, 3_600_000],
      [50, 0, -1_000],
    ] as const) {
      const day = { limit, left, resetsAtMs: Date.now() + resetsInMs, perMs: 86_400_000 };
      await harness.query(
        `insert into rate_budget (organization_id, application, account, connection_ids, state) values ('org-1', 'shop', $1, $2, $3)`,
        [randomUUID(), [randomUUID()], JSON.stringify({ windows: { day } })],
      );
    }
    expect(await valueOf('koppel_budget_calls_used{application="shop",window="day"}')).toBe(190);
    expect(await valueOf('koppel_budget_calls_limit{application="shop",window="day"}')).toBe(1_150);
    expect(await valueOf('koppel_budget_used_ratio{application="shop",window="day"}')).toBeCloseTo(0.9);
  });

  it('says that the process is hung when the work queue is read no more', () => {
    const liveness = runner.get(Liveness);
    expect(liveness.check().status).toBe('alive');
    const later = performance.now() + 610_000;
    const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
    expect(liveness.check()).toMatchObject({ status: 'hung', hung: expect.arrayContaining(['flow-runner']) });
    clock.mockRestore();
  });
});

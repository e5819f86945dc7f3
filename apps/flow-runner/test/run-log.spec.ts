import {
  budgetList,
  flowSummaryList,
  recordSearch,
  runCancel,
  runList,
  runLogList,
  runStart,
  statisticsGet,
  type Run,
} from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { aFlow, others } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness } from './harness.js';

describe('the account of runs', () => {
  let harness: Harness;
  let world: FakeWorld;
  const stage = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(stage);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    stage.target.clear();
    const { beforeWrite, afterWrite, beforeRead, records, orders } = new FakeWorld();
    world = Object.assign(stage, { beforeWrite, afterWrite, beforeRead, records, orders });
    others.accessError = undefined;
  });

  const logOf = async (run: Run) => (await harness.call(runLogList, { runId: run.id })).items;

  it('tells a run that waits and goes on, page by page', async () => {
    const flow = aFlow();
    world.addRecords(20);
    let failures = 1;
    world.beforeWrite = ({ naturalKey }) => {
      if (naturalKey < 'SKU-0014' || failures <= 0) return undefined;
      failures -= 1;
      throw shopFailures.isDown();
    };
    const run = await harness.run(flow);
    const log = await logOf(run);
    const kinds = log.map(({ kind }) => kind);
    expect(kinds).toEqual(['queued', 'started', 'page_delivered', 'waiting', 'resumed', 'page_delivered', 'completed']);
    expect(log[0]?.details).toEqual({ kind: 'sync', trigger: 'manual' });
    expect(log[2]?.details).toMatchObject({ page: 1, counts: { created: 10 } });
    expect(log[3]?.details).toEqual({
      reason: { code: 'http.unavailable', params: { application: 'Fake shop', status: 503, said: 'closed' } },
      resumesAt: expect.any(String),
    });
    expect(log[6]?.details).toEqual({ counts: run.counts });
    const first = await harness.call(runLogList, { runId: run.id, limit: 4 });
    const rest = await harness.call(runLogList, { runId: run.id, limit: 4, after: first.next ?? '' });
    expect([...first.items, ...rest.items]).toEqual(log);
    const stranger = { organizationId: 'org-2' as never, actor: { kind: 'service' as const, name: 'test' } };
    const hidden = harness.call(runLogList, { runId: run.id }, stranger);
    await expect(hidden).rejects.toMatchObject({ code: 'run.not_found' });
  });

  it('has the take-over of a run, the request to cancel it, and its end', async () => {
    const flow = aFlow();
    world.addRecords(20);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeWrite = async () => {
      await gate;
      return undefined;
    };
    const run = await harness.startRun(flow);
    await harness.ended(run, ['running']);
    await harness.call(runCancel, { runId: run.id });
    await harness.call(runCancel, { runId: run.id });
    release();
    await harness.ended(run);
    expect((await logOf(run)).map(({ kind }) => kind)).toEqual([
      'queued',
      'started',
      'cancel_requested',
      'page_delivered',
      'cancelled',
    ]);
    const second = await harness.startRun(aFlow());
    await harness.query(`update run set state = 'running', attempts = 1, lease_until = now() where id = $1`, [
      second.id,
    ]);
    await harness.ended(second);
    expect((await logOf(second)).map(({ kind }) => kind)).toContain('taken_over');
  });

  it('keeps what was written beside a batch that broke, and stops reading', async () => {
    const flow = aFlow();
    world.addRecords(30);
    let written = (): void => undefined;
    const others = new Promise<void>((resolve) => (written = resolve));
    world.beforeWrite = async ({ naturalKey }) => {
      if (naturalKey !== 'SKU-0002') return undefined;
      await others;
      throw new TypeError('unforeseen');
    };
    world.afterWrite = ({ naturalKey }) => {
      if (naturalKey === 'SKU-0009') written();
      return undefined;
    };
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'failed', counts: { created: 8 } });
    expect((await harness.call(recordSearch, { flowId: flow.id, outcome: 'created' })).items).toHaveLength(8);
    expect(world.sourceSignal?.aborted).toBe(true);
    expect((await logOf(run)).at(-1)).toMatchObject({ kind: 'failed', details: { reason: run.reason } });
  });

  it('filters runs by kind, trigger and time, and shows previews only to who asks for them', async () => {
    const flow = aFlow();
    const run = await harness.run(flow);
    const preview = await harness.ended(await harness.call(runStart, { flowId: flow.id, kind: 'preview' }));
    const ids = async (filter: object) =>
      (await harness.call(runList, { flowId: flow.id, ...filter })).items.map(({ id }) => id);
    expect(await ids({})).toEqual([run.id]);
    expect(await ids({ kind: 'preview' })).toEqual([preview.id]);
    expect(await ids({ trigger: 'schedule' })).toEqual([]);
    expect(await ids({ from: run.queuedAt, to: preview.queuedAt })).toEqual([run.id]);
    expect(await ids({ from: preview.queuedAt })).toEqual([]);
    const summary = await harness.call(flowSummaryList, { flowIds: [flow.id] });
    expect(summary.items[0]?.lastRun?.id).toBe(run.id);
  });

  it('adds up days in the time zone that is asked for', async () => {
    const flow = aFlow({ settings: { leftOut: 'Article 0002' } });
    world.addRecords(3);
    const run = await harness.run(flow);
    const { integrationId } = flow;
    const today = await harness.call(statisticsGet, { days: 2, integrationId });
    expect(today.days.at(-1)).toMatchObject({ created: 2, filtered: 1, failed: 0, runs: 1, failedRuns: 0 });
    expect(today.days[0]).toMatchObject({ created: 0, runs: 0 });
    // Eleven in the evening of yesterday in UTC is today in Amsterdam.
    await harness.query(
      `update run set started_at = (now() at time zone 'UTC')::date::timestamp at time zone 'UTC' - interval '1 minute' where id = $1`,
      [run.id],
    );
    const utc = await harness.call(statisticsGet, { days: 3, integrationId });
    expect(utc.days.map(({ created }) => created)).toEqual([0, 2, 0]);
    const east = await harness.call(statisticsGet, { days: 3, integrationId, timeZone: 'Asia/Tokyo' });
    expect(east.days.find(({ runs }) => runs === 1)?.day).toBe(utc.days[2]?.day);
    for (const timeZone of ['Nowhere/Land', '+02:00', "'; drop table run"]) {
      await expect(harness.call(statisticsGet, { timeZone })).rejects.toMatchObject({ code: 'request.invalid' });
    }
  });

  it('says what a connection has used of its limits', async () => {
    const [connectionId, second, unlimited, foreign] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const at = (ms: number) => Date.now() + ms;
    const day = { limit: 5000, left: 4200, resetsAtMs: at(3 * 3_600_000), perMs: 86_400_000 };
    const minute = { limit: 60, left: 10, resetsAtMs: at(-90_000), perMs: 60_000 };
    for (const [organizationId, account, connections, windows] of [
      ['org-1', 'a', [connectionId, second], { day, minute }],
      ['org-1', 'b', [unlimited], {}],
      ['org-2', 'a', [foreign], { day }],
    ] as const) {
      await harness.query(
        `insert into rate_budget (organization_id, application, account, connection_ids, state) values ($1, 'books', $2, $3, $4)`,
        [organizationId, account, connections, JSON.stringify({ windows })],
      );
    }
    const { items } = await harness.call(budgetList, {});
    const item = items.find((each) => each.connectionId === connectionId);
    expect(item).toMatchObject({ day: { limit: 5000, used: 800 }, minute: { limit: 60, used: 0 } });
    expect(Date.parse(item?.minute?.resetsAt ?? '') - Date.now()).toBeGreaterThan(20_000);
    expect(items.find((each) => each.connectionId === second)?.day).toEqual(item?.day);
    expect(items.find((each) => each.connectionId === unlimited)).toMatchObject({ day: null, minute: null });
    expect(items.find((each) => each.connectionId === foreign)).toBeUndefined();
  });
});

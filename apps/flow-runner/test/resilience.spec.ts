import { issueList, runCancel, runGet, runStart, streams } from '@koppel/contracts';
import { Database, Nats } from '@koppel/service-kit';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createServer } from 'node:http';
import { RunLease } from '../src/worker/run-lease.js';
import { RunPool } from '../src/worker/run-pool.service.js';
import { aFlow, aFlowApart, others } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness, person } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

/** MAX_CONCURRENT_RUNS by default. */
const slotsOfReplica = 4;

describe('when things go wrong', () => {
  let harness: Harness;
  let first: NestExpressApplication;
  let world: FakeWorld;
  // Both replicas share one world, which each test replaces.
  const stage = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    first = await harness.runner(stage);
    await harness.runner(stage);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    stage.target.clear();
    stage.created.length = 0;
    stage.updated.length = 0;
    const { target, created, updated } = stage;
    const levers = new FakeWorld();
    Object.assign(stage, {
      records: [],
      orders: [],
      finds: 0,
      reads: 0,
      gone: new Set(),
      pingUrl: undefined,
      perMinute: undefined,
    });
    Object.assign(stage, {
      beforeWrite: levers.beforeWrite,
      afterWrite: levers.afterWrite,
      beforeRead: levers.beforeRead,
      target,
      created,
      updated,
    });
    others.accessError = undefined;
    others.reports.length = 0;
    world = stage;
  });

  const onceEach = () => expect(new Set(world.created).size).toBe(world.created.length);

  it('looks a write up whose answer was lost, instead of writing it again', async () => {
    const flow = aFlow();
    world.addRecords(20);
    world.afterWrite = ({ naturalKey }) => (naturalKey.endsWith('3') ? shopFailures.isCut() : undefined);
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { read: 20, created: 20 } });
    expect(world.created).toHaveLength(20);
    onceEach();
  });

  it('pauses when the application is down, keeps what was written, and goes on from there', async () => {
    const flow = aFlow();
    world.addRecords(30);
    let failures = 3;
    world.beforeWrite = ({ naturalKey }) => {
      if (naturalKey < 'SKU-0014' || failures <= 0) return undefined;
      failures -= 1;
      throw shopFailures.isDown();
    };
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { read: 30, created: 30, unchanged: 0 } });
    expect(run.attempts).toBeGreaterThan(1);
    expect(world.created).toHaveLength(30);
    onceEach();
  });

  it('makes every update of what the target had already, also when it pauses in between', async () => {
    const flow = aFlow();
    world.addRecords(20);
    for (const { sku } of world.records) world.target.set(sku, { key: `old-${sku}`, form: {} });
    let failures = 3;
    world.beforeWrite = ({ naturalKey }) => {
      if (naturalKey < 'SKU-0005' || failures <= 0) return undefined;
      failures -= 1;
      throw shopFailures.isDown();
    };
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { read: 20, created: 0, updated: 20 } });
    for (const { sku, name } of world.records) expect(world.target.get(sku)?.form['name']).toBe(name);
  });

  it('says why it waits, and fails with a plain reason after too many tries', async () => {
    const other = new FakeWorld();
    const flow = aFlow();
    world.addRecords(3);
    other.addRecords(3);
    world.beforeWrite = () => shopFailures.isDown();
    const run = await harness.startRun(flow);
    const waiting = await harness.ended(run, ['waiting']);
    expect(waiting).toMatchObject({
      reason: { code: 'http.unavailable' },
      resumesAt: expect.any(String),
    });
    await harness.query('update run set stalls = 11, resumes_at = now() where id = $1', [run.id]);
    const failed = await harness.ended(run);
    expect(failed).toMatchObject({ state: 'failed', reason: waiting.reason });
  });

  it('counts the pauses at a set of records, whatever else is delivered between them', async () => {
    const flow = aFlow();
    world.addRecords(30);
    world.beforeWrite = ({ naturalKey }) => (naturalKey >= 'SKU-0010' ? shopFailures.isDown() : undefined);
    const run = await harness.startRun(flow);
    await harness.ended(run, ['waiting']);
    await harness.query('update run set stalls = 5, resumes_at = now() where id = $1', [run.id]);
    await waitUntil(async () => {
      const [row] = await harness.query<{ stalls: number }>('select stalls from run where id = $1', [run.id]);
      return (row?.stalls ?? 0) > 5;
    });
    await harness.ended(run, ['waiting']);
    // A record that was asked for meanwhile is delivered first, and is no progress of the others.
    await harness.query(
      `insert into record_request (flow_id, source_key, organization_id, natural_key, is_forced) values ($1, 'id-0001', $2, 'SKU-0001', true)`,
      [flow.id, person.organizationId],
    );
    await harness.query('update run set resumes_at = now() where id = $1', [run.id]);
    await waitUntil(() => world.updated.includes('SKU-0001'));
    const waiting = await harness.ended(run, ['waiting', 'failed']);
    const [row] = await harness.query<{ stalls: number }>('select stalls from run where id = $1', [run.id]);
    expect(waiting.state).toBe('waiting');
    expect(row?.stalls).toBeGreaterThan(6);
    await harness.call(runCancel, { runId: run.id });
  });

  it('goes on at once when a person starts the flow that waits', async () => {
    const flow = aFlow();
    world.addRecords(2);
    let isDown = true;
    world.beforeWrite = () => (isDown ? shopFailures.isDown({ retryAfterMs: 600_000 }) : undefined);
    const run = await harness.startRun(flow);
    await harness.ended(run, ['waiting']);
    isDown = false;
    // Another kind of run than the one that waits is refused still.
    await expect(harness.call(runStart, { flowId: flow.id, fromStart: true })).rejects.toMatchObject({
      code: 'run.already_active',
    });
    await expect(harness.call(runStart, { flowId: flow.id })).resolves.toMatchObject({ id: run.id });
    await expect(harness.ended(run)).resolves.toMatchObject({ state: 'completed', counts: { created: 2 } });
  });

  it('goes on at once where an application merely asked to wait, whose block is lifted, and not while its limit is used up', async () => {
    const flow = aFlow();
    world.addRecords(2);
    let failure: ReturnType<typeof shopFailures.isDown> | undefined = shopFailures.asksToWait(600_000);
    world.beforeWrite = () => failure;
    const run = await harness.startRun(flow);
    await harness.ended(run, ['waiting']);
    for (const [application, connectionId] of [
      ['fake-source', flow.sourceConnectionId],
      ['fake-target', flow.targetConnectionId],
    ])
      await harness.query(
        `insert into rate_budget (organization_id, application, account, connection_ids, state) values ($1, $2, 'blocked', $3, $4)`,
        [person.organizationId, application, [connectionId], { windows: {}, blockedUntilMs: 1 }],
      );
    failure = shopFailures.hasUsedItsLimit(600_000);
    await expect(harness.call(runStart, { flowId: flow.id })).resolves.toMatchObject({ id: run.id });
    await waitUntil(async () => (await harness.call(runGet, { runId: run.id })).reason?.code === 'budget.exhausted');
    const blocks = await harness.query<{ application: string }>(
      `select application from rate_budget where account = 'blocked' and state ? 'blockedUntilMs'`,
    );
    expect(blocks).toEqual([{ application: 'fake-source' }]);
    await harness.ended(run, ['waiting']);
    await expect(harness.call(runStart, { flowId: flow.id })).rejects.toMatchObject({ code: 'run.waits_for_limit' });
    failure = undefined;
    await harness.query('update run set resumes_at = now() where id = $1', [run.id]);
    await expect(harness.ended(run)).resolves.toMatchObject({ state: 'completed', counts: { created: 2 } });
  });

  it('writes again to a record that was made anew what the other flows of the integration had written to it', async () => {
    const follower = aFlow();
    const flow = aFlow({ relatedFlows: [{ flowId: follower.id, entity: 'product' }] });
    world.addRecords(3);
    await harness.run(flow);
    await harness.run(follower);
    const { sku } = world.records[1] ?? { sku: '' };
    const { key = '' } = world.target.get(sku) ?? {};
    world.gone.add(key);
    world.target.set(sku, { key: 'made-anew', form: {} });
    expect((await harness.run(follower)).counts).toMatchObject({ updated: 0 });
    world.change('id-0001', 'New name');
    await harness.run(flow);
    world.updated.length = 0;
    const [request] = await harness.query('select source_key, is_forced from record_request where flow_id = $1', [
      follower.id,
    ]);
    expect(request).toEqual({ source_key: 'id-0001', is_forced: true });
    await harness.run(follower);
    expect(world.updated).toContain(sku);
    const [link] = await harness.query('select target_key from record_link where flow_id = $1 and source_key = $2', [
      follower.id,
      'id-0001',
    ]);
    expect(link).toEqual({ target_key: 'made-anew' });
  });

  it('isolates a single record that the application always fails on', async () => {
    const flow = aFlow();
    world.addRecords(12);
    world.beforeWrite = ({ naturalKey }) => (naturalKey === 'SKU-0005' ? shopFailures.isBroken() : undefined);
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { read: 12, created: 11, failed: 1 } });
    await expect(harness.call(issueList, { runId: run.id })).resolves.toMatchObject({
      items: [{ naturalKey: 'SKU-0005', failureClass: 'intermittent' }],
    });
  });

  it.each([
    [401, 2],
    [403, 1],
  ] as const)(
    'goes on after one refused call (HTTP %d), with a pause only where it is about the access',
    async (status, claims) => {
      const flow = aFlow();
      world.addRecords(3);
      let calls = 0;
      world.beforeWrite = () => {
        calls += 1;
        if (calls === 1) throw shopFailures.refuses(status);
        return undefined;
      };
      const before = others.reports.length;
      const run = await harness.run(flow);
      expect(run).toMatchObject({ state: 'completed', counts: { created: 3 } });
      expect(run.attempts).toBe(claims);
      expect(others.reports).toHaveLength(before);
    },
  );

  it('stops the run and reports the connection when the application refuses it twice', async () => {
    const flow = aFlow();
    world.addRecords(3);
    world.beforeWrite = () => {
      throw shopFailures.refuses(401);
    };
    const run = await harness.run(flow);
    expect(run.attempts).toBe(2);
    expect(run).toMatchObject({
      state: 'failed',
      reason: { code: 'http.forbidden', params: { status: 401 } },
    });
    expect(others.reports).toMatchObject([{ connectionId: flow.targetConnectionId, problem: 'unauthorized' }]);
  });

  it('fails with a safe reason on a defect, and the next run goes on', async () => {
    const flow = aFlow();
    world.addRecords(2);
    world.beforeWrite = () => {
      throw new TypeError('undefined is not a function: SECRET');
    };
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'failed', reason: { code: 'runs.defect', params: {} } });
    world.beforeWrite = () => undefined;
    expect((await harness.run(flow)).counts).toMatchObject({ created: 2 });
  });

  it('waits for a used-up budget until its reset instead of failing, over both replicas', async () => {
    let calls = 0;
    const server = createServer((_request, response) => {
      calls += 1;
      response.setHeader('content-type', 'application/json').end('{}');
    }).listen(0, '127.0.0.1');
    await waitUntil(() => server.listening);
    const address = server.address();
    Object.assign(world, {
      pingUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      perMinute: 8,
    });
    const flow = aFlowApart();
    world.addRecords(20);
    const run = await harness.startRun(flow);
    const waiting = await harness.ended(run, ['waiting']);
    expect(waiting.reason?.code).toBe('budget.exhausted');
    expect(Date.parse(waiting.resumesAt ?? '') - Date.now()).toBeGreaterThan(20_000);
    expect(calls).toBe(8);
    const { attempts } = waiting;
    const setMinute = (values: object) =>
      harness.query(
        `update rate_budget set state = jsonb_set(state, '{windows,minute}', state #> '{windows,minute}' || $2)
         where $1 = any (connection_ids)`,
        [flow.targetConnectionId, JSON.stringify(values)],
      );
    await setMinute({ resetsAtMs: 0 });
    await harness.query('update run set resumes_at = now() where id = $1', [run.id]);
    await waitUntil(() => calls === 16);
    const again = await harness.ended(run, ['waiting']);
    expect(again.attempts).toBeGreaterThan(attempts);
    await setMinute({ left: 1000, limit: 1000 });
    await harness.query('update run set resumes_at = now() where id = $1', [run.id]);
    expect(await harness.ended(run)).toMatchObject({ state: 'completed', counts: { read: 20, created: 20 } });
    onceEach();
    // What the account bears is remembered for the next run, of any flow.
    const [account] = await harness.query<{ pace: unknown }>(
      'select pace from rate_budget where $1 = any (connection_ids)',
      [flow.targetConnectionId],
    );
    expect(account?.pace).toMatchObject({ size: null });
    server.close();
  });

  it('cancels after the current page, and a waiting run at once', async () => {
    const flow = aFlow();
    world.addRecords(30);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeWrite = async ({ naturalKey }) => {
      if (naturalKey === 'SKU-0012') await gate;
      return undefined;
    };
    const run = await harness.startRun(flow);
    await waitUntil(() => world.created.length > 9);
    await harness.call(runCancel, { runId: run.id });
    release();
    const cancelled = await harness.ended(run);
    expect(cancelled).toMatchObject({ state: 'cancelled', counts: { read: 20, created: 20 } });
    await expect(harness.call(runCancel, { runId: run.id })).rejects.toMatchObject({ code: 'run.not_cancellable' });
    world.beforeWrite = () => shopFailures.isDown();
    const second = await harness.startRun(flow);
    await harness.ended(second, ['waiting']);
    // It stays waiting until it is cancelled, however slow the machine is.
    const resumeLater = `update run set resumes_at = now() + interval '1 hour' where id = $1 and state = 'waiting' returning 1`;
    await waitUntil(async () => (await harness.query<unknown[]>(resumeLater, [second.id]))[0]?.length === 1);
    await expect(harness.call(runCancel, { runId: second.id })).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('refuses a second run of a flow that is active', async () => {
    const flow = aFlow();
    world.addRecords(3);
    world.beforeWrite = () => shopFailures.isDown();
    const run = await harness.startRun(flow);
    await expect(harness.startRun(flow)).rejects.toMatchObject({ code: 'run.already_active' });
    await harness.ended(run, ['waiting']);
    await harness.call(runCancel, { runId: run.id });
  });

  it('runs many flows at once over two replicas, each record once', async () => {
    world.addRecords(25);
    const flows = Array.from({ length: 6 }, () => aFlow());
    const runs = await Promise.all(flows.map((flow) => harness.startRun(flow)));
    const ended = await Promise.all(runs.map((run) => harness.ended(run)));
    expect(ended.every(({ state }) => state === 'completed')).toBe(true);
    const owners = await harness.query<{ total: number }>(
      'select count(*)::int as total from record_link where flow_id = any($1)',
      [flows.map(({ id }) => id)],
    );
    expect(owners[0]?.total).toBe(150);
  });

  it('finds a queued run by itself when the broker lost its message', async () => {
    const flow = aFlow();
    world.addRecords(2);
    const nats = first.get(Nats);
    await (await nats.jetstreamManager()).streams.delete(streams.work.name);
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { created: 2 } });
  });

  /** Both replicas run as much as they can at once: what ran before has ended then, its commit included. */
  async function fillAllSlots(): Promise<void> {
    // One record that the target has already.
    Object.assign(stage, { records: stage.records.slice(0, 1) });
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    stage.beforeRead = () => gate;
    const runs = await Promise.all(Array.from({ length: 2 * slotsOfReplica }, () => harness.startRun(aFlow())));
    for (const run of runs) await harness.ended(run, ['running']);
    release();
    for (const run of runs) await harness.ended(run);
  }

  it('takes a run over whose runner died between intent and completion, and refuses the dead one’s commit', async () => {
    const flow = aFlow();
    world.addRecords(20);
    let hang = true;
    let revive = (): void => undefined;
    const dead = new Promise<void>((resolve) => (revive = resolve));
    // The write is done at the target, its runner never hears of it.
    world.afterWrite = async ({ naturalKey }) => {
      if (hang && naturalKey === 'SKU-0011') {
        hang = false;
        await dead;
      }
      return undefined;
    };
    const run = await harness.startRun(flow);
    await waitUntil(() => !hang);
    // As if the runner were gone: its lease runs out and cannot be renewed by its fence.
    await harness.query(`update run set lease_until = now() - interval '1 second' where id = $1`, [run.id]);
    const ended = await harness.ended(run);
    expect(ended).toMatchObject({ state: 'completed', counts: { read: 20, created: 20 } });
    revive();
    await fillAllSlots();
    const after = await harness.call(runGet, { runId: run.id });
    expect(after.counts).toEqual(ended.counts);
    onceEach();
    expect(world.created).toHaveLength(20);
  });

  it('gives a run back at shutdown, and another replica finishes it', async () => {
    const flow = aFlow();
    world.addRecords(60);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeWrite = async () => {
      if (world.created.length > 5) await gate;
      return undefined;
    };
    const third = await harness.runner(stage);
    const run = await harness.startRun(flow);
    await waitUntil(() => world.created.length > 5);
    const pool = third.get(RunPool);
    const stopped = harness.stopRunner(third);
    await waitUntil(() => pool.free === 0);
    release();
    await stopped;
    const ended = await harness.ended(run);
    expect(ended).toMatchObject({ state: 'completed', counts: { read: 60, created: 60 } });
    onceEach();
  });

  it('keeps organizations apart', async () => {
    const flow = aFlow();
    world.addRecords(1);
    const run = await harness.run(flow);
    const stranger = { organizationId: 'org-2' as never, actor: { kind: 'service' as const, name: 'test' } };
    await expect(harness.call(runGet, { runId: run.id }, stranger)).rejects.toMatchObject({ code: 'run.not_found' });
    const tables = ['run', 'record_link', 'issue', 'flow_cursor', 'outbox', 'schedule'];
    const seen = await first
      .get(Database)
      .forOrganization('org-2', (transaction) =>
        transaction.query(tables.map((table) => `select '${table}' as name from ${table}`).join(' union all ')),
      );
    expect(seen).toEqual([]);
  });

  it('stops the work when its lease cannot be renewed', async () => {
    const run = { id: 'x' } as never;
    const lease = new RunLease(run, {
      leaseMs: 300,
      claimedAtMs: Date.now(),
      renew: () => Promise.reject(new Error('no connection')),
    });
    await waitUntil(() => lease.signal.aborted);
    expect(lease.signal.reason).toMatchObject({ name: 'LeaseLost' });
    lease.end();
  });
});

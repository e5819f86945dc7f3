import { flowHookGet, flowHookReissue, runList, type Flow } from '@koppel/contracts';
import { Nats, SERVICE_CONFIG } from '@koppel/service-kit';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { randomBytes } from 'node:crypto';
import type { FlowRunnerConfig } from '../src/config.js';
import { aChange, aFlowApart, others } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

const environment = {
  KOPPEL_ALLOW_PRIVATE_CALLBACKS: 'true',
  HOOK_SWEEP_MS: '150',
};

interface Bench {
  harness: Harness;
  world: FakeWorld;
  app: NestExpressApplication;
}

async function startBench(world: FakeWorld, variables: Record<string, string> = environment): Promise<Bench> {
  const harness = await Harness.start();
  return { harness, world, app: await harness.runner(world, variables) };
}

const hookOf = ({ harness }: Bench, flow: Flow) => harness.call(flowHookGet, { flowId: flow.id });

/** What Koppel tells of the webhooks of a flow, once they are as expected. */
const told = (bench: Bench, flow: Flow, expected: object) =>
  waitUntil(async () => {
    const { webhooks } = await hookOf(bench, flow);
    expect(webhooks).toMatchObject(expected);
    return webhooks;
  });

async function call({ app }: Bench, url: string, headers: Record<string, string>, body = '{}'): Promise<number> {
  const { port } = app.getHttpServer().address() as { port: number };
  const address = `http://127.0.0.1:${port}${new URL(url).pathname}`;
  return (await fetch(address, { method: 'POST', headers, body })).status;
}

const endedRuns = async ({ harness }: Bench, flow: Flow) =>
  (await harness.call(runList, { flowId: flow.id, trigger: 'webhook', state: 'completed' })).items.length;

/** Has the application looked at again, as after some hours. */
const lookAgain = ({ harness }: Bench, flow: Flow) =>
  harness.query('update flow_hook set check_at = now() where flow_id = $1', [flow.id]);

describe('webhooks that Koppel makes', () => {
  let bench: Bench;
  let world: FakeWorld;

  beforeAll(async () => {
    world = new FakeWorld();
    bench = await startBench(world);
    world.target.set('A', { key: 'item', form: {} });
  });
  afterAll(() => bench?.harness.stop());
  afterEach(() => {
    others.flows.clear();
    world.beforeHooks = () => undefined;
  });

  async function aHookedFlow() {
    const flow = aFlowApart({ entity: 'order' });
    const made = await told(bench, flow, { state: 'made', topics: ['order.changed', 'order.deleted'] });
    const { url } = await hookOf(bench, flow);
    const secretOf = (address: string) => world.webhooks.find((each) => each.url === address)?.secret ?? '-';
    return { flow, url, made, secretOf };
  }

  it('are told with their application, and calls must be signed by it from then on', async () => {
    const { flow, url, made, secretOf } = await aHookedFlow();
    expect(made).toMatchObject({ application: 'Fake source', reason: null, repairedAt: null, refusedAt: null });
    expect(await call(bench, url, {}, '')).toBe(200);
    expect(await call(bench, url, { 'x-secret': 'wrong' })).toBe(401);
    expect(await call(bench, url, {})).toBe(401);
    const { webhooks } = await hookOf(bench, flow);
    expect(webhooks.refusedAt).not.toBeNull();
    expect(await call(bench, url, { 'x-secret': secretOf(url) })).toBe(200);
    await waitUntil(async () => (await endedRuns(bench, flow)) === 1);
    expect((await bench.harness.call(runList, { flowId: flow.id })).items).toHaveLength(1);
  });

  it('have a deleted order taken back within the next run', async () => {
    world.orders = [{ number: 'W-1', sku: 'A', email: 'jan@example.com' }];
    const { flow, url, secretOf } = await aHookedFlow();
    expect((await bench.harness.run(flow)).counts).toMatchObject({ created: 1 });
    world.orders = [];
    await call(bench, url, { 'x-secret': secretOf(url), 'x-topic': 'order.changed' });
    await waitUntil(async () => (await endedRuns(bench, flow)) === 1);
    expect(world.withdrawn).toEqual([]);
    await call(bench, url, { 'x-secret': secretOf(url), 'x-topic': 'order.deleted' });
    await waitUntil(async () => (await endedRuns(bench, flow)) === 2);
    expect(world.withdrawn).toEqual(['W-1']);
    const [row] = await bench.harness.query('select deletions_requested_at as at from flow_cursor where flow_id = $1', [
      flow.id,
    ]);
    expect(row).toEqual({ at: null });
  });

  it('are repaired where the application switched them off, which is told', async () => {
    const { flow, url } = await aHookedFlow();
    const switchedOff = world.webhooks.find((each) => each.url === url);
    if (switchedOff) switchedOff.isOff = true;
    await lookAgain(bench, flow);
    const { repairedAt } = await waitUntil(async () => {
      const { webhooks } = await hookOf(bench, flow);
      expect(webhooks).toMatchObject({ state: 'made', repairedAt: expect.any(String) });
      return webhooks;
    });
    expect(world.webhooks.filter((each) => each.url === url && !each.isOff)).toHaveLength(2);
    await lookAgain(bench, flow);
    await waitUntil(async () => {
      const { webhooks } = await hookOf(bench, flow);
      expect(webhooks.checkedAt).not.toBe(repairedAt);
    });
    expect((await hookOf(bench, flow)).webhooks.repairedAt).toBe(repairedAt);
  });

  it('are made again at another address, and the old one ends at once', async () => {
    const { flow, url, secretOf } = await aHookedFlow();
    const oldSecret = secretOf(url);
    const reissued = await bench.harness.call(flowHookReissue, { flowId: flow.id });
    expect(reissued.url).not.toBe(url);
    expect(await call(bench, url, { 'x-secret': oldSecret })).toBe(404);
    await told(bench, flow, { state: 'made' });
    expect(world.webhooks.some((each) => each.url === url)).toBe(false);
    expect(secretOf(reissued.url)).not.toBe(oldSecret);
    expect(await call(bench, reissued.url, { 'x-secret': oldSecret })).toBe(401);
    expect(await call(bench, reissued.url, { 'x-secret': secretOf(reissued.url) })).toBe(200);
    expect((await hookOf(bench, flow)).url).toBe(reissued.url);
  });

  it('are accepted while the internal key is replaced, and get an address and a secret of the new one', async () => {
    const { flow, url, secretOf } = await aHookedFlow();
    const oldSecret = secretOf(url);
    const { KOPPEL_INTERNAL_KEY: older } = bench.app.get<FlowRunnerConfig>(SERVICE_CONFIG);
    const keys = [randomBytes(32).toString('base64'), ...older].join(',');
    await bench.harness.stopRunner(bench.app);
    bench.app = await bench.harness.runner(world, { ...environment, KOPPEL_INTERNAL_KEY: keys });
    expect(await call(bench, url, { 'x-secret': oldSecret })).toBe(200);
    await lookAgain(bench, flow);
    const renewed = await waitUntil(() => {
      const made = world.webhooks.find((each) => each.url !== url && each.url.includes(flow.id));
      if (!made) throw new Error('it still has its old address');
      return made;
    });
    expect((await hookOf(bench, flow)).url).toBe(renewed.url);
    expect(await call(bench, renewed.url, { 'x-secret': renewed.secret ?? '' })).toBe(200);
    expect(await call(bench, url, { 'x-secret': 'wrong' })).toBe(401);
    expect(await call(bench, url, { 'x-secret': oldSecret })).toBe(200);
  });

  it('are removed with the enabling of the flow, and made again with it at the same address', async () => {
    const { flow, url } = await aHookedFlow();
    const change = async (isEnabled: boolean) => {
      others.flows.set(flow.id, { ...flow, isEnabled });
      (await bench.app.get(Nats).connection()).publish('settings.v1.flow.changed', aChange(flow));
    };
    await change(false);
    await waitUntil(() => Promise.resolve(!world.webhooks.some((each) => each.url === url)));
    await told(bench, flow, { state: 'off', topics: [] });
    await change(true);
    await told(bench, flow, { state: 'made' });
    await waitUntil(() => {
      expect(world.webhooks.filter((each) => each.url === url)).toHaveLength(2);
      return Promise.resolve(true);
    });
    others.flows.delete(flow.id);
    await waitUntil(() => Promise.resolve(!world.webhooks.some((each) => each.url === url)));
  });

  it('stop no flow when they cannot be made, which is told with the reason and tried again', async () => {
    world.beforeHooks = () => {
      throw shopFailures.refuses(403);
    };
    world.orders = [];
    const flow = aFlowApart({ entity: 'order' });
    await told(bench, flow, { state: 'missing', topics: [], reason: { code: 'http.forbidden' } });
    expect(await bench.harness.run(flow)).toMatchObject({ state: 'completed' });
    const { url } = await hookOf(bench, flow);
    expect(await call(bench, url, {})).toBe(200);
    await waitUntil(async () => (await endedRuns(bench, flow)) === 1);
    world.beforeHooks = () => undefined;
    await lookAgain(bench, flow);
    await told(bench, flow, { state: 'made', reason: null });
  });

  it('are none of an entity that is only polled', async () => {
    const flow = aFlowApart({ entity: 'credit' });
    await told(bench, flow, { state: 'polled' });
  });
});

describe('webhooks of an application that calls one address for a topic', () => {
  let bench: Bench;
  let world: FakeWorld;

  beforeAll(async () => {
    world = new FakeWorld();
    world.hasOneHookPerTopic = true;
    bench = await startBench(world);
    others.hookSecret = 'of the app';
  });
  afterAll(async () => {
    others.hookSecret = undefined;
    others.flows.clear();
    await bench?.harness.stop();
  });

  it('wake every flow of the account, are signed with the secret of the connection, and pass on to another flow', async () => {
    const first = aFlowApart();
    await told(bench, first, { state: 'made' });
    const second = aFlowApart();
    await told(bench, second, { state: 'made' });
    const { url } = await hookOf(bench, first);
    expect(world.webhooks.map((each) => each.url)).toEqual([url]);
    const headers = { 'x-topic': 'product.changed' };
    expect(await call(bench, url, { ...headers, 'x-secret': 'wrong' })).toBe(401);
    expect(await call(bench, url, { ...headers, 'x-secret': 'of the app' })).toBe(200);
    await waitUntil(async () => (await endedRuns(bench, first)) === 1 && (await endedRuns(bench, second)) === 1);
    others.flows.set(first.id, { ...first, isEnabled: false });
    const { url: own } = await hookOf(bench, second);
    await waitUntil(() => {
      expect(world.webhooks.map((each) => each.url)).toEqual([own]);
      return Promise.resolve(true);
    });
  });
});

describe('many deletions that an application reports at once', () => {
  const hour = 3_600_000;
  const gathering = { ...environment, DELETION_WINDOW_MS: String(hour) };
  const numbers = Array.from({ length: 100 }, (_, index) => `W-${index}`);
  let bench: Bench;
  let world: FakeWorld;

  beforeAll(async () => {
    world = new FakeWorld();
    world.target.set('A', { key: 'item', form: {} });
    bench = await startBench(world, gathering);
  });
  afterAll(() => bench?.harness.stop());
  afterEach(() => others.flows.clear());

  /** Nothing is to be done for the flow before the window ends. */
  const isQuiet = ({ harness }: Bench, flow: Flow) =>
    waitUntil(async () => {
      const [row] = await harness.query<{ isLater: boolean; active: number }>(
        `select due_at > clock_timestamp() as "isLater", (select count(*)::int from run where flow_id = $1 and state in
           ('queued', 'running', 'waiting')) as active from run_request where flow_id = $1`,
        [flow.id],
      );
      expect(row).toEqual({ isLater: true, active: 0 });
    });

  it('are searched for once, and none is lost when the process ends in between', async () => {
    world.orders = numbers.map((number) => ({ number, sku: 'A', email: 'jan@example.com' }));
    const flow = aFlowApart({ entity: 'order' });
    await told(bench, flow, { state: 'made' });
    const { url } = await hookOf(bench, flow);
    const secret = world.webhooks.find((each) => each.url === url)?.secret ?? '-';
    expect((await bench.harness.run(flow)).counts).toMatchObject({ created: numbers.length });
    const { searches } = world;
    while (world.orders.length > 0) {
      world.orders = world.orders.slice(1);
      expect(await call(bench, url, { 'x-secret': secret, 'x-topic': 'order.deleted' })).toBe(200);
    }
    await isQuiet(bench, flow);
    expect([world.searches, world.withdrawn]).toEqual([searches, []]);
    await bench.harness.stopRunner(bench.app);
    bench.app = await bench.harness.runner(world, gathering);
    await bench.harness.query(
      `with passed as (update flow_cursor set deletions_checked_at = deletions_checked_at - interval '1 hour' where flow_id = $1)
       update run_request set due_at = clock_timestamp() where flow_id = $1`,
      [flow.id],
    );
    await waitUntil(() => {
      expect(world.withdrawn.toSorted()).toEqual(numbers.toSorted());
      return Promise.resolve(true);
    });
    expect(world.searches).toBe(searches + 1);
  });
});

describe('webhooks where Koppel has a port that the application does not call', () => {
  let bench: Bench;
  let world: FakeWorld;

  beforeAll(async () => {
    world = new FakeWorld();
    world.callbackPorts = [80, 443, 8080];
    bench = await startBench(world, { KOPPEL_PUBLIC_URL: 'https://koppel.example:8443', HOOK_SWEEP_MS: '150' });
  });
  afterAll(() => bench?.harness.stop());
  afterEach(() => others.flows.clear());

  it('are none: the flow runs by its schedule, and its page says why', async () => {
    world.addRecords(1);
    const { harness } = bench;
    const flow = aFlowApart({ schedule: { cron: '0 4 * * *', timeZone: 'Europe/Amsterdam' } });
    await waitUntil(
      async () => (await harness.query('select 1 from schedule where flow_id = $1', [flow.id])).length === 1,
    );
    await harness.query('update schedule set next_at = now() where flow_id = $1', [flow.id]);
    const runs = await waitUntil(async () => {
      const { items } = await harness.call(runList, { flowId: flow.id, trigger: 'schedule', state: 'completed' });
      expect(items).toHaveLength(1);
      return items;
    });
    expect(runs).toMatchObject([{ counts: { created: 1 } }]);
    const params = { application: 'Fake source', port: 8443, ports: '80, 443, 8080' };
    await told(bench, flow, { state: 'missing', topics: [], reason: { code: 'flows.hook_port', params } });
    expect(world.webhooks).toEqual([]);
    // No flow was looked at for the sake of the target, which calls nobody.
    expect(await harness.query('select 1 from flow_hook')).toEqual([]);
  });
});

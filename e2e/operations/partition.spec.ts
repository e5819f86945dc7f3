import type { Run } from '@koppel/contracts';
import { tradingDays } from '@koppel/online-retail';
import { expectEachOrderOnce } from '../lib/each-order-once.js';
import { startNetworkedSystem, type NetworkedSystem } from '../lib/network-namespaces.js';
import { flowOf } from '../lib/koppel-client.js';
import {
  exactAccounts,
  doubled,
  integrateSandboxes,
  liftExactLimits,
  logOf,
  salesOrders,
} from '../lib/sandbox-system.js';
import { waitUntil } from '../../tools/wait-until.ts';

describe('two flow-runners in network namespaces of their own', () => {
  let system: NetworkedSystem;

  beforeAll(async () => {
    const env = { RUN_LEASE_MS: '3000', RUN_SWEEP_MS: '250', RUN_PAGE_SIZE: '40', MAX_CONCURRENT_RUNS: '1' };
    system = await startNetworkedSystem(env);
    await liftExactLimits(system.exact);
  });

  afterAll(() => system?.stop());

  const runners = ['flow-runner', 'flow-runner-2'];
  const whoTook = ({ id }: Run): string[] =>
    runners.filter((name) =>
      logOf(system, name)
        .split('\n')
        .some((line) => line.includes('run taken') && line.includes(id)),
    );

  it('share the work, and survive that one of them is cut off in the middle of a run', async () => {
    const { client, exact, shop, network, processes } = system;
    const { integration } = await integrateSandboxes(system);
    const shared: Run[] = [];
    for (const key of ['products', 'prices', 'stock-levels'])
      shared.push(await client.startRun(flowOf(integration, key).id));
    for (const { id } of shared) expect(await client.waitUntilEnded(id)).toMatchObject({ state: 'completed' });
    expect(new Set(shared.flatMap(whoTook))).toEqual(new Set(runners));

    await exact.post('/latency', { ms: 25 });
    const orders = flowOf(integration, 'orders');
    await client.configure(orders, {
      ordersFrom: 'all',
      orderStatuses: ['completed', 'refunded'],
      missingArticle: 'hold',
    });
    await shop.post('/load-orders', { days: tradingDays().slice(0, 2), options: { modifiedAt: 'now' } });
    const run = await client.startRun(orders.id);
    await waitUntil(async () => (await salesOrders(system)).length >= 10, { what: 'the first orders arrive' });
    const [cutOff] = whoTook(run);
    if (!cutOff) throw new Error('nobody took the run');
    const pids = runners.map((name) => processes.pid(name));

    network.disconnect(cutOff);
    const other = runners.find((name) => name !== cutOff) ?? '';
    await waitUntil(() => whoTook(run).includes(other), { what: 'the other one takes the run over' });
    const ended = await client.waitUntilEnded(run.id);
    expect(ended).toMatchObject({ state: 'completed' });
    expect(ended.attempts).toBeGreaterThan(1);
    await exact.post('/latency', { ms: 0 });
    const bookedBefore = (await salesOrders(system)).length;

    network.reconnect(cutOff);
    await processes.ready(cutOff);
    await processes.halt(other);
    await shop.post('/load-orders', { days: tradingDays().slice(2, 3), options: { modifiedAt: 'now' } });
    // Its connections find out one by one that they were cut.
    const started = await waitUntil(() => client.startRun(orders.id), {
      what: 'the one that was cut off answers again',
    });
    const next = await client.waitUntilEnded(started.id, 120_000);
    expect(next).toMatchObject({ state: 'completed' });
    expect(whoTook(next)).toEqual([cutOff]);
    expect((await salesOrders(system)).length).toBeGreaterThan(bookedBefore);
    // It came back by itself: nobody started it again.
    expect(processes.pid(cutOff)).toBe(pids[runners.indexOf(cutOff)]);

    await processes.restart(other);
    await expectEachOrderOnce(system, { flowId: orders.id, days: tradingDays().slice(0, 3) });
    expect(doubled((await exactAccounts(system)).flatMap(({ Email }) => (Email ? [Email] : [])))).toEqual([]);
  }, 420_000);
});

import type { Run } from '@koppel/contracts';
import { readInvoices, tradingDays } from '@koppel/online-retail';
import { query } from '../lib/database.js';
import { flowOf } from '../lib/koppel-client.js';
import { buildPreviousRelease } from '../lib/previous-release.js';
import {
  cents,
  doubled,
  integrateSandboxes,
  liftExactLimits,
  salesOrders,
  shopOrders,
  startSandboxSystem,
  type SandboxSystem,
} from '../lib/sandbox-system.js';
import { SteadyLoad } from '../lib/steady-load.js';
import { startOwnNats } from '../lib/stores.js';

const [firstDay, secondDay, ...laterDays] = tradingDays();
const order = ['connections', 'catalog', 'settings', 'notifications', 'flow-runner', 'gateway'] as const;

/**
 * The tables first, then one service after the other: how a cluster goes from the release before to this one. Before the first
 * release both are this version.
 */
describe('an upgrade from the release before', () => {
  let nats: Awaited<ReturnType<typeof startOwnNats>>;
  let system: SandboxSystem;

  beforeAll(async () => {
    const root = buildPreviousRelease();
    // Without users: the release before cannot log in to those of this one.
    nats = await startOwnNats();
    // The load asks more often than one person may, and one gateway counts for itself.
    const env = { API_CALLS_PER_SESSION: '100000', API_CALLS_PER_ADDRESS: '100000' };
    system = await startSandboxSystem({ root, env: { ...env, RUN_PAGE_SIZE: '50', NATS_URL: nats.url } });
    await liftExactLimits(system.exact);
  }, 400_000);

  afterAll(async () => {
    await system?.stop();
    await nats?.stop();
  });

  it('loses no request and no record, and delivers nothing twice', async () => {
    const { client, shop, processes } = system;
    const { integration } = await integrateSandboxes(system);
    const [products, orders] = [flowOf(integration, 'products'), flowOf(integration, 'orders')];
    await client.configure(orders, {
      ordersFrom: 'all',
      orderStatuses: ['completed', 'refunded'],
      missingArticle: 'hold',
    });
    const arrive = (day: string | undefined) =>
      shop.post('/load-orders', { days: day === undefined ? [] : [day], options: { modifiedAt: 'now' } });

    // The release before, on its own tables.
    await arrive(firstDay);
    const first = await client.runToEnd(products.id);
    expect(first).toMatchObject({ state: 'completed' });
    expect(first.counts.created).toBeGreaterThan(0);
    expect(await client.runToEnd(orders.id)).toMatchObject({ state: 'completed' });

    // The release before, on the tables of this one.
    await processes.migrate();
    await arrive(secondDay);
    expect(await client.runToEnd(orders.id)).toMatchObject({ state: 'completed' });
    const again = await client.runToEnd(products.id, { fromStart: true });
    expect(again).toMatchObject({
      state: 'completed',
      counts: { created: 0, updated: 0, unchanged: first.counts.created },
    });

    // One service after the other is this release's, while people work and records come.
    let url = system.url;
    const load = new SteadyLoad(() => client.at(url));
    const days = [firstDay, secondDay];
    for (const name of order) {
      const day = laterDays.shift();
      days.push(day);
      await arrive(day);
      const run = await client.at(url).startRun(orders.id);
      await processes.replace(name, (address) => {
        if (name === 'gateway') url = address;
      });
      expect(await client.at(url).waitUntilEnded(run.id)).toMatchObject({ state: 'completed' } satisfies Partial<Run>);
    }
    await load.stop();
    expect(load.lost).toEqual([]);
    expect(load.answered).toBeGreaterThan(100);

    // This release alone: everything is there once, and what the release before delivered is found.
    const placed = readInvoices(days.filter((day) => day !== undefined)).map(({ invoiceNo }) => invoiceNo);
    const last = await client.runToEnd(orders.id, { fromStart: true });
    expect(last).toMatchObject({ state: 'completed', counts: { created: 0, updated: 0 } });
    const booked = (await salesOrders(system)).flatMap(({ YourRef }) => YourRef || []);
    expect(booked.length).toBeGreaterThan(placed.length / 2);
    expect(doubled(booked)).toEqual([]);
    const issues = await client.allIssues({ flowId: orders.id });
    const waiting = issues.filter(({ state }) => state === 'open' || state === 'held');
    const accounted = new Set([...booked, ...waiting.map(({ naturalKey }) => naturalKey)]);
    const totals = new Map((await shopOrders(system)).map(({ number, total }) => [number, cents(total)]));
    // Only what sold nothing is left out.
    expect(placed.filter((number) => !accounted.has(number) && totals.get(number) !== 0)).toEqual([]);
    const [link] = await query<{ natural_key: string }>(
      system,
      'select natural_key from flow_runner.record_link where flow_id = $1 limit 1',
      [products.id],
    );
    const found = await client.call('searchRecords', { query: link?.natural_key ?? '', flowId: products.id });
    expect(found.items).toMatchObject([{ naturalKey: link?.natural_key, outcome: 'created' }]);
    const preview = await client.call('startRun', { flowId: products.id, kind: 'preview', fromStart: true });
    expect(await client.waitUntilEnded(preview.id)).toMatchObject({ state: 'completed', kind: 'preview' });
  }, 600_000);
});

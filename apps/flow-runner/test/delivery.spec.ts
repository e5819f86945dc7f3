import {
  issueGet,
  issueList,
  issueRetry,
  issueSkip,
  recordLinkList,
  runList,
  flowSummaryList,
  type Run,
} from '@koppel/contracts';
import { aFlow } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';

const sumOf = ({ counts }: Run) =>
  counts.created + counts.updated + counts.unchanged + counts.filtered + counts.failed + counts.held;

describe('the way of a record', () => {
  let harness: Harness;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(world);
  });
  afterAll(() => harness?.stop());
  beforeEach(() =>
    Object.assign(world, new FakeWorld(), { target: world.target, created: world.created, updated: world.updated }),
  );
  beforeEach(() => {
    world.target.clear();
    world.created.length = 0;
    world.updated.length = 0;
  });

  it('delivers every record once, then writes nothing, then only what changed', async () => {
    const flow = aFlow();
    world.addRecords(35);
    const first = await harness.run(flow);
    expect(first).toMatchObject({ state: 'completed', counts: { read: 35, created: 35 }, pages: 4 });
    expect(world.target.size).toBe(35);
    const second = await harness.run(flow, { fromStart: true });
    expect(second).toMatchObject({ state: 'completed', counts: { read: 35, unchanged: 35, created: 0, updated: 0 } });
    expect(world.created).toHaveLength(35);
    world.change('id-0007', 'Renamed');
    const third = await harness.run(flow);
    expect(third).toMatchObject({ state: 'completed', counts: { read: 1, updated: 1 } });
    expect(world.updated).toEqual(['SKU-0007']);
    const links = await harness.call(recordLinkList, { flowId: flow.id, search: 'sku-0007' });
    expect(links.items).toMatchObject([{ sourceKey: 'id-0007', naturalKey: 'SKU-0007', state: 'linked' }]);
    const summary = await harness.call(flowSummaryList, { flowIds: [flow.id] });
    expect(summary.items[0]).toMatchObject({ linkedRecords: 35, openIssues: 0, lastRun: { id: third.id } });
  });

  it('pages through runs and links without losing or repeating one', async () => {
    const flow = aFlow();
    world.addRecords(7);
    const runs = [await harness.run(flow), await harness.run(flow), await harness.run(flow)];
    const first = await harness.call(runList, { flowId: flow.id, limit: 2 });
    const rest = await harness.call(runList, { flowId: flow.id, limit: 2, after: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(runs.map(({ id }) => id).reverse());
    expect(rest.next).toBeNull();
    const links = await harness.call(recordLinkList, { flowId: flow.id, limit: 5 });
    const more = await harness.call(recordLinkList, { flowId: flow.id, limit: 5, after: links.next ?? '' });
    expect(new Set([...links.items, ...more.items].map(({ sourceKey }) => sourceKey)).size).toBe(7);
    await expect(harness.call(runList, { after: 'nonsense' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('turns malformed records into issues with a plain reason and delivers the others', async () => {
    const flow = aFlow();
    world.addRecords(5);
    world.change('id-0001', '');
    world.change('id-0002', 'crash');
    world.records.push({ key: 'nul\0key', sku: 'SKU-\0NUL', name: 'bad \0 and \ud800', version: 1 });
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { read: 6, created: 4, failed: 2 } });
    expect(sumOf(run)).toBe(run.counts.read);
    const { items } = await harness.call(issueList, { runId: run.id });
    const classes = new Map(items.map((issue) => [issue.naturalKey, issue]));
    expect(classes.get('SKU-0001')).toMatchObject({
      failureClass: 'value',
      state: 'open',
      reason: { code: 'sync.field_invalid', params: { entity: 'product', path: 'name' }, field: 'name' },
    });
    expect(classes.get('SKU-0002')).toMatchObject({
      failureClass: 'defect',
      reason: { code: 'sync.untranslatable', params: { entity: 'product' } },
    });
    const malformed = classes.get('SKU-0001');
    await expect(harness.call(issueGet, { issueId: malformed?.id ?? ('' as never) })).resolves.toMatchObject({
      payload: { sku: 'SKU-0001' },
    });
    world.change('id-0001', 'Mended');
    const mended = await harness.run(flow);
    expect(mended.counts).toMatchObject({ created: 1 });
    await expect(harness.call(issueList, { flowId: flow.id, state: 'resolved' })).resolves.toMatchObject({
      items: [{ naturalKey: 'SKU-0001' }],
    });
  });

  it('keeps a malformed payload that Postgres could not store as it is', async () => {
    const flow = aFlow();
    world.records.push(
      { key: 'id-x', sku: 'X\0', name: 'crash', version: 1 },
      { key: 'id-y', sku: 'Y', name: { deep: 'a\0\ud800' }, version: 1 },
    );
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { read: 2, failed: 2 } });
  });

  it('makes two records with one key an issue that names both, and merges nothing', async () => {
    const flow = aFlow();
    world.addRecords(2);
    world.records.push({ key: 'id-twin', sku: 'SKU-0001', name: 'Twin', version: 1 });
    const run = await harness.run(flow);
    expect(run.counts).toMatchObject({ read: 3, created: 2, failed: 1 });
    const { items } = await harness.call(issueList, { flowId: flow.id });
    expect(items).toMatchObject([{ failureClass: 'duplicate', sourceKey: 'id-twin' }]);
    expect(items[0]?.reason).toMatchObject({ params: { owner: 'id-0001', sourceKey: 'id-twin' } });
    expect(world.target.get('SKU-0001')?.form['name']).toBe('Article 0001');
  });

  it('does not let two records overwrite each other at a target that takes their keys for one', async () => {
    const flow = aFlow();
    world.records.push({ key: 'id-low', sku: '85123a', name: 'Low', version: 1 });
    await harness.run(flow);
    const shared = world.target.get('85123a');
    if (!shared) throw new Error('the record was not delivered');
    world.target.set('85123A', shared);
    world.records.push({ key: 'id-high', sku: '85123A', name: 'High', version: 2 });
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, failed: 1 });
    const { items } = await harness.call(issueList, { flowId: flow.id });
    expect(items).toMatchObject([
      {
        failureClass: 'duplicate',
        reason: { code: 'sync.duplicate_key', params: { owner: 'id-low', sourceKey: 'id-high' } },
      },
    ]);
    expect(world.updated).toEqual([]);
  });

  it('counts a record that comes twice in a page twice, and delivers its last state', async () => {
    const flow = aFlow();
    world.addRecords(1);
    world.records.push({ key: 'id-0000', sku: 'SKU-0000', name: 'Newer', version: 1 });
    const run = await harness.run(flow);
    expect(run.counts).toMatchObject({ read: 2, created: 1, unchanged: 1 });
    expect(world.target.get('SKU-0000')?.form['name']).toBe('Newer');
  });

  it('updates what exists at the target already, or leaves it alone, as the settings say', async () => {
    world.target.set('SKU-0000', { key: 't-old', form: {} });
    world.addRecords(2);
    const created = await harness.run(aFlow({ settings: { writeMode: 'create' } }));
    expect(created.counts).toMatchObject({ created: 1, filtered: 1 });
    expect(world.updated).toEqual([]);
    world.target.delete('SKU-0001');
    const updated = await harness.run(aFlow({ settings: { writeMode: 'update' } }));
    expect(updated.counts).toMatchObject({ updated: 1, filtered: 1, created: 0 });
    const both = await harness.run(aFlow());
    expect(both.counts).toMatchObject({ updated: 1, created: 1 });
  });

  it('reads from the beginning when the settings changed', async () => {
    const flow = aFlow({ settings: { leftOut: 'Article 0001' } });
    world.addRecords(3);
    expect((await harness.run(flow)).counts).toMatchObject({ created: 2, filtered: 1 });
    expect((await harness.run(flow)).counts).toMatchObject({ read: 0 });
    aFlow({ ...flow, settings: { leftOut: 'nobody' } });
    expect((await harness.run(flow)).counts).toMatchObject({ read: 3, created: 1, unchanged: 2 });
  });

  it('delivers each customer once before its orders, and shares what several keys have in common', async () => {
    const flow = aFlow({ entity: 'order' });
    world.target.set('A', { key: 'item-a', form: {} });
    world.orders = [
      { number: '1', sku: 'A', email: 'jan@example.com' },
      { number: '2', sku: 'A', email: 'jan@example.com' },
      { number: '3', sku: 'A', email: 'JAN@example.com' },
      { number: '4', sku: 'A', email: 'not an address' },
    ];
    const run = await harness.run(flow);
    expect(run).toMatchObject({ state: 'completed', counts: { read: 4, created: 3, failed: 1 } });
    expect(world.created.filter((key) => key.includes('@'))).toEqual(['jan@example.com']);
    const customer = world.target.get('jan@example.com')?.key;
    expect(world.target.get('3')?.form['references']).toEqual({ customer });
    const { items } = await harness.call(issueList, { runId: run.id });
    expect(items).toMatchObject([
      { naturalKey: '4', failureClass: 'value', reason: { code: 'sync.field_invalid', field: 'customer.email' } },
    ]);
  });

  it('knows an article of an order by its own code, whatever code the shop made of it', async () => {
    const articles = aFlow();
    world.addRecords(2);
    await harness.run(articles);
    await harness.query('update record_link set stored_key = $2 where flow_id = $1 and natural_key = $3', [
      ...[articles.id, 'SKU 1', 'SKU-0001'],
    ]);
    const oppositeFlows = [{ flowId: articles.id, entity: 'product' as const }];
    const orders = aFlow({ entity: 'order', oppositeFlows });
    world.orders = [
      { number: '8', sku: 'SKU 1', email: 'a@example.com' },
      { number: '9', sku: 'SKU-0000', email: 'a@example.com' },
    ];
    expect((await harness.run(orders)).counts).toMatchObject({ created: 2, held: 0 });
    expect(world.target.get('8')?.form).toMatchObject({ sku: 'SKU-0001' });
    expect(world.target.get('9')?.form).toMatchObject({ sku: 'SKU-0000' });
    await harness.query('update record_link set stored_key = $2 where flow_id = $1 and natural_key = $3', [
      ...[articles.id, 'SKU-0000', 'SKU-0001'],
    ]);
    world.orders.push({ number: '11', sku: 'SKU-0000', email: 'a@example.com' });
    await harness.run(orders);
    expect(world.target.get('11')?.form).toMatchObject({ sku: 'SKU-0000' });
  });

  it('holds an order until its article exists, then delivers it by itself', async () => {
    const flow = aFlow({ entity: 'order' });
    world.orders = [{ number: '10', sku: 'LATER', email: 'a@example.com' }];
    const first = await harness.run(flow);
    expect(first.counts).toMatchObject({ read: 1, held: 1 });
    await expect(harness.call(issueList, { flowId: flow.id })).resolves.toMatchObject({
      items: [{ state: 'held', waitsFor: 'item:LATER' }],
    });
    const still = await harness.run(flow);
    expect(still.counts).toMatchObject({ read: 1, held: 1 });
    world.target.set('LATER', { key: 'item', form: {} });
    const then = await harness.run(flow);
    expect(then.counts).toMatchObject({ read: 1, created: 1, held: 0 });
    await expect(harness.call(issueList, { flowId: flow.id })).resolves.toMatchObject({
      items: [{ state: 'resolved' }],
    });
    expect((await harness.run(flow)).counts.read).toBe(0);
    expect(world.created.filter((key) => key === '10')).toHaveLength(1);
  });

  it('retries the record of an issue alone, and skips another for good', async () => {
    const flow = aFlow();
    world.addRecords(3);
    world.change('id-0000', 'crash');
    world.change('id-0001', 'crash');
    await harness.run(flow);
    const { items } = await harness.call(issueList, { flowId: flow.id });
    const [left, right] = items;
    if (!left || !right) throw new Error('two issues were expected');
    const { run, issue } = await harness.call(issueRetry, { issueId: left.id });
    expect(issue.state).toBe('retrying');
    const retried = await harness.ended(run);
    expect(retried).toMatchObject({ state: 'completed', kind: 'retry', counts: { read: 1, failed: 1 } });
    await expect(harness.call(issueGet, { issueId: left.id })).resolves.toMatchObject({ state: 'open', attempts: 2 });
    await expect(harness.call(issueSkip, { issueId: right.id })).resolves.toMatchObject({ state: 'skipped' });
    await expect(harness.call(issueSkip, { issueId: right.id })).rejects.toMatchObject({ code: 'issue.not_open' });
    world.change(right.sourceKey, 'well again');
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, filtered: 1 });
  });
});

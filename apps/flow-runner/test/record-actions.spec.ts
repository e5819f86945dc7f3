import { issueRetry, recordDeliver, recordGet, recordUnlink, type EntityKind, type Flow } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { aFlow, others } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';

describe('what a person does with one record', () => {
  let harness: Harness;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(world);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    const { target, created, updated } = world;
    Object.assign(world, new FakeWorld(), { target, created, updated });
    target.clear();
    created.length = 0;
    updated.length = 0;
  });

  const ref = (flow: Flow, sourceKey: string, entity: EntityKind = flow.entity) => ({
    flowId: flow.id,
    entity,
    sourceKey,
  });
  const get = (flow: Flow, sourceKey: string) => harness.call(recordGet, ref(flow, sourceKey));
  const deliver = async (flow: Flow, sourceKey: string) =>
    harness.ended(await harness.call(recordDeliver, ref(flow, sourceKey)));
  const outcomes = async (flow: Flow, sourceKey: string) =>
    (await get(flow, sourceKey)).attempts.map(({ outcome }) => outcome);

  it('forgets its link: the next run finds it at the target again, or creates it anew', async () => {
    const flow = aFlow();
    world.addRecords(2);
    await harness.run(flow);
    const before = await get(flow, 'id-0000');
    const anna = aPerson({ name: 'Anna Smit' });
    const done = await harness.call(recordUnlink, ref(flow, 'id-0000'), anna);
    expect(done).toMatchObject({ kind: 'unlinked', targetKey: before.record.targetKey, byName: 'Anna Smit' });
    const unlinked = await get(flow, 'id-0000');
    expect(unlinked).toMatchObject({
      record: { targetKey: null },
      explanation: { code: 'requested' },
      actions: [done],
    });
    await expect(harness.call(recordUnlink, ref(flow, 'id-0000'))).rejects.toMatchObject({
      code: 'record.not_linked',
    });

    // The source has nothing new, yet it is read again; it stands at the target under its key, so none is created.
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, updated: 1, created: 0 });
    expect(await get(flow, 'id-0000')).toMatchObject({
      record: { targetKey: before.record.targetKey },
      explanation: { code: 'synced' },
    });
    expect((await harness.run(flow)).counts.read).toBe(0);

    await harness.call(recordUnlink, ref(flow, 'id-0001'));
    world.target.delete('SKU-0001');
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, created: 1 });
    expect(world.created.filter((key) => key === 'SKU-0001')).toHaveLength(2);
  });

  it('forgets the link of what is delivered along with others, which the next of them looks up', async () => {
    const flow = aFlow({ entity: 'order' });
    world.target.set('A', { key: 'item', form: {} });
    world.orders = [{ number: 'W-1', sku: 'A', email: 'jan@example.com' }];
    await harness.run(flow);
    const customer = ref(flow, 'email:jan@example.com', 'customer');
    await harness.call(recordUnlink, customer);
    await expect(harness.call(recordDeliver, customer)).rejects.toMatchObject({ code: 'record.not_deliverable' });
    world.target.delete('jan@example.com');
    expect((await harness.run(flow)).counts.read).toBe(0);
    world.orders.push({ number: 'W-2', sku: 'A', email: 'jan@example.com' });
    await harness.run(flow);
    expect(world.created.filter((key) => key === 'jan@example.com')).toHaveLength(2);
  });

  it('delivers it again as it is at the source now, although it has not changed', async () => {
    const flow = aFlow();
    world.addRecords(25);
    await harness.run(flow);
    world.target.set('SKU-0021', { key: 't-22', form: { name: 'By hand' } });
    const run = await deliver(flow, 'id-0021');
    expect(run).toMatchObject({ kind: 'retry', state: 'completed', counts: { read: 1, updated: 1 } });
    expect(world.target.get('SKU-0021')?.form['name']).toBe('Article 0021');
    expect(world.updated).toEqual(['SKU-0021']);
    expect(await outcomes(flow, 'id-0021')).toEqual(['updated', 'created']);
    expect((await get(flow, 'id-0021')).actions).toMatchObject([{ kind: 'delivered_again', by: expect.any(String) }]);
    // Once: the runs after it leave it alone.
    await harness.run(flow, { fromStart: true });
    expect(world.updated).toEqual(['SKU-0021']);
  });

  it('writes an order again where it stands, without creating it anew', async () => {
    const flow = aFlow({ entity: 'order' });
    world.target.set('A', { key: 'item', form: {} });
    world.orders = [{ number: 'W-1', sku: 'A', email: 'jan@example.com' }];
    await harness.run(flow);
    expect((await deliver(flow, 'W-1')).counts).toMatchObject({ read: 1, updated: 1 });
    expect(await outcomes(flow, 'W-1')).toEqual(['updated', 'created']);
    expect(world.created.filter((key) => key === 'W-1')).toHaveLength(1);
  });

  it('says that an order was deleted at the target, which is booked anew only once its link is removed', async () => {
    const flow = aFlow({ entity: 'order' });
    world.target.set('A', { key: 'item', form: {} });
    world.orders = [{ number: 'W-1', sku: 'A', email: 'jan@example.com' }];
    await harness.run(flow);
    const { targetKey } = (await get(flow, 'W-1')).record;
    world.gone.add(targetKey ?? '');
    world.target.delete('W-1');
    expect((await deliver(flow, 'W-1')).counts).toMatchObject({ failed: 1, created: 0 });
    expect((await get(flow, 'W-1')).explanation).toMatchObject({ code: 'issue_open', reason: { code: 'fake.gone' } });
    // Reading it again, or retrying its issue, does not pass it for delivered.
    expect((await harness.run(flow, { fromStart: true })).counts).toMatchObject({ failed: 1, created: 0 });
    const issueId = (await get(flow, 'W-1')).explanation.issueId ?? ('' as never);
    const { run } = await harness.call(issueRetry, { issueId });
    expect((await harness.ended(run)).counts).toMatchObject({ failed: 1, unchanged: 0 });
    await harness.call(recordUnlink, ref(flow, 'W-1'));
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, created: 1 });
    expect((await get(flow, 'W-1')).explanation).toMatchObject({ code: 'synced', issueId: null });
  });

  it('follows an order that somebody booked anew under its number', async () => {
    const flow = aFlow({ entity: 'order' });
    world.target.set('A', { key: 'item', form: {} });
    world.orders = [{ number: 'W-1', sku: 'A', email: 'jan@example.com' }];
    await harness.run(flow);
    world.gone.add((await get(flow, 'W-1')).record.targetKey ?? '');
    world.target.set('W-1', { key: 'booked-anew', form: {} });
    expect((await deliver(flow, 'W-1')).counts).toMatchObject({ updated: 1 });
    expect((await get(flow, 'W-1')).record.targetKey).toBe('booked-anew');
  });

  it('delivers what somebody skipped, and says so where it is not at the source any more', async () => {
    const flow = aFlow();
    world.addRecords(2);
    world.change('id-0000', 'crash');
    await harness.run(flow);
    await harness.query(`update issue set state = 'skipped' where flow_id = $1`, [flow.id]);
    world.change('id-0000', 'Mended');
    expect((await deliver(flow, 'id-0000')).counts).toMatchObject({ created: 1 });
    expect((await get(flow, 'id-0000')).explanation).toMatchObject({ code: 'synced', issueId: null });
    world.records = world.records.filter(({ key }) => key !== 'id-0001');
    expect((await deliver(flow, 'id-0001')).counts).toMatchObject({ read: 1, filtered: 1 });
    expect((await get(flow, 'id-0001')).explanation).toMatchObject({ reason: { code: 'sync.gone_at_source' } });
  });

  it('is refused while a run of its flow is active, and of records that nobody knows', async () => {
    const flow = aFlow();
    world.addRecords(1);
    await harness.run(flow);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.addRecords(1, 5);
    world.beforeRead = () => gate;
    const busy = await harness.startRun(flow);
    for (const contract of [recordUnlink, recordDeliver]) {
      await expect(harness.call(contract, ref(flow, 'id-0000'))).rejects.toMatchObject({ code: 'run.already_active' });
    }
    release();
    await harness.ended(busy);
    expect((await get(flow, 'id-0000')).actions).toEqual([]);
    await expect(harness.call(recordDeliver, ref(flow, 'nobody'))).rejects.toMatchObject({ code: 'record.not_found' });
    others.flows.delete(flow.id);
    await expect(harness.call(recordDeliver, ref(flow, 'id-0000'))).rejects.toMatchObject({ code: 'flow.not_found' });
  });
});

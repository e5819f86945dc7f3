import {
  issueLink,
  issueList,
  recordGet,
  recordSearch,
  runRecordList,
  type Flow,
  type RecordDocument,
} from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { aFlow, aFlowApart, others } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';

describe('the life of an order that was booked', () => {
  let harness: Harness;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(world, { DELETION_CHECK_MS: '1' });
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    world.target.clear();
    for (const list of [world.created, world.updated, world.withdrawn]) list.length = 0;
    world.processed.clear();
    world.documents.clear();
    world.told.length = 0;
    world.credits = [];
    world.target.set('A', { key: 'item', form: {} });
    world.target.set('B', { key: 'item', form: {} });
    world.orders = [{ number: 'W-1', sku: 'A', email: 'jan@example.com' }];
  });

  const record = async (flow: Flow) =>
    (await harness.call(recordGet, { flowId: flow.id, entity: 'order', sourceKey: 'W-1' })).record;
  const explanation = async (flow: Flow) =>
    (await harness.call(recordGet, { flowId: flow.id, entity: 'order', sourceKey: 'W-1' })).explanation;
  const issuesOf = async (flow: Flow) => (await harness.call(issueList, { flowId: flow.id, isUnresolved: true })).items;

  /** A flow whose order is at the target. */
  async function booked(): Promise<Flow> {
    const flow = aFlowApart({ entity: 'order' });
    expect((await harness.run(flow)).counts).toMatchObject({ created: 1 });
    return flow;
  }

  function change(changes: Partial<FakeWorld['orders'][number]>): void {
    world.orders.push({ number: 'W-1', sku: 'A', email: 'jan@example.com', ...changes });
  }

  it('is changed there when it changes in the shop', async () => {
    const flow = await booked();
    change({ sku: 'B' });
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, updated: 1 });
    expect(world.updated).toEqual(['W-1']);
    change({ sku: 'B' });
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, unchanged: 1 });
  });

  it('is taken back when it is cancelled, and booked anew when it is opened again', async () => {
    const flow = await booked();
    change({ isCancelled: true });
    const run = await harness.run(flow);
    expect(run.counts).toMatchObject({ read: 1, updated: 1 });
    expect(world.withdrawn).toEqual(['W-1']);
    const listed = await harness.call(runRecordList, { runId: run.id, outcome: 'updated' });
    expect(listed.items).toMatchObject([{ naturalKey: 'W-1', outcome: 'withdrawn' }]);
    expect(await explanation(flow)).toMatchObject({ code: 'withdrawn', reason: { code: 'fake.gone' } });
    expect(await record(flow)).toMatchObject({ outcome: 'withdrawn', targetKey: null, reason: { code: 'fake.gone' } });
    const found = await harness.call(recordSearch, { query: 'jan@example.com', flowId: flow.id, entity: 'order' });
    expect(found.items).toMatchObject([{ outcome: 'withdrawn' }]);
    change({ isCancelled: true });
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, unchanged: 1 });
    expect(await explanation(flow)).toMatchObject({ code: 'withdrawn', reason: { code: 'fake.gone' } });
    expect(await record(flow)).toMatchObject({ outcome: 'withdrawn', reason: { code: 'fake.gone' } });
    change({});
    expect((await harness.run(flow)).counts).toMatchObject({ created: 1 });
    expect(await record(flow)).toMatchObject({ outcome: 'created' });
  });

  const invoice: RecordDocument = { kind: 'sales_invoice', number: '1002', total: '1.21', currency: 'EUR' };

  it('keeps its document with its link and with each attempt, until it is taken back', async () => {
    world.documents.set('W-1', invoice);
    const flow = await booked();
    const total = { amount: '1.21', currency: 'EUR' };
    expect(await record(flow)).toMatchObject({ document: invoice, total });
    const listed = await harness.call(recordSearch, { query: 'W-1', flowId: flow.id, entity: 'order' });
    expect(listed.items).toMatchObject([{ document: invoice, total }]);
    world.documents.set('W-1', { ...invoice, total: '2.42', vat: [{ ratePercent: '21', amount: '0.42' }] });
    change({ sku: 'B' });
    const run = await harness.run(flow);
    expect(world.told.at(-1)).toMatchObject({ naturalKey: 'W-1', document: invoice });
    expect(await record(flow)).toMatchObject({ document: { total: '2.42', vat: [{ amount: '0.42' }] } });
    const ofRun = await harness.call(runRecordList, { runId: run.id });
    expect(ofRun.items.at(-1)).toMatchObject({ entity: 'order', outcome: 'updated', document: { total: '2.42' } });
    change({ isCancelled: true });
    await harness.run(flow);
    expect(world.told.at(-1)).toMatchObject({ document: { total: '2.42' } });
    const after = await harness.call(recordGet, { flowId: flow.id, entity: 'order', sourceKey: 'W-1' });
    expect(after.record.document).toBeUndefined();
    expect(after.record.total).toEqual(total);
    expect(after.attempts.map(({ outcome, document }) => [outcome, document?.total])).toEqual([
      ['withdrawn', '2.42'],
      ['updated', '2.42'],
      ['created', '1.21'],
    ]);
  });

  it('knows the document of an order that was found, and not what one comes to that a person saw to', async () => {
    world.documents.set('W-1', invoice);
    world.target.set('W-1', { key: 'there', form: {} });
    const flow = aFlowApart({ entity: 'order' });
    expect((await harness.run(flow)).counts).toMatchObject({ unchanged: 1 });
    expect(await record(flow)).toMatchObject({ targetKey: 'there', document: invoice });
    world.processed.add('W-1');
    change({ isCancelled: true });
    await harness.run(flow);
    expect(await record(flow)).toMatchObject({ outcome: 'failed', document: invoice });
    const [issue] = await issuesOf(flow);
    const { run } = await harness.call(issueLink, { issueId: issue?.id as never });
    await harness.ended(run);
    expect((await record(flow)).document).toBeUndefined();
  });

  it('is found by its buyer also where it was never delivered', async () => {
    const flow = aFlowApart({ entity: 'order' });
    world.orders = [{ number: 'W-1', sku: 'A', email: 'anna@example.com', isCancelled: true }];
    expect((await harness.run(flow)).counts).toMatchObject({ filtered: 1 });
    for (const query of ['anna@example.com', 'Anna Smit'])
      expect((await harness.call(recordSearch, { query, flowId: flow.id })).items).toMatchObject([
        { naturalKey: 'W-1', title: 'Anna Smit', outcome: 'filtered' },
      ]);
  });

  it('says until when it is known to be there still', async () => {
    const flow = await booked();
    const { comparison } = await explanation(flow);
    expect(comparison).toEqual({
      readAt: expect.any(String),
      deletions: { checkedAt: expect.any(String), everyMs: 1 },
    });
  });

  it('is taken back when it is deleted, which no reading tells', async () => {
    const flow = await booked();
    world.orders = [];
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, updated: 1 });
    expect(world.withdrawn).toEqual(['W-1']);
    expect((await harness.run(flow)).counts).toMatchObject({ read: 0 });
  });

  it('stays an issue where it was processed, until a person has done it', async () => {
    const flow = await booked();
    world.processed.add('W-1');
    change({ isCancelled: true });
    expect((await harness.run(flow)).counts).toMatchObject({ failed: 1 });
    change({ isCancelled: true });
    expect((await harness.run(flow)).counts).toMatchObject({ failed: 1 });
    const [issue] = await issuesOf(flow);
    expect(issue).toMatchObject({ reason: { code: 'fake.processed', params: { targetKey: expect.any(String) } } });
    const { run } = await harness.call(issueLink, { issueId: issue?.id as never });
    expect((await harness.ended(run)).counts).toMatchObject({ updated: 1 });
    expect(await issuesOf(flow)).toEqual([]);
    expect(await record(flow)).toMatchObject({ outcome: 'withdrawn', reason: { code: 'sync.taken_back_by_hand' } });
    expect(await explanation(flow)).toMatchObject({ code: 'withdrawn', linkedByHand: { kind: 'done' } });
    change({ isCancelled: true });
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, unchanged: 1 });
    expect(world.withdrawn).toEqual([]);
  });

  it('has credits in a flow of their own, which wait for it', async () => {
    const orders = aFlowApart({ entity: 'order', integrationId: randomUUID() as Flow['integrationId'] });
    const { integrationId, sourceConnectionId, targetConnectionId } = orders;
    const origin = { flowId: orders.id, settings: {} };
    const relatedFlows = [{ flowId: orders.id, entity: 'order' as const }];
    const route = { integrationId, sourceConnectionId, targetConnectionId };
    const credits = aFlow({ entity: 'credit', ...route, origin, relatedFlows });
    others.flows.set(credits.id, credits);
    world.credits = [{ number: 'W-1-R1', order: 'W-1' }];
    expect((await harness.run(credits)).counts).toMatchObject({ held: 1 });
    expect(await issuesOf(credits)).toMatchObject([
      { state: 'held', waitsFor: 'order:W-1', reason: { code: 'sync.waits_for_origin' } },
    ]);
    world.documents.set('W-1', invoice).set('W-1-R1', { ...invoice, number: '1003', total: '-1.21' });
    await harness.run(orders);
    expect((await harness.run(credits)).counts).toMatchObject({ created: 1 });
    expect(world.told.at(-1)).toMatchObject({ naturalKey: 'W-1-R1', referencedDocuments: { order: invoice } });
    expect(await issuesOf(credits)).toEqual([]);
    expect(world.target.get('W-1-R1')?.form).toMatchObject({
      references: { order: world.target.get('W-1')?.key },
    });
    const order = await harness.call(recordGet, { flowId: orders.id, entity: 'order', sourceKey: 'W-1' });
    const total = { amount: '1.21', currency: 'EUR' };
    expect(order.related).toMatchObject([
      { entity: 'credit', naturalKey: 'W-1-R1', outcome: 'created', total, document: { number: '1003' } },
    ]);
    const credit = await harness.call(recordGet, { flowId: credits.id, entity: 'credit', sourceKey: 'W-1-R1' });
    expect(credit.related).toMatchObject([{ entity: 'order', naturalKey: 'W-1', document: invoice }]);
  });

  it('fails a flow of credits whose integration has none for orders', async () => {
    const credits = aFlow({ entity: 'credit' });
    expect(await harness.run(credits)).toMatchObject({ state: 'failed', reason: { code: 'sync.origin_missing' } });
  });
});

import {
  recordAttemptGet,
  recordGet,
  recordSearch,
  runRecordList,
  type EntityKind,
  type Flow,
  type RequestOf,
} from '@koppel/contracts';
import { aFlow, others } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

const stranger = { organizationId: 'org-2' as never, actor: { kind: 'service' as const, name: 'test' } };

describe('the account of records', () => {
  let harness: Harness;
  let world: FakeWorld;
  const stage = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(stage, { RECORD_CLEAN_MS: '100' });
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    stage.target.clear();
    const { beforeWrite, afterWrite, beforeRead, records, orders } = new FakeWorld();
    world = Object.assign(stage, { beforeWrite, afterWrite, beforeRead, records, orders });
    others.states.clear();
  });

  const get = (flow: Flow, sourceKey: string, entity: EntityKind = flow.entity) =>
    harness.call(recordGet, { flowId: flow.id, entity, sourceKey });
  const timeline = async (flow: Flow, sourceKey: string, entity?: EntityKind) =>
    (await get(flow, sourceKey, entity)).attempts.map(({ outcome, times }) => `${outcome} ${times}`);
  const found = async (request: RequestOf<typeof recordSearch>) =>
    (await harness.call(recordSearch, request)).items.map(({ naturalKey }) => naturalKey);

  it('tells each thing that happened to a record once, with the record at every stage', async () => {
    const flow = aFlow();
    world.addRecords(12);
    await harness.run(flow);
    await harness.run(flow, { fromStart: true });
    world.change('id-0003', 'Renamed');
    const run = await harness.run(flow);
    const { record, attempts, explanation } = await get(flow, 'id-0003');
    expect(record).toMatchObject({ naturalKey: 'SKU-0003', title: 'Renamed', outcome: 'updated', runId: run.id });
    expect(attempts.map(({ outcome, times }) => [outcome, times])).toEqual([
      ['updated', 1],
      ['created', 1],
    ]);
    const comparison = { readAt: run.startedAt };
    expect(explanation).toEqual({ code: 'synced', reason: null, issueId: null, nextRunAt: null, comparison });
    const attempt = await harness.call(recordAttemptGet, { attemptId: attempts[0]?.id ?? ('' as never) });
    expect(attempt.payloads).toMatchObject({
      source: { key: 'id-0003', sku: 'SKU-0003', name: 'Renamed' },
      canonical: { sku: 'SKU-0003', name: 'Renamed' },
      target: { sku: 'SKU-0003', name: 'Renamed' },
    });
    const ofRun = await harness.call(runRecordList, { runId: run.id });
    expect(ofRun.items).toMatchObject([{ sourceKey: 'id-0003', outcome: 'updated', trigger: 'manual' }]);
    expect(await timeline(flow, 'id-0004')).toEqual(['created 1']);
  });

  it('counts up what is left out again for the same reason, and tells when it is well again', async () => {
    const flow = aFlow();
    world.addRecords(3);
    const first = await harness.run(flow);
    aFlow({ ...flow, settings: { leftOut: 'Article 0001' } });
    await harness.run(flow, { fromStart: true });
    const run = await harness.run(flow, { fromStart: true });
    expect(run.filterReasons).toMatchObject([{ reason: { code: 'fake.left_out' }, count: 1 }]);
    expect(await timeline(flow, 'id-0001')).toEqual(['filtered 2', 'created 1']);
    const { record, explanation, attempts } = await get(flow, 'id-0001');
    expect(attempts.map(({ runId }) => runId)).toEqual([run.id, first.id]);
    expect(record.runId).toBe(run.id);
    expect(record.targetKey).toMatch(/^t-/);
    expect(explanation).toMatchObject({ code: 'filtered', reason: { code: 'fake.left_out' } });
    aFlow({ ...flow, settings: {} });
    await harness.run(flow, { fromStart: true });
    await harness.run(flow, { fromStart: true });
    expect(await timeline(flow, 'id-0001')).toEqual(['unchanged 1', 'filtered 2', 'created 1']);
    expect((await get(flow, 'id-0001')).explanation.code).toBe('synced');
  });

  it('tells of records that were found at the target and only linked', async () => {
    const flow = aFlow({ settings: { writeMode: 'create' } });
    world.addRecords(1);
    world.target.set('SKU-0000', { key: 'old', form: {} });
    await harness.run(flow);
    expect(await timeline(flow, 'id-0000')).toEqual(['filtered 1']);
    expect((await get(flow, 'id-0000')).record).toMatchObject({ targetKey: 'old' });
  });

  it('tells an interrupted page once', async () => {
    const flow = aFlow();
    world.addRecords(20);
    let failures = 3;
    world.beforeWrite = ({ naturalKey }) => {
      if (naturalKey < 'SKU-0005' || failures <= 0) return undefined;
      failures -= 1;
      throw shopFailures.isDown();
    };
    const run = await harness.run(flow);
    expect(run.attempts).toBeGreaterThan(1);
    const { items } = await harness.call(runRecordList, { runId: run.id, outcome: 'created' });
    expect(items.map(({ naturalKey }) => naturalKey).sort()).toEqual(world.records.map(({ sku }) => sku));
    const first = items.find(({ naturalKey }) => naturalKey === 'SKU-0000');
    const kept = await harness.call(recordAttemptGet, { attemptId: first?.id ?? ('' as never) });
    expect(kept.payloads).toMatchObject({ source: { sku: 'SKU-0000' }, target: { sku: 'SKU-0000' } });
  });

  it('holds an order, delivers it, and tells of its customer too', async () => {
    const flow = aFlow({ entity: 'order' });
    world.orders = [{ number: 'W-77', sku: 'LATER', email: 'Jan@Example.com' }];
    await harness.run(flow);
    await harness.run(flow);
    expect(await timeline(flow, 'W-77')).toEqual(['held 2']);
    const held = await get(flow, 'W-77');
    expect(held.explanation).toMatchObject({ code: 'issue_held', issueId: expect.any(String) });
    expect(held.record).toMatchObject({ failureClass: 'missing_reference', targetKey: null });
    world.target.set('LATER', { key: 'item', form: {} });
    await harness.run(flow);
    expect(await timeline(flow, 'W-77')).toEqual(['created 1', 'held 2']);
    const customer = await get(flow, 'email:Jan@Example.com', 'customer');
    expect(customer.record).toMatchObject({ entity: 'customer', outcome: 'created' });
    const attempt = await harness.call(recordAttemptGet, { attemptId: customer.attempts[0]?.id ?? ('' as never) });
    expect(attempt.payloads).toMatchObject({ source: null, target: { email: 'jan@example.com' } });
    const byMail = await harness.call(recordSearch, { query: ' JAN@example.COM ', flowId: flow.id });
    expect(byMail.items.map(({ entity }) => entity).sort()).toEqual(['customer', 'order']);
    expect(await found({ query: 'w-77', entity: 'order' })).toEqual(['W-77']);
  });

  it('finds a record by its keys in any case, by its ids, and by a part of its name', async () => {
    const flow = aFlow();
    world.records = [
      { key: 'B7E1-SOURCE', sku: 'Lamp-9', name: 'Standing lamp', barcode: '8712345000012', version: 1 },
      { key: 'k-2', sku: 'OTHER', name: 'Shade for LAMP-9', version: 1 },
      { key: 'k-3', sku: 'crash-3', name: 'crash', version: 1 },
    ];
    await harness.run(flow);
    expect(await found({ query: 'lAMP-9', flowId: flow.id })).toEqual(['Lamp-9', 'OTHER']);
    expect(await found({ query: '8712345000012' })).toEqual(['Lamp-9']);
    expect(await found({ query: 'b7e1-source' })).toEqual(['Lamp-9']);
    expect(await found({ query: 'standing' })).toEqual(['Lamp-9']);
    const { targetKey } = (await get(flow, 'k-2')).record;
    expect(await found({ query: targetKey?.toUpperCase() ?? '', flowId: flow.id })).toContain('OTHER');
    expect(await found({ query: 'crash-3' })).toEqual(['crash-3']);
    expect(await found({ flowId: flow.id, outcome: 'failed' })).toEqual(['crash-3']);
    expect(await found({ query: 'no such thing' })).toEqual([]);
    const strange = await harness.call(recordSearch, { query: 'lamp-9' }, stranger);
    expect(strange.items).toEqual([]);
    const hidden = harness.call(recordGet, { flowId: flow.id, entity: 'product', sourceKey: 'k-2' }, stranger);
    await expect(hidden).rejects.toMatchObject({ code: 'record.not_found' });
    const [attempt] = (await get(flow, 'k-2')).attempts;
    const peeked = harness.call(recordAttemptGet, { attemptId: attempt?.id ?? ('' as never) }, stranger);
    await expect(peeked).rejects.toMatchObject({ code: 'record.not_found' });
    const runId = attempt?.runId ?? ('' as never);
    await expect(harness.call(runRecordList, { runId }, stranger)).rejects.toMatchObject({ code: 'run.not_found' });
  });

  it('pages through what it found, exact matches first, without losing or repeating one', async () => {
    const flow = aFlow();
    world.addRecords(9);
    world.records.push({ key: 'id-x', sku: 'x', name: 'Like SKU-0004', version: 1 });
    await harness.run(flow);
    const all: string[] = [];
    let after: string | undefined;
    do {
      const page = await harness.call(recordSearch, { query: 'sku-0004', flowId: flow.id, limit: 1, after });
      all.push(...page.items.map(({ sourceKey }) => sourceKey));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(all).toEqual(['id-0004', 'id-x']);
    const first = await harness.call(recordSearch, { flowId: flow.id, limit: 6 });
    const rest = await harness.call(recordSearch, { flowId: flow.id, limit: 6, after: first.next ?? '' });
    const keys = [...first.items, ...rest.items].map(({ sourceKey }) => sourceKey);
    expect(keys).toHaveLength(10);
    expect(new Set(keys).size).toBe(10);
    const wrong = harness.call(recordSearch, { after: 'nonsense' });
    await expect(wrong).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('says why a record is not there', async () => {
    const flow = aFlow();
    world.addRecords(2);
    world.change('id-0001', '');
    await harness.run(flow);
    const failed = await get(flow, 'id-0001');
    expect(failed.explanation).toMatchObject({
      code: 'issue_open',
      reason: { code: 'sync.field_invalid', field: 'name' },
    });
    const attempt = await harness.call(recordAttemptGet, { attemptId: failed.attempts[0]?.id ?? ('' as never) });
    expect(attempt.payloads).toMatchObject({ source: { name: '' }, canonical: { sku: 'SKU-0001' }, target: null });
    others.states.set(flow.targetConnectionId, 'needs_attention');
    expect((await get(flow, 'id-0000')).explanation.code).toBe('connection_needs_attention');
    others.states.clear();
    aFlow({ ...flow, isEnabled: false });
    expect((await get(flow, 'id-0000')).explanation).toMatchObject({ code: 'synced', flowState: 'paused' });
    others.flows.delete(flow.id);
    const removed = (await get(flow, 'id-0000')).explanation;
    expect(removed).toMatchObject({ code: 'synced', flowState: 'removed' });
    await expect(get(flow, 'id-none')).rejects.toMatchObject({ code: 'record.not_found' });
  });

  it('keeps the newest hundred attempts of a record', async () => {
    const flow = aFlow();
    world.addRecords(1);
    await harness.run(flow);
    await harness.query(`update record_attempt set ordinal = 100 where flow_id = $1`, [flow.id]);
    world.change('id-0000', 'Renamed');
    await harness.run(flow);
    expect(await timeline(flow, 'id-0000')).toEqual(['updated 1', 'created 1']);
    await harness.query(
      `update record_attempt set ordinal = ordinal - 100 where flow_id = $1 and outcome = 'created'`,
      [flow.id],
    );
    world.change('id-0000', 'Renamed again');
    await harness.run(flow);
    expect(await timeline(flow, 'id-0000')).toEqual(['updated 1', 'updated 1']);
  });

  it('forgets payloads after a while, and keeps none that is too long', async () => {
    const flow = aFlow();
    world.records = [
      { key: 'old', sku: 'OLD', name: 'Old', version: 1 },
      { key: 'long', sku: 'LONG', name: ['x'.repeat(70_000)], version: 1 },
    ];
    await harness.run(flow);
    const none = { source: null, canonical: null, target: null };
    const [long] = (await get(flow, 'long')).attempts;
    const tooLong = await harness.call(recordAttemptGet, { attemptId: long?.id ?? ('' as never) });
    expect(tooLong).toMatchObject({ outcome: 'failed', payloads: none });
    const [old] = (await get(flow, 'old')).attempts;
    await harness.query(`update record_attempt set at = now() - interval '91 days' where id = $1`, [old?.id]);
    const isForgotten = 'select 1 from record_attempt where id = $1 and payloads is null';
    await waitUntil(async () => (await harness.query(isForgotten, [old?.id])).length === 1);
    const forgotten = await harness.call(recordAttemptGet, { attemptId: old?.id ?? ('' as never) });
    expect(forgotten).toMatchObject({ outcome: 'created', payloads: none });
  });

  it('leaves alone what a person has set at the target, also once its payloads are forgotten', async () => {
    const flow = aFlow();
    const article = { key: 'kept', sku: 'KEPT', name: 'Mug', version: 1 };
    world.records = [article];
    await harness.run(flow);
    await harness.query(`update record_attempt set at = now() - interval '91 days' where flow_id = $1`, [flow.id]);
    const isForgotten = 'select 1 from record_attempt where flow_id = $1 and payloads is null';
    await waitUntil(async () => (await harness.query(isForgotten, [flow.id])).length === 1);
    world.records = [{ ...article, barcode: '4006381333931', version: 2 }];
    expect(await harness.run(flow)).toMatchObject({ counts: { updated: 1 } });
    expect(world.target.get('KEPT')?.form).toMatchObject({ name: null, barcode: '4006381333931' });
    world.records = [{ ...article, name: 'Cup', barcode: '4006381333931', version: 3 }];
    await harness.run(flow);
    expect(world.target.get('KEPT')?.form).toMatchObject({ name: 'Cup' });
  });
});

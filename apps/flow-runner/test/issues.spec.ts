import {
  issueCauseList,
  issueEdit,
  issueGet,
  issueList,
  issueRetry,
  issueRetryMany,
  issueSkipMany,
  type Flow,
  type Issue,
} from '@koppel/contracts';
import { aFlow, aFlowApart, others } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness } from './harness.js';

const noRight = (sku: string) => shopFailures.refuses(403, `article ${sku} lies in a closed group`);

describe('issues', () => {
  let harness: Harness;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(world, { RUN_PAGE_SIZE: '100' });
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    const { target, created, updated } = world;
    Object.assign(world, new FakeWorld(), { target, created, updated });
    target.clear();
    created.length = 0;
    updated.length = 0;
  });

  const refuseAll = () => {
    world.beforeWrite = ({ naturalKey }) => noRight(naturalKey);
  };
  const acceptAll = () => {
    world.beforeWrite = () => undefined;
  };
  const openOf = async (flow: Flow) => (await harness.call(issueList, { flowId: flow.id, isUnresolved: true })).items;
  async function onlyOpen(flow: Flow): Promise<Issue> {
    const [issue] = await openOf(flow);
    if (!issue) throw new Error('an issue was expected');
    return issue;
  }
  const age = (flow: Flow, interval: string) =>
    harness.query(`update issue set updated_at = now() - $2::interval where flow_id = $1`, [flow.id, interval]);

  it('are put together by their cause, the largest group first', async () => {
    const flow = aFlow();
    world.addRecords(6);
    world.change('id-0000', 'crash');
    world.change('id-0001', '');
    refuseAll();
    await harness.run(flow);
    const { items } = await harness.call(issueCauseList, { flowId: flow.id });
    expect(items.map(({ failureClass, counts }) => [failureClass, counts.open])).toEqual([
      ['permission', 4],
      expect.arrayContaining([1]),
      expect.arrayContaining([1]),
    ]);
    const [largest] = items;
    expect(largest).toMatchObject({
      flowId: flow.id,
      integrationId: flow.integrationId,
      entity: 'product',
      waitsFor: null,
    });
    expect(largest?.reason.params['said']).toContain('closed group');
    expect(largest?.examples).toHaveLength(3);
    const { causeId } = largest ?? {};
    const listed = await harness.call(issueList, { causeId, flowId: flow.id, isUnresolved: true });
    expect(listed.items).toHaveLength(4);
    expect(listed.items[0]).toMatchObject({ causeId, isEdited: false, integrationId: flow.integrationId });
    const search = async (text: string) =>
      (await harness.call(issueList, { flowId: flow.id, search: text })).items.map(({ naturalKey }) => naturalKey);
    expect(await search('sku-0004')).toEqual(['SKU-0004']);
    expect(await search('id-0001')).toEqual(['SKU-0001']);
    expect(await search('%')).toEqual([]);
    await harness.call(issueSkipMany, { selection: { causeId: causeId ?? '' } });
    expect((await harness.call(issueCauseList, { integrationId: flow.integrationId })).items).toHaveLength(2);
    expect((await harness.call(issueList, { flowId: flow.id, isUnresolved: false })).items).toHaveLength(4);
  });

  it('tells what a group waits for where it is one thing', async () => {
    const flow = aFlow({ entity: 'order' });
    world.orders = ['1', '2'].map((number) => ({ number, sku: 'LATER', email: 'a@example.com' }));
    await harness.run(flow);
    const { items } = await harness.call(issueCauseList, { flowId: flow.id });
    expect(items).toMatchObject([{ counts: { open: 0, held: 2, retrying: 0 }, waitsFor: 'item:LATER' }]);
  });

  it('deliver the record as a person changed it', async () => {
    const flow = aFlowApart();
    world.addRecords(2);
    world.change('id-0001', 'crash');
    await harness.run(flow);
    const issue = await onlyOpen(flow);
    const payload = { key: 'id-0001', sku: 'SKU-0001', name: 'Mended by hand', version: 2 };
    const edited = await harness.call(issueEdit, { issueId: issue.id, payload });
    expect(edited).toMatchObject({ isEdited: true, state: 'open', payload });
    const [stored] = await harness.query<{ edited_by: string; edited_at: Date }>(
      'select edited_by, edited_at from issue where id = $1',
      [issue.id],
    );
    expect(stored).toMatchObject({ edited_by: expect.any(String), edited_at: expect.any(Date) });
    const { run } = await harness.call(issueRetry, { issueId: issue.id });
    expect((await harness.ended(run)).counts).toMatchObject({ read: 1, created: 1 });
    expect(world.target.get('SKU-0001')?.form['name']).toBe('Mended by hand');
    await expect(harness.call(issueEdit, { issueId: issue.id, payload })).rejects.toMatchObject({
      code: 'issue.not_open',
    });
  });

  it('stay edited while the same record fails, until the source gives a newer one', async () => {
    const flow = aFlowApart();
    world.addRecords(1);
    refuseAll();
    await harness.run(flow);
    const issue = await onlyOpen(flow);
    await harness.call(issueEdit, {
      issueId: issue.id,
      payload: { key: 'id-0000', sku: 'SKU-0000', name: 'By hand', version: 1 },
    });
    const { run } = await harness.call(issueRetry, { issueId: issue.id });
    await harness.ended(run);
    expect(await onlyOpen(flow)).toMatchObject({ state: 'open', isEdited: true, attempts: 2 });
    world.change('id-0000', 'From the source');
    await harness.run(flow);
    const latest = await harness.call(issueGet, { issueId: issue.id });
    expect(latest).toMatchObject({ isEdited: false, payload: { name: 'From the source' } });
  });

  it.each([
    ['a record that is not well formed', { sku: 'A', name: '' }, 'sync.field_invalid'],
    ['something that is no record', null, 'sync.untranslatable'],
    ['a record that is far too large', { sku: 'A', name: 'x'.repeat(300_000) }, 'issues.record_too_large'],
  ])('refuse %s', async (_what, payload, code) => {
    const flow = aFlowApart();
    world.addRecords(1);
    world.change('id-0000', 'crash');
    await harness.run(flow);
    const issue = await onlyOpen(flow);
    await expect(harness.call(issueEdit, { issueId: issue.id, payload })).rejects.toMatchObject({
      code: 'issue.payload_invalid',
      reason: { code },
    });
    await expect(harness.call(issueGet, { issueId: issue.id })).resolves.toMatchObject({
      isEdited: false,
      payload: { name: 'crash' },
    });
  });

  it('of one cause are all retried in one go, page by page', async () => {
    const flow = aFlow();
    world.pageSize = 100;
    world.addRecords(500);
    refuseAll();
    await harness.run(flow);
    const [cause] = (await harness.call(issueCauseList, { flowId: flow.id })).items;
    expect(cause?.counts.open).toBe(500);
    acceptAll();
    const reply = await harness.call(issueRetryMany, { selection: { causeId: cause?.causeId ?? '' } });
    expect(reply).toMatchObject({
      count: 500,
      busyFlowIds: [],
      runs: [{ flowId: flow.id, kind: 'retry', trigger: 'manual' }],
    });
    const [run] = reply.runs;
    if (!run) throw new Error('a run was expected');
    expect(await harness.ended(run)).toMatchObject({ state: 'completed', pages: 5, counts: { created: 500 } });
    expect(await openOf(flow)).toEqual([]);
    expect(world.target.size).toBe(500);
  });

  it('of several flows are retried by a run each, without those whose flow is busy', async () => {
    const [left, right] = [aFlow(), aFlow()];
    world.addRecords(2);
    refuseAll();
    await harness.run(left);
    await harness.run(right);
    acceptAll();
    const issueIds = [...(await openOf(left)), ...(await openOf(right))].map(({ id }) => id);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.addRecords(1, 9);
    world.beforeRead = () => gate;
    const busy = await harness.startRun(right);
    const reply = await harness.call(issueRetryMany, { selection: { issueIds } });
    expect(reply).toMatchObject({ count: 2, runs: [{ flowId: left.id }], busyFlowIds: [right.id] });
    release();
    await Promise.all([busy, ...reply.runs].map((run) => harness.ended(run)));
    expect(await openOf(left)).toEqual([]);
    expect((await openOf(right)).map(({ state }) => state)).toEqual(['open', 'open']);
    await expect(harness.call(issueRetryMany, { selection: { issueIds: issueIds.slice(0, 2) } })).resolves.toEqual({
      count: 0,
      runs: [],
      busyFlowIds: [],
    });
    await expect(harness.call(issueSkipMany, { selection: { issueIds } })).resolves.toEqual({ count: 2 });
  });

  it('stay skipped when a person skips them while they are delivered', async () => {
    const flow = aFlow();
    world.addRecords(2);
    refuseAll();
    await harness.run(flow);
    const issues = await openOf(flow);
    const skip = async () => {
      for (const { id } of issues) await harness.query(`update issue set state = 'skipped' where id = $1`, [id]);
    };
    let isSkipped: Promise<void> | undefined;
    world.beforeWrite = async ({ naturalKey }) => {
      await (isSkipped ??= skip());
      return naturalKey.endsWith('0') ? noRight(naturalKey) : undefined;
    };
    await harness.run(flow, { fromStart: true });
    const rows = await harness.query<{ state: string }>('select state from issue where flow_id = $1', [flow.id]);
    expect(rows.map(({ state }) => state)).toEqual(['skipped', 'skipped']);
  });

  it('go back to what they were when their retry does not come to them', async () => {
    const flow = aFlow();
    world.addRecords(1);
    refuseAll();
    await harness.run(flow);
    const issue = await onlyOpen(flow);
    others.flows.set(flow.id, { ...flow, entity: 'price' });
    const { run } = await harness.call(issueRetry, { issueId: issue.id });
    expect(await harness.ended(run)).toMatchObject({ state: 'failed' });
    expect(await onlyOpen(flow)).toMatchObject({ state: 'open' });
  });

  it('that may be mended at the target are tried again automatically, with growing delays', async () => {
    const flow = aFlow();
    world.addRecords(2);
    world.change('id-0001', 'crash');
    refuseAll();
    await harness.run(flow);
    acceptAll();
    expect((await harness.run(flow)).counts.read).toBe(0);
    await age(flow, '6 minutes');
    refuseAll();
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, failed: 1 });
    acceptAll();
    await age(flow, '6 minutes');
    expect((await harness.run(flow)).counts.read).toBe(0);
    await age(flow, '11 minutes');
    expect((await harness.run(flow)).counts).toMatchObject({ read: 1, created: 1 });
    expect(await openOf(flow)).toMatchObject([{ naturalKey: 'SKU-0001', failureClass: 'defect' }]);
  });
});

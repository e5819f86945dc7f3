import {
  issueEdit,
  issueLink,
  issueList,
  issueRetry,
  issueSkip,
  recordGet,
  recordUnlink,
  type Flow,
  type Issue,
} from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { aFlow, aFlowApart } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness } from './harness.js';

describe('an order whose reference stands at the target already', () => {
  let harness: Harness;
  const world = new FakeWorld();
  /** Key of the document that somebody else booked; links of it stay from test to test. */
  let byHand: string;

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
    byHand = `by-hand-${randomUUID()}`;
    target.set('A', { key: 'item', form: {} });
    target.set('W-1', { key: byHand, form: { note: 'booked by hand' } });
    world.taken.add('W-1');
    world.orders = [{ number: 'W-1', sku: 'A', email: 'jan@example.com' }];
  });

  const record = (flow: Flow) => harness.call(recordGet, { flowId: flow.id, entity: 'order', sourceKey: 'W-1' });
  async function openIssue(flow: Flow): Promise<Issue> {
    await harness.run(flow);
    const [issue] = (await harness.call(issueList, { flowId: flow.id, isUnresolved: true })).items;
    if (!issue) throw new Error('an issue was expected');
    return issue;
  }

  it('is linked with it where a person says that it is the same, and nothing is written', async () => {
    const flow = aFlow({ entity: 'order' });
    const issue = await openIssue(flow);
    expect(issue).toMatchObject({
      failureClass: 'duplicate',
      reason: { code: 'fake.reference_taken', params: { naturalKey: 'W-1', targetKey: byHand } },
    });
    const { run } = await harness.call(issueLink, { issueId: issue.id });
    expect(await harness.ended(run)).toMatchObject({ kind: 'retry', counts: { read: 1, unchanged: 1 } });
    expect(world.created).toEqual([]);
    expect(world.target.get('W-1')?.form).toEqual({ note: 'booked by hand' });
    expect(await record(flow)).toMatchObject({
      record: { targetKey: byHand, outcome: 'unchanged' },
      explanation: { code: 'linked_by_hand', issueId: null, linkedByHand: { kind: 'linked', targetKey: byHand } },
      actions: [{ kind: 'linked', targetKey: byHand, targetNumber: '2026-7', by: expect.any(String) }],
    });
    await expect(harness.call(issueLink, { issueId: issue.id })).rejects.toMatchObject({ code: 'issue.not_open' });
    expect((await harness.run(flow, { fromStart: true })).counts).toMatchObject({ read: 1, unchanged: 1 });
  });

  it('is booked under another reference where a person changes it, or skipped', async () => {
    const flow = aFlow({ entity: 'order' });
    const issue = await openIssue(flow);
    const payload = { number: 'W-1b', sku: 'A', email: 'jan@example.com' };
    await harness.call(issueEdit, { issueId: issue.id, payload });
    const { run } = await harness.call(issueRetry, { issueId: issue.id });
    expect((await harness.ended(run)).counts).toMatchObject({ created: 1 });
    expect(world.created).toContain('W-1b');
    expect((await harness.run(flow, { fromStart: true })).counts).toMatchObject({ read: 1, unchanged: 1 });

    const other = aFlow({ entity: 'order' });
    await harness.call(issueSkip, { issueId: (await openIssue(other)).id });
    expect((await harness.run(other, { fromStart: true })).counts).toMatchObject({ read: 1, filtered: 1 });
  });

  it('is not linked with the document of another order, unless that one lets it go', async () => {
    const left = aFlow({ entity: 'order' });
    const right = aFlow({ entity: 'order', title: 'Orders of the other shop' });
    const elsewhere = aFlowApart({ entity: 'order' });
    const [issue, otherIssue, apartIssue] = [await openIssue(left), await openIssue(right), await openIssue(elsewhere)];
    await harness.ended((await harness.call(issueLink, { issueId: issue.id })).run);
    await expect(harness.call(issueLink, { issueId: otherIssue.id })).rejects.toMatchObject({
      code: 'issue.not_linkable',
      reason: { code: 'issues.target_linked', params: { naturalKey: 'W-1', flow: left.title } },
    });
    // The same key in another administration is another document.
    await harness.ended((await harness.call(issueLink, { issueId: apartIssue.id })).run);
    await harness.call(recordUnlink, { flowId: left.id, entity: 'order', sourceKey: 'W-1' });
    const { run } = await harness.call(issueLink, { issueId: otherIssue.id });
    expect((await harness.ended(run)).counts).toMatchObject({ unchanged: 1 });
  });

  it('is linked only while no run of its flow is active, and only where the issue names a record', async () => {
    const flow = aFlow({ entity: 'order' });
    const issue = await openIssue(flow);
    await harness.query(`update run set state = 'waiting' where flow_id = $1`, [flow.id]);
    await expect(harness.call(issueLink, { issueId: issue.id })).rejects.toMatchObject({ code: 'run.already_active' });
    expect((await record(flow)).actions).toEqual([]);

    const other = aFlow();
    world.addRecords(1);
    world.change('id-0000', '');
    await expect(harness.call(issueLink, { issueId: (await openIssue(other)).id })).rejects.toMatchObject({
      code: 'issue.not_linkable',
      reason: { code: 'issues.no_target' },
    });
  });
});

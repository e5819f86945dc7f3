import { jest } from '@jest/globals';
import { issueList, previewGet, runGet, runList, runStart } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { aFlow } from './fake-services.js';
import { FakeWorld } from './fake-world.js';
import { Harness, person, until } from './harness.js';

jest.setTimeout(40_000);

/** The statements of runners from before previews, attempts and causes, word for word. */
const older = {
  insertRun: `insert into run (id, organization_id, flow_id, integration_id, entity, flow_title, trigger, state, flow, options)
    values ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $9)
    on conflict (flow_id) where state in ('queued', 'running', 'waiting') do nothing returning id`,
  due: `select id from run where (state = 'queued' and queued_at < now() - make_interval(secs => $2))
      or (state = 'waiting' and resumes_at <= now()) or (state = 'running' and lease_until < now())
    order by queued_at limit $1`,
  insertLink: `insert into record_link (flow_id, organization_id, last_run_id, state, entity, source_key, natural_key, target_key, hash, uncounted)
    values ($1, 'org-1', $2, 'linked', 'product', 'id-old', 'SKU-OLD', 't-old', 'hash', null)`,
  insertIssue: `insert into issue (organization_id, flow_id, integration_id, run_id, entity, id, source_key, natural_key, failure_class, state, reason, waits_for, payload)
    select 'org-1', $1, $2, $3, 'product', change.id, key, key, 'value', 'open', $4, null, '{}' from unnest($5::uuid[], $6::text[]) as change (id, key)
    on conflict (flow_id, entity, source_key) where state <> 'resolved' do update set run_id = excluded.run_id, reason = excluded.reason,
      attempts = issue.attempts + 1, updated_at = now() returning id`,
};

describe('beside runners of the release before', () => {
  let harness: Harness;
  const world = new FakeWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(world);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => (world.beforeRead = () => undefined));

  const insertRun = (flow: ReturnType<typeof aFlow>) => {
    const { id, integrationId, entity, title } = flow;
    const row = [randomUUID(), person.organizationId, id, integrationId, entity, title, 'manual', JSON.stringify(flow)];
    return harness.query<{ id: string }>(older.insertRun, [...row, '{}']);
  };

  it('takes the runs that they queue, and keeps two of one flow apart', async () => {
    const flow = aFlow();
    world.addRecords(1);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeRead = () => gate;
    const [inserted] = await insertRun(flow);
    expect(await insertRun(flow)).toEqual([]);
    await expect(harness.startRun(flow)).rejects.toMatchObject({ code: 'run.already_active' });
    release();
    const run = await harness.call(runGet, { runId: inserted?.id as never });
    expect(await harness.settled(run)).toMatchObject({ state: 'completed', counts: { created: 1 } });
  });

  it('keeps previews out of their sight, so that none is taken for a run', async () => {
    const flow = aFlow();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeRead = () => gate;
    const preview = await harness.call(runStart, { flowId: flow.id, trigger: 'preview' });
    await harness.settled(preview, ['running']);
    expect(await harness.query('select 1 from run where id = $1', [preview.id])).toEqual([]);
    expect(await harness.query(older.due, [1_000, -60])).toEqual([]);
    expect(await insertRun(flow)).toHaveLength(1);
    release();
    expect(await harness.settled(preview)).toMatchObject({ state: 'completed', trigger: 'preview' });
    await expect(harness.call(previewGet, { runId: preview.id })).resolves.toMatchObject({ run: { id: preview.id } });
    const { items } = await harness.call(runList, { flowId: flow.id });
    expect(items.map(({ trigger }) => trigger)).toEqual(['manual']);
    const previews = await harness.call(runList, { flowId: flow.id, trigger: 'preview' });
    expect(previews.items.map(({ id }) => id)).toEqual([preview.id]);
    await until(async () => (await harness.call(runList, { flowId: flow.id, state: 'completed' })).items.length === 1);
  });

  it('goes on from their links, and gives their issues a cause', async () => {
    const flow = aFlow();
    const [run] = await insertRun(flow);
    await harness.query(older.insertLink, [flow.id, run?.id]);
    const insertIssues = (reason: string, keys: string[]) => {
      const ids = keys.map(() => randomUUID());
      return harness.query(older.insertIssue, [flow.id, flow.integrationId, run?.id, reason, ids, keys]);
    };
    await insertIssues('No VAT code.', ['a', 'b']);
    await insertIssues('No name.', ['c']);
    await insertIssues('No VAT code.', ['a']);
    const rows = await harness.query<{ source_key: string; cause_id: string }>(
      'select source_key, cause_id from issue where flow_id = $1 order by source_key',
      [flow.id],
    );
    const [a, b, c] = rows.map((row) => row.cause_id);
    expect(a).toMatch(/^[0-9a-f]{32}$/);
    expect(b).toBe(a);
    expect(c).not.toBe(a);
    expect((await harness.call(issueList, { flowId: flow.id })).items).toHaveLength(3);
  });
});

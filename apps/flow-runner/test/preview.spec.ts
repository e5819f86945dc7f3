import {
  issueLink,
  issueList,
  issueSkip,
  previewGet,
  runCancel,
  runGet,
  runStart,
  type Flow,
  type JsonValue,
  type Preview,
} from '@koppel/contracts';
import { type Connector, type ConnectorContext, type TargetPayload } from '@koppel/connector-sdk';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createServer } from 'node:http';
import { PreviewRepository } from '../src/preview/preview.repository.js';
import { aFlow } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

/** Two applications that also tell what they have, and how much. */
class TellingWorld extends FakeWorld {
  total: number | undefined;
  isTelling = true;
  isTellingNames = true;
  honoursPageSize = false;

  override connectors(): Connector[] {
    const [source, target] = super.connectors();
    const { product: reader } = source?.readers ?? {};
    const { product: writer } = target?.writers ?? {};
    if (!source || !target || !reader || !writer) throw new Error('the fake applications carry no products');
    const ping = (context: ConnectorContext) => this.ping(context);
    const world = this; // eslint-disable-line @typescript-eslint/no-this-alias -- a generator cannot be an arrow function
    const product: typeof reader = {
      ...reader,
      async *read(context, options) {
        if (world.honoursPageSize) world.pageSize = options.pageSize;
        for await (const page of reader.read(context, options)) {
          await ping(context);
          yield page;
        }
      },
      count: () => Promise.resolve(this.total),
    };
    const current = (_context: ConnectorContext, matches: readonly { naturalKey: string }[]) =>
      Promise.resolve(new Map(matches.flatMap(({ naturalKey }) => this.formOf(naturalKey))));
    return [
      { ...source, readers: { ...source.readers, product } },
      { ...target, writers: { ...target.writers, product: { ...writer, current } } },
    ];
  }

  private async ping(context: ConnectorContext): Promise<void> {
    if (this.pingUrl) await context.http.request({ method: 'GET', url: '/ping' });
  }

  private formOf(naturalKey: string): [string, TargetPayload][] {
    const form = this.target.get(naturalKey)?.form;
    if (!form || !this.isTelling) return [];
    const { sku = null, name = null } = form;
    return [[naturalKey, this.isTellingNames ? { sku, name } : { sku }]];
  }
}

describe('a preview', () => {
  let harness: Harness;
  let runner: NestExpressApplication;
  const world = new TellingWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    runner = await harness.runner(world, { PREVIEW_RECORDS: '8' });
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    const { target, created, updated } = world;
    Object.assign(world, new TellingWorld(), { target, created, updated, pingUrl: undefined, total: undefined });
    target.clear();
    created.length = 0;
    updated.length = 0;
  });

  const start = (flow: Flow, fromStart = false) =>
    harness.call(runStart, { flowId: flow.id, kind: 'preview', fromStart });
  async function preview(flow: Flow, fromStart = false): Promise<Preview> {
    const run = await harness.ended(await start(flow, fromStart));
    expect(run).toMatchObject({ kind: 'preview', state: 'completed', reason: null });
    return harness.call(previewGet, { runId: run.id });
  }
  const forbidWriting = () => {
    world.beforeWrite = () => {
      throw new Error('a preview wrote');
    };
  };

  /** Every row of the ledger but those that any run has. */
  async function ledger(): Promise<unknown[]> {
    const ofRuns = [
      'run',
      'preview_run',
      'run',
      'run_log',
      'outbox',
      'preview',
      'rate_budget',
      'rate_budget_holder',
      'migrations',
    ];
    const tables = await harness.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = current_schema() and table_name <> all($1)`,
      [ofRuns],
    );
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['record_link', 'issue', 'flow_cursor']));
    return harness.query(
      tables
        .map(
          ({ name }) => `select '${name}' as name, md5(string_agg(r::text, ',' order by r::text)) from "${name}" as r`,
        )
        .join(' union all ') + ' order by 1',
    );
  }

  it('writes nothing, tells every outcome, and tells the same again', async () => {
    const flow = aFlow({ settings: { leftOut: 'Article 0003' } });
    world.addRecords(4);
    world.change('id-0002', '');
    await harness.run(flow);
    const { items } = await harness.call(issueList, { flowId: flow.id });
    await harness.call(issueSkip, { issueId: items[0]?.id ?? ('' as never) });
    world.change('id-0001', 'Renamed');
    world.records.push({ key: 'id-bad', sku: 'BAD', name: 'crash', version: 1 });
    world.addRecords(1, 7);
    const before = await ledger();
    const forms = JSON.stringify([...world.target]);
    forbidWriting();
    const first = await preview(flow, true);
    const second = await preview(flow, true);
    expect({ ...second, run: null }).toEqual({ ...first, run: null });
    expect(first.counts).toEqual({ create: 1, update: 1, withdraw: 0, unchanged: 1, filtered: 2, failed: 1, held: 0 });
    expect(first.run.counts).toMatchObject({ read: 6, created: 1, updated: 1, unchanged: 1, filtered: 2, failed: 1 });
    expect(first).toMatchObject({ limit: 8, hasMore: false, total: 6 });
    expect(new Map(first.records.map(({ naturalKey, outcome }) => [naturalKey, outcome]))).toEqual(
      new Map([
        ['SKU-0000', 'unchanged'],
        ['SKU-0001', 'update'],
        ['SKU-0002', 'filtered'],
        ['SKU-0003', 'filtered'],
        ['BAD', 'failed'],
        ['SKU-0007', 'create'],
      ]),
    );
    expect(first.records.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      failureClass: 'defect',
      reason: { code: 'sync.untranslatable' },
      payloads: { source: { sku: 'BAD' }, target: null },
    });
    expect(await ledger()).toEqual(before);
    expect(JSON.stringify([...world.target])).toBe(forms);
    const delivered = await harness.query(
      `select 1 from outbox where subject like '%records.delivered%' and payload::text like '%' || $1 || '%'`,
      [first.run.id],
    );
    expect(delivered).toEqual([]);
  });

  it('names all fields of what would be created, and of what would be updated those that differ', async () => {
    const flow = aFlow({ isEnabled: false });
    world.addRecords(1);
    await harness.run(flow);
    world.change('id-0000', 'Renamed');
    world.addRecords(1, 1);
    forbidWriting();
    const changesOf = async (): Promise<Record<string, JsonValue>> => {
      const { records } = await preview(flow, true);
      return Object.fromEntries(records.map(({ naturalKey, changes }) => [naturalKey, changes as never]));
    };
    expect(await changesOf()).toEqual({
      'SKU-0000': [{ name: 'name', before: 'Article 0000', after: 'Renamed' }],
      'SKU-0001': [
        { name: 'sku', after: 'SKU-0001' },
        { name: 'name', after: 'Article 0001' },
      ],
    });
    world.isTelling = false;
    expect((await changesOf())['SKU-0000']).toEqual([
      { name: 'sku', after: 'SKU-0000' },
      { name: 'name', after: 'Renamed' },
    ]);
    expect((await preview(flow)).records.map(({ title }) => title)).toEqual(['Article 0001', 'Renamed']);
  });

  it('names the field of an update that the target does not tell of, and calls unchanged what it has already', async () => {
    const flow = aFlow();
    world.addRecords(2);
    await harness.run(flow);
    world.change('id-0000', 'Renamed');
    world.change('id-0001', 'Renamed too');
    forbidWriting();
    // Somebody made the same change at the target by hand.
    world.target.set('SKU-0000', { key: 't-1', form: { sku: 'SKU-0000', name: 'Renamed' } });
    world.isTellingNames = false;
    world.target.set('SKU-0001', { key: 't-2', form: { sku: 'SKU-0001', name: 'Article 0001' } });
    const hidden = await preview(flow);
    expect(hidden.records.map(({ outcome, changes }) => [outcome, changes])).toEqual([
      ['update', [{ name: 'name', after: 'Renamed' }]],
      ['update', [{ name: 'name', after: 'Renamed too' }]],
    ]);
    world.isTellingNames = true;
    const told = await preview(flow);
    expect(told.records.map(({ outcome, changes }) => [outcome, changes])).toEqual([
      ['unchanged', []],
      ['update', [{ name: 'name', before: 'Article 0001', after: 'Renamed too' }]],
    ]);
    expect(told.counts).toMatchObject({ update: 1, unchanged: 1 });
  });

  it('looks at no more than it should, and counts its calls', async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await waitUntil(() => server.listening);
    const address = server.address();
    world.pingUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    try {
      const flow = aFlow();
      world.addRecords(20);
      const unknown = await preview(flow);
      expect(unknown).toMatchObject({ hasMore: true, total: null, counts: { create: 8 } });
      expect(unknown.records).toHaveLength(8);
      expect(unknown.calls).toEqual({ spent: { source: 1, target: 1 }, writes: 4, wholeRun: null });
      world.total = 80;
      const known = await preview(flow);
      expect(known).toMatchObject({ hasMore: true, total: 80 });
      expect(known.calls.wholeRun).toEqual({ source: 8, target: 50 });
    } finally {
      server.close();
    }
  });

  it.each([true, false])('tells the calls that a run then spends (pages as asked for: %s)', async (honoursPageSize) => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await waitUntil(() => server.listening);
    const address = server.address();
    world.pingUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    try {
      const flow = aFlow();
      world.addRecords(1_200);
      Object.assign(world, { total: 1_200, honoursPageSize });
      const { wholeRun } = (await preview(flow)).calls;
      Object.assign(world, { reads: 0, finds: 0 });
      expect(await harness.run(flow)).toMatchObject({ state: 'completed', counts: { created: 1_200 } });
      const calls = { source: world.reads, target: world.finds + world.created.length / 2 };
      expect((wholeRun?.source ?? 0) / calls.source).toBeGreaterThan(0.8);
      expect((wholeRun?.source ?? 0) / calls.source).toBeLessThan(1.25);
      expect((wholeRun?.target ?? 0) / calls.target).toBeGreaterThan(0.8);
      expect((wholeRun?.target ?? 0) / calls.target).toBeLessThan(1.25);
    } finally {
      server.close();
    }
  });

  it('shows what records depend on, and what they wait for', async () => {
    const flow = aFlow({ entity: 'order' });
    world.target.set('A', { key: 'item-a', form: {} });
    world.orders = [
      { number: '1', sku: 'A', email: 'jan@example.com' },
      { number: '2', sku: 'A', email: 'jan@example.com' },
      { number: '3', sku: 'LATER', email: 'piet@example.com' },
    ];
    forbidWriting();
    const { records, counts, calls, run } = await preview(flow);
    expect(records).toMatchObject([
      {
        entity: 'customer',
        naturalKey: 'jan@example.com',
        outcome: 'create',
        changes: [{ name: 'email', after: 'jan@example.com' }],
      },
      {
        entity: 'order',
        naturalKey: '1',
        outcome: 'create',
        payloads: { source: { number: '1' }, target: { sku: 'A' } },
      },
      { entity: 'order', naturalKey: '2', outcome: 'create' },
      { entity: 'order', naturalKey: '3', outcome: 'held', failureClass: 'missing_reference' },
    ]);
    expect(counts).toMatchObject({ create: 3, held: 1 });
    expect(run.counts).toMatchObject({ read: 3, created: 2, held: 1 });
    expect(calls.writes).toBe(3);
    expect(world.created).toEqual([]);
  });

  it('shows an order whose reference is taken as an issue, and as nothing to do once both are linked', async () => {
    const flow = aFlow({ entity: 'order' });
    world.target.set('A', { key: 'item-a', form: {} });
    world.target.set('1', { key: 'by-hand', form: {} });
    world.taken.add('1');
    world.orders = [{ number: '1', sku: 'A', email: 'jan@example.com' }];
    forbidWriting();
    const before = await preview(flow);
    expect(before.counts).toEqual({ create: 0, update: 0, withdraw: 0, unchanged: 0, filtered: 0, failed: 1, held: 0 });
    expect(before.records).toMatchObject([
      { entity: 'order', outcome: 'failed', failureClass: 'duplicate', reason: { code: 'fake.reference_taken' } },
    ]);
    expect(before.run.counts).toMatchObject({ read: 1, failed: 1 });
    expect((await harness.call(issueList, { flowId: flow.id })).items).toEqual([]);

    await harness.run(flow);
    const [issue] = (await harness.call(issueList, { flowId: flow.id })).items;
    const { run } = await harness.call(issueLink, { issueId: issue?.id ?? ('' as never) });
    await harness.ended(run);
    expect((await preview(flow, true)).counts).toMatchObject({ unchanged: 1, failed: 0 });
  });

  it('waits for an application like any run, and can be cancelled', async () => {
    const flow = aFlow();
    world.addRecords(2);
    let isDown = true;
    world.beforeRead = () => {
      if (isDown) throw shopFailures.isDown({ retryAfterMs: 300 });
    };
    const run = await start(flow);
    await harness.ended(run, ['waiting']);
    await expect(harness.call(previewGet, { runId: run.id })).resolves.toMatchObject({
      run: { state: 'waiting', reason: { code: 'http.unavailable' } },
      records: [],
    });
    isDown = false;
    await harness.ended(run);
    await expect(harness.call(previewGet, { runId: run.id })).resolves.toMatchObject({ counts: { create: 2 } });
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeRead = () => gate;
    const cancelled = await start(flow);
    await harness.ended(cancelled, ['running']);
    await harness.call(runCancel, { runId: cancelled.id });
    release();
    await expect(harness.ended(cancelled)).resolves.toMatchObject({ state: 'cancelled' });
    await expect(harness.call(previewGet, { runId: cancelled.id })).resolves.toMatchObject({ records: [] });
  });

  it('hinders no run of its flow, and gives way to one', async () => {
    const flow = aFlow();
    world.addRecords(2);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    world.beforeRead = () => (world.reads === 1 ? gate : undefined);
    const first = await start(flow);
    await waitUntil(() => world.reads === 1);
    await expect(start(flow)).rejects.toMatchObject({ code: 'run.already_active' });
    expect((await harness.run(flow)).counts).toMatchObject({ created: 2 });
    release();
    await expect(harness.ended(first)).resolves.toMatchObject({ state: 'completed' });
    let proceed = (): void => undefined;
    const barrier = new Promise<void>((resolve) => (proceed = resolve));
    world.addRecords(1, 9);
    world.beforeRead = () => barrier;
    const real = await harness.startRun(flow);
    await expect(start(flow)).rejects.toMatchObject({ code: 'run.already_active' });
    proceed();
    await harness.ended(real);
  });

  it('is kept for a day', async () => {
    const flow = aFlow();
    world.addRecords(1);
    const { run } = await preview(flow);
    const real = await harness.run(flow);
    await expect(harness.call(previewGet, { runId: real.id })).rejects.toMatchObject({ code: 'preview.not_found' });
    await harness.query(`update preview set created_at = now() - interval '25 hours' where run_id = $1`, [run.id]);
    await expect(harness.call(previewGet, { runId: run.id })).rejects.toMatchObject({ code: 'preview.not_found' });
    await runner.get(PreviewRepository).deleteOld();
    expect(await harness.query('select 1 from preview where run_id = $1', [run.id])).toEqual([]);
    await expect(harness.call(runGet, { runId: run.id })).resolves.toMatchObject({ state: 'completed' });
  });
});

import { issueCauseList, issueRetryMany, recordGet, type Flow } from '@koppel/contracts';
import { waitUntil } from '../../../tools/wait-until.ts';
import { aFlow } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness } from './harness.js';

// Articles that left the selection of their source and come back, with what other flows wrote to them.

describe('articles that left the selection', () => {
  let harness: Harness;
  const world = new FakeWorld();
  world.sellsOut = true;

  beforeAll(async () => {
    harness = await Harness.start();
    await harness.runner(world);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    const { beforeWrite } = new FakeWorld();
    Object.assign(world, { records: [], beforeWrite, maxWithdrawn: 100 });
    for (const list of [world.created, world.updated, world.withdrawn]) list.length = 0;
    world.target.clear();
  });

  /** Articles, and what another flow of the integration wrote to them; the first one left and was set out of stock. */
  async function soldOut(relatedFlows?: Flow['relatedFlows']) {
    const stock = aFlow();
    const articles = aFlow({ relatedFlows: relatedFlows ?? [{ flowId: stock.id, entity: 'product' }] });
    world.addRecords(3);
    await harness.run(articles);
    await harness.run(stock);
    world.end('id-0000');
    await harness.run(articles);
    expect(world.withdrawn).toEqual(['SKU-0000']);
    world.end('id-0000', false);
    world.updated.length = 0;
    return { articles, stock };
  }

  const requestsOf = (flow: Flow) =>
    harness.query('select source_key, is_forced from record_request where flow_id = $1', [flow.id]);
  const notesOf = async (flow: Flow) => {
    const ref = { flowId: flow.id, entity: 'product', sourceKey: 'id-0000' } as const;
    const [newest] = (await harness.call(recordGet, ref)).attempts;
    return [newest?.reason?.code, ...(newest?.notes ?? []).map(({ code }) => code)];
  };

  it('get back what was set to 0 from the flow that delivers it, once, although nothing changed there', async () => {
    const { articles, stock } = await soldOut();
    await harness.run(stock);
    expect(world.updated).toEqual([]);
    await harness.run(articles);
    expect(world.updated).toEqual(['SKU-0000']);
    expect(await notesOf(articles)).toContain('flows.undone_by_other');
    await harness.run(stock);
    expect(world.updated).toEqual(['SKU-0000', 'SKU-0000']);
    world.change('id-0000', 'Another name');
    await harness.run(articles);
    expect(await requestsOf(stock)).toEqual([]);
  });

  it('are asked for once where the page was interrupted behind them', async () => {
    const { articles, stock } = await soldOut();
    world.change('id-0001', 'Fails');
    world.beforeWrite = ({ naturalKey }) => (naturalKey === 'SKU-0001' ? shopFailures.isDown() : undefined);
    const run = await harness.startRun(articles);
    await harness.ended(run, ['waiting']);
    expect(await requestsOf(stock)).toEqual([{ source_key: 'id-0000', is_forced: true }]);
    const { beforeWrite } = new FakeWorld();
    world.beforeWrite = beforeWrite;
    await harness.query('update run set resumes_at = now() where id = $1 and state = $2', [run.id, 'waiting']);
    await harness.ended(run);
    await harness.run(stock);
    await harness.run(articles);
    expect(world.updated.filter((sku) => sku === 'SKU-0000')).toHaveLength(2);
    expect(await requestsOf(stock)).toEqual([]);
  });

  it('keep a request that came while an older one was being delivered', async () => {
    const { articles, stock } = await soldOut();
    await harness.run(articles);
    let isHeld = true;
    world.beforeWrite = async () => {
      await waitUntil(() => !isHeld, { timeoutMs: 50_000 });
      return undefined;
    };
    const run = await harness.startRun(stock);
    await waitUntil(async () => {
      const rows = await harness.query('select 1 from record_link where flow_id = $1 and state = $2', [
        stock.id,
        'writing',
      ]);
      return rows.length > 0;
    });
    await harness.query('update record_request set requested_at = clock_timestamp() where flow_id = $1', [stock.id]);
    isHeld = false;
    await harness.ended(run);
    expect(world.updated.filter((sku) => sku === 'SKU-0000')).toHaveLength(3);
    expect(await requestsOf(stock)).toEqual([]);
  });

  it('say that nobody delivers it again where no other flow does', async () => {
    const { articles } = await soldOut([]);
    await harness.run(articles);
    expect(await notesOf(articles)).toContain('flows.undone_by_nobody');
  });

  /** Five articles, three of which one run would set out of stock, where it may do that to two. */
  async function soldMany(): Promise<Flow> {
    const flow = aFlow();
    world.addRecords(5);
    await harness.run(flow);
    world.maxWithdrawn = 2;
    return flow;
  }

  const endThree = (isOver = true) => {
    for (const key of ['id-0000', 'id-0001', 'id-0002']) world.end(key, isOver);
  };
  const causesOf = async ({ id: flowId }: Flow) => {
    const { items } = await harness.call(issueCauseList, { flowId });
    return items.map(({ reason, counts }) => [reason.code, counts.open]);
  };
  const retryAll = async (flow: Flow) => {
    const { items } = await harness.call(issueCauseList, { flowId: flow.id });
    const selection = { causeId: items[0]?.causeId ?? '' };
    const { runs } = await harness.call(issueRetryMany, { selection });
    for (const run of runs) await harness.ended(run);
  };

  it('wait as one issue where they are more than a run may take, until a person says that it is meant', async () => {
    const flow = await soldMany();
    endThree();
    world.change('id-0004', 'New name');
    expect((await harness.run(flow)).counts).toMatchObject({ failed: 3, updated: 1 });
    expect([world.withdrawn, await causesOf(flow)]).toEqual([[], [['sync.many_left', 3]]]);
    world.end('id-0000');
    await harness.run(flow);
    expect(world.withdrawn).toEqual([]);
    await retryAll(flow);
    expect(world.withdrawn.toSorted()).toEqual(['SKU-0000', 'SKU-0001', 'SKU-0002']);
    expect(await causesOf(flow)).toEqual([]);
  });

  it('are no issue any more when they come back', async () => {
    const flow = await soldMany();
    endThree();
    await harness.run(flow);
    endThree(false);
    expect((await harness.run(flow)).counts).toMatchObject({ unchanged: 3 });
    expect([world.withdrawn, await causesOf(flow)]).toEqual([[], []]);
  });

  it('wait as well where the source does not have them any more, and end when it has them again', async () => {
    const flow = await soldMany();
    const { records } = world;
    world.records = [];
    const search = () =>
      harness.query('update flow_cursor set deletions_requested_at = now() where flow_id = $1', [flow.id]);
    await search();
    await harness.run(flow);
    expect([world.withdrawn, await causesOf(flow)]).toEqual([[], [['sync.many_left', 5]]]);
    world.records = records;
    await search();
    await harness.run(flow);
    expect(await causesOf(flow)).toEqual([]);
    world.records = records.slice(3);
    await search();
    await harness.run(flow);
    await retryAll(flow);
    expect(world.withdrawn.toSorted()).toEqual(['SKU-0000', 'SKU-0001', 'SKU-0002']);
  });
});

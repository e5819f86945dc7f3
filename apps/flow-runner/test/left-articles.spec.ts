import { recordGet, type Flow } from '@koppel/contracts';
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
    Object.assign(world, { records: [], beforeWrite });
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
});

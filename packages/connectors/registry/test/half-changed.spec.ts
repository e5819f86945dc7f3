import { exactOnline } from '@koppel/connector-exact-online';
import { sharedFailure, type ConnectorContext, type HttpRequest } from '@koppel/connector-sdk';
import type { FlowSettings } from '@koppel/contracts';
import { deliverPage, planFlow, type Endpoint, type PageResult } from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { tables, type DocumentType } from './document-tables.js';
import { MemoryLedger } from './memory-ledger.js';
import { random } from './random.js';
import { LivingShop } from './shop-lives.js';

// Orders that change, whose documents are refused in the middle of being changed.

const articles = ['MUG', 'BOOK', 'LAMP'];

describe('a document of which only a part could be changed', () => {
  let sandbox: Sandbox;
  let shops = 0;
  const control = () => sandbox.simulator.control;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 5 });
    const GLRevenue = control().list('financial/GLAccounts', { where: { Code: '8000' } })[0]?.['ID'];
    for (const code of [...articles, 'MISC'])
      control().insert('logistics/Items', { Code: code, Description: code, IsSalesItem: true, Unit: 'pc', GLRevenue });
  });
  afterAll(() => sandbox.stop());

  function life(documentType: DocumentType) {
    shops += 1;
    const shop = new LivingShop(random(shops), articles, `H${shops}`);
    const order = shop.takeOrder();
    order.lines = articles.map((sku) => ({ sku, rate: 21 as const, pieces: 2, price: 1000 }));
    const ledger = new MemoryLedger();
    const own: FlowSettings = { documentType, roundingItem: 'MISC', invoiceState: 'draft' };
    const settings = { ...tables[documentType].settings, ...own };
    /** One run; from the line after so many on, changes of lines are refused. */
    const run = async (allowed = Infinity): Promise<PageResult> => {
      const context = refusingLines(await sandbox.context(), allowed);
      const endpoint: Endpoint = { connector: exactOnline, context, concurrency: () => 1 };
      const source = { ...endpoint, connector: shop.connector(exactOnline) };
      const enabledAt = '2000-01-01T00:00:00Z';
      const plan = planFlow({ entity: 'order', settings, source, target: endpoint, enabledAt });
      const { number: key } = order;
      const records = [{ key, naturalKey: key, native: shop.canonical(order) }];
      const result = await deliverPage(plan, ledger, { records, isIsolating: false });
      ledger.commit(result);
      return result;
    };
    const total = () => {
      const { documents } = tables[documentType];
      return Number(control().list(documents, { where: { YourRef: order.number } })[0]?.['AmountFC']).toFixed(2);
    };
    return { order, run, total, wanted: () => shop.canonical(order).totals.inclVat };
  }

  it.each(['sales_order', 'sales_invoice', 'sales_entry'] as const)(
    'is an issue and not taken for done: %s',
    async (documentType) => {
      const { order, run, total, wanted } = life(documentType);
      await run();
      const before = total();
      for (const line of order.lines) line.pieces += 1;
      expect((await run(1)).issues).toMatchObject([{ failure: { failureClass: 'value' } }]);
      expect([before, wanted()]).not.toContain(total());
      // The order is as it was: what was changed half is brought back.
      for (const line of order.lines) line.pieces -= 1;
      expect((await run()).issues).toEqual([]);
      expect(total()).toBe(before);
      expect((await run()).counts).toMatchObject({ unchanged: 1 });
    },
  );

  it('stays what was written where the first change is refused', async () => {
    const { order, run, total } = life('sales_order');
    await run();
    const before = total();
    for (const line of order.lines) line.pieces += 1;
    expect((await run(0)).issues).toHaveLength(1);
    expect(total()).toBe(before);
  });
});

function refusingLines(context: ConnectorContext, allowed: number): ConnectorContext {
  let changed = 0;
  const refusal = { status: 400, body: { error: { message: { value: 'Invalid: Quantity' } } } };
  const refused = () =>
    sharedFailure('value', 'http.refused', { application: 'Exact Online', status: 400, said: '-' }, refusal);
  return {
    ...context,
    http: {
      request<Body>(request: HttpRequest) {
        const isLine = request.method !== 'GET' && /Lines/.test(request.url);
        if (isLine) changed += 1;
        return isLine && changed > allowed ? Promise.reject(refused()) : context.http.request<Body>(request);
      },
    },
  };
}

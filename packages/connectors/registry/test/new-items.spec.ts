import { exactOnline } from '@koppel/connector-exact-online';
import type { ConnectorContext } from '@koppel/connector-sdk';
import type { FlowSettings, Order } from '@koppel/contracts';
import { deliverPage, dryRun, planFlow, type Endpoint, type PageResult } from '@koppel/sync-engine';
import { aCustomer, aLine, anOrder } from '../../exact-online/src/fixtures/orders.js';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { MemoryLedger } from './memory-ledger.js';

// What an order needs at Exact Online, from the page of a source to the administration: articles that are created for it, and
// that nothing is left behind by an order that is refused.

describe('what an order needs at Exact Online', () => {
  let sandbox: Sandbox;
  const control = () => sandbox.simulator.control;
  const itemsOf = (code: string) => control().list('logistics/Items', { where: { Code: code } });
  const accountsOf = (email: string) => control().list('crm/Accounts', { where: { Email: email } });
  const ordersOf = (reference: string) => control().list('salesorder/SalesOrders', { where: { YourRef: reference } });

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 5 });
    control().insert('logistics/Items', { Code: '85123A', Description: 'Lantern', IsSalesItem: true, Unit: 'pc' });
  });
  beforeEach(() => control().clearFaults());
  afterAll(() => sandbox.stop());

  function planOf(context: ConnectorContext, settings: FlowSettings, orders: readonly Order[]) {
    const endpoint: Endpoint = { connector: exactOnline, context, concurrency: () => 4 };
    const records = orders.map((native) => ({ key: native.number, naturalKey: native.number, native }));
    const reader = {
      entity: 'order',
      settings: exactOnline.readers.price?.settings,
      toCanonical: (canonical: Order) => ({ canonical }),
      async *read() {
        yield { records, cursor: null };
      },
    };
    const source = { ...endpoint, connector: { ...exactOnline, readers: { order: reader } } } as unknown as Endpoint;
    return {
      plan: planFlow({ entity: 'order', settings, source, target: endpoint, enabledAt: '2000-01-01T00:00:00Z' }),
      records,
    };
  }

  async function deliver(
    orders: readonly Order[],
    settings: FlowSettings,
    ledger = new MemoryLedger(),
  ): Promise<PageResult> {
    const { plan, records } = planOf(await sandbox.context(), settings, orders);
    const result = await deliverPage(plan, ledger, { records, isIsolating: false });
    ledger.link(result.links);
    return result;
  }

  const anOrderOf = (number: string, sku: string, change: Partial<Order> = {}): Order =>
    anOrder({
      number,
      customer: aCustomer({ key: number, email: `${number}@example.nl` }),
      lines: [aLine({ sku })],
      ...change,
    });
  const creating = { missingArticle: 'create', newItemGroup: 'SERVICE', newItemUnit: 'set' };
  const codesOf = ({ issues }: PageResult) => issues.map(({ failure }) => failure.reason.code);

  it('is created where it is missing: the article, from what the order tells', async () => {
    const { counts, attempts } = await deliver([anOrderOf('n-1', 'NEW-1')], { ...creating, newItemStock: true });
    expect(counts).toMatchObject({ created: 1, failed: 0, held: 0 });
    expect(attempts.map(({ entity, outcome, naturalKey }) => [entity, outcome, naturalKey])).toEqual(
      expect.arrayContaining([['product', 'created', 'NEW-1']]),
    );
    expect(itemsOf('NEW-1')).toMatchObject([
      {
        Description: 'White hanging heart',
        ItemGroupCode: 'SERVICE',
        Unit: 'set',
        IsSalesItem: true,
        IsStockItem: true,
      },
    ]);
    expect(String(itemsOf('NEW-1')[0]?.['SalesVatCode']).trim()).toBe('2');
    expect(ordersOf('n-1')).toMatchObject([{ AmountFC: 12.1 }]);
  });

  it('is created once for all orders of a page, and found by the next one', async () => {
    const ledger = new MemoryLedger();
    const orders = ['n-2', 'n-3', 'n-4'].map((number) => anOrderOf(number, 'NEW-2'));
    expect((await deliver(orders, creating, ledger)).counts).toMatchObject({ created: 3 });
    expect((await deliver([anOrderOf('n-5', 'NEW-2')], creating, ledger)).counts).toMatchObject({ created: 1 });
    expect(itemsOf('NEW-2')).toHaveLength(1);
  });

  it('is created once where the answer was lost', async () => {
    const ledger = new MemoryLedger();
    control().injectFault({ kind: 'lost-answer', method: 'POST', path: 'logistics/Items' });
    await expect(deliver([anOrderOf('n-6', 'NEW-3')], creating, ledger)).rejects.toMatchObject({ isPausing: true });
    expect((await deliver([anOrderOf('n-6', 'NEW-3')], creating, ledger)).counts).toMatchObject({ created: 1 });
    expect(itemsOf('NEW-3')).toHaveLength(1);
  });

  it('is created again where somebody deleted it', async () => {
    const ledger = new MemoryLedger();
    await deliver([anOrderOf('n-7', 'NEW-4')], creating, ledger);
    const [order, item] = [ordersOf('n-7')[0], itemsOf('NEW-4')[0]];
    control().delete('salesorder/SalesOrders', String(order?.['OrderID']));
    control().delete('logistics/Items', String(item?.['ID']));
    expect((await deliver([anOrderOf('n-8', 'NEW-4')], creating, ledger)).counts).toMatchObject({ created: 1 });
    expect(itemsOf('NEW-4')).toHaveLength(1);
  });

  it('is announced by a preview, which creates nothing', async () => {
    const { plan } = planOf(await sandbox.context(), creating, [anOrderOf('n-9', 'NEW-5')]);
    const options = { cursor: undefined, limit: 10, pageSize: 10, onProgress: () => Promise.resolve() };
    const { result } = await dryRun(plan, new MemoryLedger(), options);
    expect(result.records.map(({ entity, naturalKey, outcome }) => [entity, naturalKey, outcome])).toEqual([
      ['product', 'NEW-5', 'create'],
      ['customer', 'email:n-9@example.nl name:elsdewit', 'create'],
      ['order', 'n-9', 'create'],
    ]);
    expect(itemsOf('NEW-5')).toEqual([]);
  });

  it('gets no VAT code from a line that was without VAT or carried that of another country', async () => {
    const abroad = anOrderOf('n-10', 'NEW-6', {
      lines: [aLine({ sku: 'NEW-6', vatAmount: '0.00' })],
      totals: { exclVat: '10.00', vat: '0.00', inclVat: '10.00' },
      shippingAddress: { line1: 'Main St 1', postcode: '10001', city: 'New York', country: 'US' },
    });
    expect((await deliver([abroad], creating)).counts).toMatchObject({ created: 1 });
    expect(itemsOf('NEW-6')[0]?.['SalesVatCode'] ?? null).toBeNull();
  });

  it.each([
    ['an unknown currency', { currency: 'SEK' }, {}, 'exact_online.currency_missing'],
    ['a missing article', { lines: [aLine({ sku: 'NEVER' })] }, {}, 'exact_online.item_awaited'],
    [
      'an article that can never exist',
      { lines: [aLine({ sku: 'Y'.repeat(41) })] },
      {},
      'exact_online.item_code_too_long',
    ],
    [
      'an unknown item group',
      { lines: [aLine({ sku: 'NEVER' })] },
      { missingArticle: 'create', newItemGroup: 'NONE' },
      'exact_online.new_item_group_unknown',
    ],
    [
      'an unknown unit',
      { lines: [aLine({ sku: 'NEVER' })] },
      { missingArticle: 'create', newItemUnit: 'NONE' },
      'exact_online.new_item_unit_unknown',
    ],
    [
      'an unknown VAT code',
      { lines: [aLine({ sku: 'NEVER' })] },
      { missingArticle: 'create', newItemVatCode: '99' },
      'exact_online.new_item_vat_code_unknown',
    ],
    [
      'a total that is not explained',
      { totals: { exclVat: '9.00', vat: '2.10', inclVat: '11.10' } },
      {},
      'exact_online.total_unexplained',
    ],
    [
      'a rate without VAT code',
      {
        lines: [aLine({ ratePercent: '19', vatAmount: '1.90' })],
        totals: { exclVat: '10.00', vat: '1.90', inclVat: '11.90' },
      },
      {},
      'exact_online.vat_code_none',
    ],
  ])('leaves no account behind for an order that is refused: %s', async (_name, change, settings, code) => {
    expect(codesOf(await deliver([anOrderOf('refused', '85123A', change)], settings))).toEqual([code]);
    expect(accountsOf('refused@example.nl')).toEqual([]);
    expect(itemsOf('NEVER')).toEqual([]);
  });

  it('has one account once the cause is mended', async () => {
    const order = anOrderOf('n-12', '85123A', { currency: 'SEK' });
    expect((await deliver([order], {})).counts).toMatchObject({ held: 1 });
    control().insert('general/Currencies', { Code: 'SEK', Description: 'Swedish krona' });
    expect((await deliver([order], {})).counts).toMatchObject({ created: 1 });
    expect(accountsOf('n-12@example.nl')).toHaveLength(1);
    expect(ordersOf('n-12')).toMatchObject([{ Currency: 'SEK' }]);
  });
});

import { exactOnline } from '@koppel/connector-exact-online';
import { closeHttpPools } from '@koppel/connector-host';
import { vendure } from '@koppel/connector-vendure';
import type { FlowSettings } from '@koppel/contracts';
import { deliverPage, planFlow, readPages, type PageResult } from '@koppel/sync-engine';
import { startSandbox, type Sandbox } from '../../../exact-online/test/sandbox.js';
import { contextOf } from '../../../vendure/test/context.js';
import { Shop } from '../../../vendure/test/shop.js';
import { MemoryLedger } from '../memory-ledger.js';

// The table of tax categories, and offers, from Exact Online into a real Vendure.

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.start('vendure_articles');
}, 300_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

describe('articles of Exact Online in a Vendure shop', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 0, now: () => today });
    control().insert('vat/VATCodes', {
      ...{ Code: '12', Description: 'Former rate 12%, exclusive', Type: 'E', Percentage: 0.12, IsBlocked: false },
    });
  });
  beforeEach(() => {
    for (const { ID } of control().list('logistics/Items')) control().delete('logistics/Items', String(ID));
  });
  afterAll(() => sandbox?.stop());

  const today = Date.UTC(2026, 10, 26, 12);
  const control = () => sandbox.simulator.control;
  const anItem = (Code: string, SalesVatCode: string): string => {
    const item = { ...{ Code, SalesVatCode, Description: Code, Unit: 'pc' }, StartDate: Date.UTC(2020, 0, 1) };
    const kind = { IsWebshopItem: 1, IsSalesItem: true, IsStockItem: true };
    return String(control().insert('logistics/Items', { ...item, ...kind })['ID']);
  };

  /** Everything that the source has, in one run. */
  async function deliver(entity: 'product' | 'price', settings: FlowSettings = {}): Promise<PageResult[]> {
    const plan = planFlow({
      ...{ entity, settings, enabledAt: '2000-01-01T00:00:00Z' },
      source: {
        connector: exactOnline,
        context: await sandbox.context({ now: () => new Date(today) }),
        concurrency: () => 1,
      },
      target: { connector: vendure, context: contextOf(shop), concurrency: () => 4 },
    });
    const results: PageResult[] = [];
    for await (const { records } of readPages(plan, { cursor: undefined, pageSize: 100, readsAhead: false }))
      results.push(await deliverPage(plan, new MemoryLedger(), { records, isIsolating: false }));
    return results;
  }
  const issuesOf = (results: PageResult[]) =>
    results.flatMap(({ issues }) => issues.map((each) => [each.naturalKey, each.failure.reason.code]));

  async function variantOf(sku: string): Promise<{ price: number; taxCategory: { name: string } } | undefined> {
    type Found = { productVariants: { items: { price: number; taxCategory: { name: string } }[] } };
    const query =
      'query ($sku: String!) { productVariants(options: { filter: { sku: { eq: $sku } } }) { items { price taxCategory { name } } } }';
    return (await shop.admin<Found>(query, { sku })).productVariants.items[0];
  }

  it('wait where no tax category charges their rate, and get the one that the table names', async () => {
    anItem('FORMER', '12');
    anItem('LOW', '1');
    expect(issuesOf(await deliver('product'))).toEqual([['FORMER', 'vendure.tax_rate_missing']]);
    expect([await variantOf('FORMER'), (await variantOf('LOW'))?.taxCategory.name]).toEqual([undefined, 'Reduced']);
    const categories = (await vendure.choices?.tax_classes?.(contextOf(shop))) ?? [];
    const standard = categories.find(({ label }) => label === 'Standard')?.value ?? '';
    expect(issuesOf(await deliver('product', { taxClasses: { '12': standard } }))).toEqual([]);
    expect((await variantOf('FORMER'))?.taxCategory.name).toBe('Standard');
  }, 60_000);

  it('have their regular price, and their record says that an offer is not sent', async () => {
    const Item = anItem('OFFERED', '2');
    const line = { ...{ Item, Quantity: 1, Unit: 'pc', DefaultItemUnit: 'pc' }, StartDate: Date.UTC(2026, 0, 1) };
    control().insert('logistics/SalesItemPrices', { ...line, Price: 10 });
    control().insert('logistics/SalesItemPrices', { ...line, Price: 8, EndDate: Date.UTC(2026, 11, 24) });
    await deliver('product');
    const results = await deliver('price', { salePrices: 'dated_prices' });
    expect(issuesOf(results)).toEqual([]);
    const notes = results.flatMap(({ attempts }) => attempts.flatMap(({ reason, notes = [] }) => [reason, ...notes]));
    expect(notes.map((note) => note?.code)).toContain('vendure.offer_not_taken');
    expect((await variantOf('OFFERED'))?.price).toBe(1000);
  }, 60_000);
});

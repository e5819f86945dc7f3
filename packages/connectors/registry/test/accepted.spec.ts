import { closeHttpPools } from '@koppel/connector-host';
import { woocommerce } from '@koppel/connector-woocommerce';
import type { FlowSettings } from '@koppel/contracts';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { deliverPage, planFlow, type Endpoint, type PageResult } from '@koppel/sync-engine';
import { MemoryLedger } from './memory-ledger.js';
import { contextOf, sourceOf } from './slow-shop.js';

// What a shop makes of what it takes: products, prices and stock from a page of a source to the shop.

type Kind = 'product' | 'price' | 'stock_level';

describe('what a shop makes of what it takes', () => {
  let shop: WooCommerceSimulator;
  let ledgers: Record<Kind, MemoryLedger>;
  beforeEach(async () => {
    shop = await startWooCommerceSimulator();
    const products = new MemoryLedger();
    ledgers = {
      product: products,
      price: new MemoryLedger(products),
      stock_level: new MemoryLedger(products),
    };
  });
  afterEach(() => shop.close());
  afterAll(() => closeHttpPools());

  const keyOf = (record: object): string => String('key' in record ? record.key : 'sku' in record ? record.sku : '');

  async function deliver(entity: Kind, natives: object[], settings: FlowSettings = {}): Promise<PageResult> {
    const target: Endpoint = { connector: woocommerce, context: contextOf(shop.url, 30_000), concurrency: () => 4 };
    const source = sourceOf(target, entity);
    const plan = planFlow({ entity, settings, source, target, enabledAt: '2000-01-01T00:00:00Z' });
    const records = natives.map((native) => ({ key: keyOf(native), naturalKey: keyOf(native), native }));
    const result = await deliverPage(plan, ledgers[entity], { records, isIsolating: false });
    ledgers[entity].commit(result);
    return result;
  }

  const aProduct = (sku: string, changes: object = {}) => ({
    ...{ sku, name: `Product ${sku}`, isStocked: true },
    ...changes,
  });
  const aPrice = (sku: string, amountExclVat: string) => ({
    sku,
    amountExclVat,
    vatRatePercent: '21',
    currency: 'EUR',
  });
  const products = () => shop.control.list('products');
  const product = (sku: string) => products().find((each) => each.sku === sku);
  const issuesOf = ({ issues }: PageResult) => issues.map(({ sourceKey, failure }) => [sourceKey, failure.reason.code]);
  const notesOf = ({ attempts }: PageResult) =>
    attempts.flatMap(({ reason, notes = [] }) => [...(reason ? [reason] : []), ...notes].map(({ code }) => code));

  it('finds a SKU that the shop has cleaned, and says what it made of it', async () => {
    const made = await deliver('product', [aProduct('AB  12'), aProduct('MIX50%25L')]);
    expect(made.counts).toMatchObject({ created: 2, failed: 0 });
    expect(notesOf(made)).toEqual(['sync.key_kept_otherwise', 'sync.key_kept_otherwise']);
    expect((await deliver('price', [aPrice('AB  12', '5.00')])).counts).toMatchObject({ updated: 1 });
    expect((await deliver('stock_level', [{ sku: 'MIX50%25L', quantity: 3 }])).counts).toMatchObject({ updated: 1 });
    expect(product('AB 12')?.regular_price).toBe('5.00');
    expect(product('MIX50L')?.stock_quantity).toBe(3);
    ledgers.product = new MemoryLedger();
    expect((await deliver('product', [aProduct('AB  12')])).counts).toMatchObject({
      created: 0,
      updated: 1,
      failed: 0,
    });
    expect(products()).toHaveLength(2);
  });

  it('tells a price that a variable product forgets, and tries it again when a person asks for it', async () => {
    const { id } = shop.control.insert('products', { name: 'Shirt', sku: 'TEE', type: 'variable' });
    expect(issuesOf(await deliver('price', [aPrice('TEE', '19.95')]))).toEqual([['TEE', 'woocommerce.price_of_parts']]);
    shop.control.patch('products', id, { sku: '' });
    shop.control.insert('products', { sku: 'TEE', parent_id: id });
    const again = await deliver('price', [aPrice('TEE', '19.95')]);
    expect(again.counts).toMatchObject({ updated: 1, failed: 0 });
    expect(product('TEE')?.regular_price).toBe('19.95');
  });

  it('gives a product an offer with its days, moves it, and takes it away', async () => {
    const offer = { amountExclVat: '4.00', from: '2026-12-01', until: '2026-12-24' };
    shop.control.insert('products', { name: 'Mug', sku: 'MUG', regular_price: '6.00', sale_price: '3.00' });
    const price = aPrice('MUG', '5.00');
    expect((await deliver('price', [price])).counts).toMatchObject({ updated: 1, failed: 0 });
    expect(product('MUG')).toMatchObject({ regular_price: '5.00', sale_price: '3.00' });
    expect((await deliver('price', [{ ...price, sale: offer }])).counts).toMatchObject({ updated: 1, failed: 0 });
    expect(product('MUG')).toMatchObject({
      ...{ regular_price: '5.00', sale_price: '4.00' },
      ...{ date_on_sale_from: '2026-12-01T00:00:00', date_on_sale_to: '2026-12-24T23:59:59' },
    });
    const moved = { ...price, sale: { amountExclVat: '4.50' } };
    expect((await deliver('price', [moved])).counts).toMatchObject({ updated: 1, failed: 0 });
    expect(product('MUG')).toMatchObject({ sale_price: '4.50', date_on_sale_from: null, date_on_sale_to: null });
    expect((await deliver('price', [{ ...price, sale: null }])).counts).toMatchObject({ updated: 1, failed: 0 });
    expect(product('MUG')).toMatchObject({ regular_price: '5.00', sale_price: '' });
  });

  it('tells an offer that the shop drops, since rounded it is not lower than the price', async () => {
    shop.control.insert('products', { name: 'Mug', sku: 'MUG' });
    const price = { ...aPrice('MUG', '5.00'), sale: { amountExclVat: '4.999' } };
    expect(issuesOf(await deliver('price', [price]))).toEqual([['MUG', 'woocommerce.sale_dropped']]);
    expect(product('MUG')).toMatchObject({ regular_price: '5.00', sale_price: '' });
  });

  it('writes no price below 0', async () => {
    shop.control.insert('products', { name: 'Mug', sku: 'MUG', regular_price: '6.00' });
    expect(issuesOf(await deliver('price', [aPrice('MUG', '-1.00')]))).toEqual([['MUG', 'woocommerce.price_negative']]);
    expect(product('MUG')?.regular_price).toBe('6.00');
  });

  it('tells stock of a grouped product, and of a shop that keeps none', async () => {
    shop.control.insert('products', { name: 'Set', sku: 'SET', type: 'grouped' });
    const level = { sku: 'SET', quantity: 4 };
    expect(issuesOf(await deliver('stock_level', [level]))).toEqual([['SET', 'woocommerce.stock_of_group']]);
    expect(issuesOf(await deliver('stock_level', [level]))).toEqual([['SET', 'woocommerce.stock_of_group']]);
    shop.control.insert('products', { name: 'Mug', sku: 'MUG' });
    shop.control.configure({ managesStock: false });
    expect(issuesOf(await deliver('stock_level', [{ sku: 'MUG', quantity: 4 }]))).toEqual([
      ['MUG', 'woocommerce.stock_not_managed'],
    ]);
  });

  it('tells a tax class that the shop does not keep', async () => {
    shop.control.configure({ dropsTaxClasses: true });
    const made = await deliver('product', [aProduct('A', { vatRatePercent: '9' })]);
    expect(issuesOf(made)).toEqual([['A', 'woocommerce.tax_class_unknown']]);
    shop.control.configure({ dropsTaxClasses: false });
    expect((await deliver('product', [aProduct('A', { vatRatePercent: '9' })])).counts).toMatchObject({ updated: 1 });
    expect(products()).toMatchObject([{ sku: 'A', tax_class: 'reduced-rate' }]);
  });

  it('notes a text that the shop has filtered, and none that it shows as it is', async () => {
    const settings = { descriptionFormat: 'html' };
    const written = '<b>Rood</b><script>x</script>';
    const made = await deliver(
      'product',
      [aProduct('A', { description: written }), aProduct('B & B', { name: 'Mok <rood> & blauw' })],
      settings,
    );
    expect(made.counts).toMatchObject({ created: 2, failed: 0 });
    expect(notesOf(made)).toEqual(['sync.text_kept_otherwise']);
  });

  it('gives a product another SKU when its article has another code', async () => {
    await deliver('product', [aProduct('OLD-1', { key: 'guid' })]);
    expect((await deliver('product', [aProduct('NEW-1', { key: 'guid' })])).counts).toMatchObject({ updated: 1 });
    expect(products().map(({ sku }) => sku)).toEqual(['NEW-1']);
    expect((await deliver('stock_level', [{ sku: 'NEW-1', quantity: 2 }])).counts).toMatchObject({ updated: 1 });
    await deliver('product', [aProduct('OTHER')]);
    expect(issuesOf(await deliver('product', [aProduct('OTHER', { key: 'guid' })]))).toEqual([
      ['guid', expect.stringMatching(/duplicate_key|sku_taken/)],
    ]);
  });

  it('leaves to a person whether a product is seen and keeps stock, until that changes at the source', async () => {
    await deliver('product', [aProduct('P1')]);
    const { id } = product('P1') ?? { id: 0 };
    shop.control.patch('products', id, { status: 'private', manage_stock: false });
    await deliver('product', [aProduct('P1', { name: 'New' })]);
    expect(product('P1')).toMatchObject({ name: 'New', status: 'private', manage_stock: false });
    shop.control.insert('products', { sku: 'M1', name: 'M1', manage_stock: false });
    await deliver('product', [aProduct('M1')]);
    expect(product('M1')).toMatchObject({ name: 'Product M1', manage_stock: false, stock_status: 'instock' });
  });

  it('tells what is written to a product in the bin, and delivers it once it is out of it', async () => {
    await deliver('product', [aProduct('A')]);
    await deliver('stock_level', [{ sku: 'A', quantity: 1 }]);
    const { id } = product('A') ?? { id: 0 };
    shop.control.patch('products', id, { status: 'trash' });
    for (const result of [
      await deliver('product', [aProduct('A', { name: 'New' })]),
      await deliver('stock_level', [{ sku: 'A', quantity: 2 }]),
    ])
      expect(issuesOf(result)).toEqual([['A', 'woocommerce.product_in_bin']]);
    shop.control.remove('products', id);
    expect((await deliver('product', [aProduct('A', { name: 'New' })])).counts).toMatchObject({ updated: 1 });
    expect((await deliver('stock_level', [{ sku: 'A', quantity: 2 }])).counts).toMatchObject({ updated: 1 });
    expect(products()).toMatchObject([{ sku: 'A', name: 'New', status: 'publish', stock_quantity: 2 }]);
  });

  it('notices a plug-in that drops the question for SKUs', async () => {
    shop.control.insert('products', { sku: 'X', name: 'X' });
    shop.control.configure({ ignoresSkuSearch: true });
    await expect(deliver('product', [aProduct('A')])).rejects.toMatchObject({
      failure: { reason: { code: 'woocommerce.sku_search_ignored' } },
    });
    expect(products()).toHaveLength(1);
  });

  it('delivers one of codes that differ by case or accent alone, the same in any order', async () => {
    const codes = ['85049E', '85049e', 'CAFÉ', 'cafe'];
    for (const order of [codes, [...codes].reverse()]) {
      shop.control.reset();
      ledgers.product = new MemoryLedger();
      const result = await deliver(
        'product',
        order.map((sku) => aProduct(sku)),
      );
      expect(
        issuesOf(result)
          .map(([key]) => key)
          .sort(),
      ).toEqual(['85049e', 'cafe']);
      expect(
        products()
          .map(({ sku }) => sku)
          .sort(),
      ).toEqual(['85049E', 'CAFÉ']);
      expect(shop.control.counters().writes).toBe(1);
    }
  });
});

import { closeHttpPools } from '@koppel/connector-host';
import { woocommerce } from '@koppel/connector-woocommerce';
import type { FlowSettings } from '@koppel/contracts';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { deliverPage, planFlow, type Endpoint, type PageResult } from '@koppel/sync-engine';
import { MemoryLedger } from './memory-ledger.js';
import { contextOf, sourceOf } from './slow-shop.js';

// Who owns a field of a product: articles that leave and come back, and what people set in the shop meanwhile.

type Kind = 'product' | 'stock_level';

const left = { code: 'sync.gone_at_source', params: {} };

describe('products of which others set something too', () => {
  let shop: WooCommerceSimulator;
  let ledgers: Record<Kind, MemoryLedger>;
  beforeEach(async () => {
    shop = await startWooCommerceSimulator();
    const products = new MemoryLedger();
    ledgers = { product: products, stock_level: new MemoryLedger(products) };
  });
  afterEach(() => shop.close());
  afterAll(() => closeHttpPools());

  async function deliver(entity: Kind, natives: object[], settings: FlowSettings = {}): Promise<PageResult> {
    const target: Endpoint = { connector: woocommerce, context: contextOf(shop.url, 60_000), concurrency: () => 4 };
    const source = sourceOf(target, entity);
    const plan = planFlow({ entity, settings, source, target, enabledAt: '2000-01-01T00:00:00Z' });
    const reader = plan.source.reader;
    const translate = reader.toCanonical.bind(reader);
    plan.source.reader = {
      ...reader,
      toCanonical: (native, ...rest) =>
        'isOver' in native ? { filtered: left, isOver: true } : translate(native, ...rest),
    };
    const records = natives.map((native) => {
      const key = String('key' in native ? native.key : 'sku' in native ? native.sku : '');
      return { key, naturalKey: key, native };
    });
    const result = await deliverPage(plan, ledgers[entity], { records, isIsolating: false });
    ledgers[entity].commit(result);
    return result;
  }

  const aProduct = (sku: string, changes: object = {}) => ({
    sku,
    name: `Product ${sku}`,
    isStocked: true,
    ...changes,
  });
  const over = (key: string) => ({ key, isOver: true });
  const products = () => shop.control.list('products');
  const product = (sku: string) => products().find((each) => each.sku === sku);
  const set = (sku: string, values: object) => shop.control.patch('products', product(sku)?.id ?? 0, values as never);
  const notesOf = ({ attempts }: PageResult) =>
    attempts.flatMap(({ reason, notes = [] }) => [...(reason ? [reason] : []), ...notes].map(({ code }) => code));

  it('hides what left, with its stock, and shows it again when it comes back', async () => {
    await deliver('product', [aProduct('A'), aProduct('B')]);
    await deliver('stock_level', [{ sku: 'A', quantity: 8 }]);
    const gone = await deliver('product', [over('A'), over('NEVER')]);
    expect(gone.counts).toMatchObject({ updated: 1, filtered: 1 });
    expect(notesOf(gone)).toEqual(expect.arrayContaining(['products.hidden', 'sync.gone_at_source']));
    await deliver('stock_level', [over('A')]);
    expect(product('A')).toMatchObject({ status: 'draft', stock_quantity: 0 });
    expect((await deliver('product', [over('A')])).counts).toMatchObject({ unchanged: 1 });
    await deliver('product', [aProduct('A')]);
    await deliver('stock_level', [{ sku: 'A', quantity: 8 }]);
    expect(product('A')).toMatchObject({ status: 'publish', stock_quantity: 8 });
    expect(products()).toHaveLength(2);
  });

  it('leaves hidden what a person hid, before it left or while it was away', async () => {
    await deliver('product', [aProduct('A'), aProduct('B')]);
    set('A', { status: 'private' });
    expect(notesOf(await deliver('product', [over('A')]))).toContain('products.hidden_already');
    await deliver('product', [over('B')]);
    set('B', { status: 'private' });
    await deliver('product', [aProduct('A'), aProduct('B')]);
    expect([product('A')?.status, product('B')?.status]).toEqual(['private', 'private']);
  });

  it('sets out of stock what left, where the settings say so, and sells it again', async () => {
    const settings = { whenLeft: 'out_of_stock' };
    await deliver('product', [aProduct('A'), aProduct('B', { isStocked: false })], settings);
    set('A', { stock_quantity: 5, backorders: 'yes' });
    await deliver('product', [over('A'), over('B')], settings);
    expect(product('A')).toMatchObject({ status: 'publish', stock_status: 'outofstock', stock_quantity: 0 });
    expect(product('B')).toMatchObject({ status: 'publish', stock_status: 'outofstock', manage_stock: false });
    const back = await deliver('product', [aProduct('A'), aProduct('B', { isStocked: false })], settings);
    expect(product('B')?.stock_status).toBe('instock');
    expect(product('A')?.backorders).toBe('yes');
    expect(back.links.map(({ undoneBy }) => undoneBy)).toEqual([['stock_level'], undefined]);
  });

  it('gives back the back-orders also where the answer of the call that ended them was lost', async () => {
    const settings = { whenLeft: 'out_of_stock' };
    await deliver('product', [aProduct('A')], settings);
    set('A', { stock_quantity: 5, backorders: 'notify' });
    shop.control.inject({ kind: 'answer_lost', method: 'POST', path: '/products/batch' });
    await expect(deliver('product', [over('A')], settings)).rejects.toThrow(/./);
    expect(product('A')).toMatchObject({ stock_quantity: 0, backorders: 'no' });
    expect(notesOf(await deliver('product', [over('A')], settings))).toContain('products.sold_out');
    await deliver('product', [aProduct('A')], settings);
    expect(product('A')?.backorders).toBe('notify');
  });

  it('leaves what a person has set while a product was out of stock', async () => {
    const settings = { whenLeft: 'out_of_stock' };
    await deliver('product', [aProduct('A')], settings);
    set('A', { stock_quantity: 5, backorders: 'yes' });
    await deliver('product', [over('A')], settings);
    set('A', { backorders: 'notify' });
    await deliver('product', [aProduct('A')], settings);
    expect(product('A')?.backorders).toBe('notify');
  });

  it('leaves alone what left, where the settings say so, and says what that means', async () => {
    await deliver('product', [aProduct('A')]);
    expect(notesOf(await deliver('product', [over('A')], { whenLeft: 'leave' }))).toContain('products.left');
    expect(product('A')?.status).toBe('publish');
  });

  it('forgets what left and is gone in the shop, and makes it again when it comes back', async () => {
    await deliver('product', [aProduct('A')]);
    shop.control.remove('products', product('A')?.id ?? 0);
    expect(notesOf(await deliver('product', [over('A')]))).toContain('products.gone');
    expect((await deliver('product', [aProduct('A')])).counts).toMatchObject({ created: 1 });
  });

  it('writes what changed at the source, and nothing that a person has set', async () => {
    const item = { description: 'From the accounting', weightGrams: 500, vatRatePercent: '21' };
    await deliver('product', [aProduct('A', item)]);
    set('A', { name: 'A better name', description: 'A better text', weight: '0.7', status: 'private' });
    await deliver('product', [aProduct('A', { ...item, weightGrams: 600 })]);
    expect(product('A')).toMatchObject({
      ...{ name: 'A better name', description: 'A better text', weight: '0.6', status: 'private' },
    });
    await deliver('product', [aProduct('A', { ...item, name: 'New', weightGrams: 600 })]);
    expect(product('A')).toMatchObject({ name: 'New', description: 'A better text' });
  });

  it('switches no stock keeping on without a quantity', async () => {
    await deliver('product', [aProduct('A', { isStocked: false })]);
    await deliver('product', [aProduct('A')]);
    expect(product('A')).toMatchObject({ manage_stock: false, stock_status: 'instock' });
    await deliver('product', [aProduct('A', { isStocked: false })]);
    expect(product('A')?.manage_stock).toBe(false);
  });

  it('does not show all drafts when new products are to be published', async () => {
    await deliver('product', [aProduct('A')], { newProductStatus: 'draft' });
    await deliver('product', [aProduct('A')]);
    expect(product('A')?.status).toBe('draft');
  });

  it('takes away a text that was emptied at the source, and none that it never had', async () => {
    await deliver('product', [aProduct('A', { description: 'Text' }), aProduct('B', { description: '' })]);
    set('B', { description: 'By hand' });
    await deliver('product', [aProduct('A', { description: '' }), aProduct('B', { description: '', name: 'New' })]);
    expect([product('A')?.description, product('B')?.description]).toEqual(['', 'By hand']);
    await deliver('product', [aProduct('C', { description: 'Text' })]);
    await deliver('product', [aProduct('C', { description: '' })], { emptiedTexts: 'keep' });
    expect(product('C')?.description).toBe('Text');
  });

  it('shows plain text to visitors as it is', async () => {
    const texts = { name: 'Slang <10 bar> rood', description: 'Voor leidingen <30 mm & >10 mm.\nRegel twee' };
    const made = await deliver('product', [aProduct('A', texts)]);
    expect(notesOf(made)).toEqual([]);
    expect(product('A')).toMatchObject({
      name: 'Slang &lt;10 bar&gt; rood',
      description: 'Voor leidingen &lt;30 mm &amp; &gt;10 mm.<br />\nRegel twee',
    });
    await deliver('product', [aProduct('B', { name: 'Half \ud83d\0 character' })]);
    expect(product('B')?.name).toBe('Half \ufffd character');
  });

  it('writes a product without a barcode that the shop cannot take, and says so', async () => {
    const settings = { sendBarcodes: true };
    const made = await deliver(
      'product',
      [aProduct('A', { barcode: '8712345678906' }), aProduct('B', { barcode: 'NO-CODE' })],
      settings,
    );
    expect([made.counts.created, notesOf(made)]).toEqual([2, ['products.barcode_left_out']]);
    const twice = await deliver('product', [aProduct('C', { barcode: '8712345678906' })], settings);
    expect([twice.counts.created, notesOf(twice)]).toEqual([1, ['products.barcode_refused']]);
    expect(product('C')?.global_unique_id).toBe('');
  });
});

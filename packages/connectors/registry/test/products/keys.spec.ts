import { Route } from './route.js';

// Under which key a shop has an article, and what becomes of it there.

describe('codes', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  const priced = { StandardSalesPrice: 5 };
  const skus = () =>
    route.shop
      .list('products')
      .map(({ sku }) => sku)
      .sort();

  it.each([
    ['AB  12', 'AB 12'],
    ['MIX50%25L', 'MIX50L'],
    ['A <b> B', 'A B'],
    ['TAB\t1', 'TAB 1'],
  ])('HP03: %j is known again as %j, which the shop made of it, with price and stock', async (code, sku) => {
    route.addItem(code, priced);
    route.setStock(code, 3);
    const { product, price, stock_level } = await route.runAll();
    expect([product, price, stock_level].map(({ counts }) => counts.failed + counts.held)).toEqual([0, 0, 0]);
    expect(product.notes).toContain('sync.key_kept_otherwise');
    expect(route.product(sku)).toMatchObject({ stock_quantity: 3, regular_price: '5.00' });
    route.forgetLinks();
    expect((await route.run('product')).counts).toMatchObject({ created: 0, failed: 0 });
    expect(skus()).toEqual([sku]);
  });

  it('HP10: a code that is renamed renames the SKU, and later flows find it', async () => {
    const key = route.addItem('OLD-1', priced);
    await route.runAll();
    const { id } = route.product('OLD-1') ?? {};
    route.changeItem(key, { Code: 'NEW-1' });
    route.setStock('NEW-1', 2);
    const { product, stock_level } = await route.runAll();
    expect([product.counts.failed, stock_level.counts.failed, stock_level.counts.held]).toEqual([0, 0, 0]);
    expect(route.product('NEW-1')).toMatchObject({ id, stock_quantity: 2 });
    expect(skus()).toEqual(['NEW-1']);
  });

  it('HP10: a code that is renamed to one that the shop has already is an issue', async () => {
    const key = route.addItem('OLD-1');
    await route.run('product');
    route.shop.insert('products', { sku: 'NEW-1', name: 'Of a person' });
    route.changeItem(key, { Code: 'NEW-1' });
    const { issues } = await route.run('product');
    expect(issues).toEqual([['NEW-1', expect.stringMatching(/sku_taken|duplicate/)]]);
    expect(skus()).toEqual(['NEW-1', 'OLD-1']);
  });

  it.each(['A,5', ',', 'A, B'])('HP40: %j, with a comma, is found and gets its stock', async (code) => {
    route.addItem(code);
    route.addItem('5');
    route.setStock(code, 3);
    await route.run('product');
    expect((await route.run('stock_level')).issues).toEqual([]);
    expect(route.product(code)?.stock_quantity).toBe(3);
    route.forgetLinks();
    expect((await route.run('product')).counts).toMatchObject({ created: 0, failed: 0 });
  });

  it.each([
    ['abc-1', 'ABC-1'],
    ['85049E', '85049e'],
    ['CAFE', 'CAFÉ'],
  ])('HP42, row 24: %j of the shop is not overwritten by %j; the issue names its product', async (sku, code) => {
    const { id } = route.shop.insert('products', { sku, name: 'Of a person', regular_price: '1.00' });
    route.addItem(code, priced);
    route.setStock(code, 9);
    const plan = await route.runAll();
    expect(plan.product.issues).toEqual([[code, expect.stringMatching(/sku_taken|duplicate/)]]);
    expect(route.product(sku)).toMatchObject({ id, name: 'Of a person', regular_price: '1.00' });
  });

  it('row 28: a product deleted for good is made again, and gets its price and stock', async () => {
    const key = route.addItem('22114', priced);
    route.setStock('22114', 7);
    await route.runAll();
    route.shop.remove('products', route.product('22114')?.id ?? 0);
    route.changeItem(key, { Description: 'Changed' });
    route.setStock('22114', 8);
    await route.runAll();
    expect(skus()).toEqual(['22114']);
    expect(route.product('22114')).toMatchObject({ name: 'Changed', stock_quantity: 8 });
  });

  it('row 32: a SKU renamed in the shop follows its id, and a sale price stays', async () => {
    const key = route.addItem('A', priced);
    await route.runAll();
    const { id } = route.product('A') ?? { id: 0 };
    route.shop.patch('products', id, { sale_price: '0.50' });
    route.changeItem(key, { Description: 'Changed' });
    await route.runAll();
    expect(route.shop.list('products')).toMatchObject([{ id, name: 'Changed', sale_price: '0.50' }]);
  });

  it('row 26: a second run, also from the start, writes nothing', async () => {
    for (const code of ['A', 'B', 'C']) route.addItem(code, priced);
    for (const code of ['A', 'B', 'C']) route.setStock(code, 1);
    await route.runAll();
    const { writes } = route.shop.counters();
    await route.runAll();
    route.rewind();
    const again = await route.runAll();
    expect(again.product.counts).toMatchObject({ read: 3, unchanged: 3 });
    expect(route.shop.counters().writes).toBe(writes);
  });
});

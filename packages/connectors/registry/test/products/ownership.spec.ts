import { Route } from './route.js';

// What a flow does to a product that left the selection, or whose fields others set too; and how the visitor reads its texts.

describe('products', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  async function sold(code: string, item: Record<string, unknown> = {}): Promise<string> {
    const key = route.addItem(code, { StandardSalesPrice: 5, ...item });
    route.setStock(code, 8);
    await route.runAll();
    expect(route.product(code)).toMatchObject({ status: 'publish', stock_quantity: 8 });
    return key;
  }

  it('HP08: hidden by a person, a product stays hidden when its name and price change', async () => {
    const key = await sold('A');
    route.shop.patch('products', route.product('A')?.id ?? 0, { status: 'private' });
    route.changeItem(key, { Description: 'New', StandardSalesPrice: 6 });
    await route.runAll();
    expect(route.product('A')).toMatchObject({ name: 'New', regular_price: '6.00', status: 'private' });
  });

  it('HP11: taken off the web shop in Exact Online, a product is hidden with its stock, and shown again', async () => {
    const key = await sold('A');
    route.changeItem(key, { IsWebshopItem: 0 });
    const gone = await route.runAll();
    expect(gone.product.notes).toContain('products.hidden');
    expect(route.product('A')).toMatchObject({ status: 'draft', stock_quantity: 0 });
    route.changeItem(key, { IsWebshopItem: 1 });
    await route.runAll();
    expect(route.product('A')).toMatchObject({ status: 'publish', stock_quantity: 8 });
  });

  it('HP26: deleted in Exact Online, an article is found by its link and hidden', async () => {
    const key = await sold('A');
    route.exact.delete('logistics/Items', key);
    const gone = await route.runAll();
    expect(gone.product.notes).toContain('products.hidden');
    expect(route.product('A')?.status).toBe('draft');
  });

  it('HP15: plain text reads in the shop as it stands in Exact Online, with its lines', async () => {
    const ExtraDescription = 'Voor leidingen <30 mm & >10 mm.\nRegel twee';
    await sold('K1', { Description: 'Slang <10 bar> rood', ExtraDescription });
    expect(route.product('K1')).toMatchObject({
      name: 'Slang &lt;10 bar&gt; rood',
      description: 'Voor leidingen &lt;30 mm &amp; &gt;10 mm.<br />\nRegel twee',
    });
  });

  it('row 25: all fields, the price and the stock of an article stand in the shop', async () => {
    const texts = { Description: 'Kan', ExtraDescription: 'Van glas', Barcode: '8712345678906' };
    route.addItem('A', { ...texts, NetWeight: 0.5, NetWeightUnit: 'kg', StandardSalesPrice: 12.5 });
    route.setStock('A', 7);
    const { product, price, stock_level } = await route.runAll({ sendBarcodes: true });
    expect([product, price, stock_level].map(({ issues }) => issues)).toEqual([[], [], []]);
    expect(route.product('A')).toMatchObject({
      ...{ name: 'Kan', description: 'Van glas', global_unique_id: '8712345678906', weight: '0.5', tax_class: '' },
      ...{ regular_price: '12.50', manage_stock: true, stock_quantity: 7, status: 'publish' },
    });
  });
});

import type { AnyWriter, ConnectorContext, TargetPayload, WriteOutcome } from '@koppel/connector-sdk';
import type { EntityKind, JsonValue } from '@koppel/contracts';
import type { WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { woocommerce } from '../src/index.js';
import { contextOf, startShop } from './shop.js';

let shop: WooCommerceSimulator;
let context: ConnectorContext;
beforeEach(async () => {
  shop = await startShop();
  context = contextOf(shop.url);
});
afterEach(() => shop.close());

/** As a run does it: payload, look-up, write. */
async function deliver(
  kind: EntityKind,
  records: unknown[],
  wanted: Record<string, JsonValue> = {},
): Promise<WriteOutcome[]> {
  const writer = woocommerce.writers[kind] as AnyWriter;
  const settings = writer.settings.parse(wanted) as unknown;
  const payloads = records.map(
    (record) => (writer.fromCanonical(record as never, settings) as { payload: TargetPayload }).payload,
  );
  const found = await writer.find(
    context,
    payloads.map((payload) => writer.naturalKey(payload)),
    settings,
  );
  const operations = payloads.map((payload) => {
    const naturalKey = writer.naturalKey(payload);
    return {
      payload,
      naturalKey,
      targetKey: found.get(naturalKey)?.targetKey,
      idempotencyKey: naturalKey,
      references: {},
    };
  });
  return writer.write(context, operations, settings);
}

const aProduct = (sku: string, changes: object = {}) => ({
  sku,
  name: `Product ${sku}`,
  isStocked: true,
  ...changes,
});
const product = (sku: string) => shop.control.list('products').find((each) => each.sku === sku);

describe('products', () => {
  it('creates and updates in one call, each once', async () => {
    shop.control.insert('products', { name: 'Old name', sku: 'A' });
    shop.control.clearLedger();
    await deliver('product', [aProduct('A'), aProduct('B', { weightGrams: 1250, vatRatePercent: '9' })]);
    expect(product('A')?.name).toBe('Product A');
    expect(product('B')).toMatchObject({
      status: 'publish',
      manage_stock: true,
      weight: '1.25',
      tax_class: 'reduced-rate',
    });
    expect(shop.control.counters()).toMatchObject({
      writes: 1,
      records: { 'products.created': 1, 'products.updated': 1 },
    });
  });

  it('names the bin where a product in it has the SKU', async () => {
    const { id } = shop.control.insert('products', { name: 'Old', sku: 'A' });
    shop.control.patch('products', Number(id), { status: 'trash' });
    expect(await deliver('product', [aProduct('A')])).toMatchObject([
      { status: 'failed', failure: { failureClass: 'duplicate', reason: { code: 'woocommerce.product_not_made' } } },
    ]);
  });

  it('makes drafts when asked to, and never touches what a person published', async () => {
    const settings = { newProductStatus: 'draft' };
    await deliver('product', [aProduct('A')], settings);
    expect(product('A')?.status).toBe('draft');
    shop.control.patch('products', product('A')?.id ?? 0, { status: 'publish' });
    await deliver('product', [aProduct('A', { name: 'New name' })], settings);
    expect(product('A')).toMatchObject({ status: 'publish', name: 'New name' });
  });

  it('does not take 85123a for 85123A, and says why the second cannot be made', async () => {
    await deliver('product', [aProduct('85123A')]);
    const [outcome] = await deliver('product', [aProduct('85123a')]);
    expect(outcome).toMatchObject({
      status: 'failed',
      failure: {
        failureClass: 'duplicate',
        reason: { code: 'woocommerce.sku_taken', params: { sku: '85123a' }, field: 'sku' },
      },
    });
    expect(product('85123A')?.name).toBe('Product 85123A');
  });

  it('makes a product again that was deleted after it was looked up', async () => {
    const writer = woocommerce.writers.product as AnyWriter;
    const settings = writer.settings.parse({}) as unknown;
    const { payload } = writer.fromCanonical(aProduct('A') as never, settings) as { payload: TargetPayload };
    const gone = { payload, naturalKey: 'A', targetKey: '424242', idempotencyKey: 'A', references: {} };
    const outcomes = await writer.write(context, [gone], settings);
    expect(outcomes).toMatchObject([{ status: 'written', targetKey: String(product('A')?.id) }]);
  });

  it('finds many SKUs in few calls, also such as have a comma', async () => {
    const skus = Array.from({ length: 120 }, (_, index) => `S${index}`);
    for (const sku of [...skus, 'a,b']) shop.control.insert('products', { name: sku, sku });
    shop.control.clearLedger();
    const writer = woocommerce.writers.product as AnyWriter;
    const found = await writer.find(context, [...skus, 'a,b', 'absent'], {});
    expect(found.size).toBe(121);
    expect(shop.control.counters().reads).toBe(3);
  });

  it('tells a lost answer as an unknown outcome, and finds what was written', async () => {
    shop.control.inject({ kind: 'answer_lost', path: '/products/batch' });
    await expect(deliver('product', [aProduct('A')])).rejects.toMatchObject({
      failureClass: 'intermittent',
      isOutcomeUnknown: true,
    });
    expect(await deliver('product', [aProduct('A')])).toMatchObject([{ status: 'written' }]);
    expect(shop.control.list('products')).toHaveLength(1);
  });
});

describe('stock levels', () => {
  it('sets the stock of products and of variations', async () => {
    shop.control.insert('products', { name: 'Mug', sku: 'MUG' });
    const shirt = shop.control.insert('products', { name: 'Shirt', type: 'variable' });
    const variation = shop.control.insert('products', { sku: 'SHIRT-M', parent_id: shirt.id });
    const outcomes = await deliver('stock_level', [
      { sku: 'MUG', quantity: 7 },
      { sku: 'SHIRT-M', quantity: 0 },
    ]);
    expect(outcomes).toMatchObject([
      { status: 'written' },
      { status: 'written', targetKey: `${shirt.id}/${variation.id}` },
    ]);
    expect(product('MUG')).toMatchObject({ stock_quantity: 7, stock_status: 'instock', manage_stock: true });
    expect(product('SHIRT-M')).toMatchObject({ stock_quantity: 0, stock_status: 'outofstock' });
  });

  it('counts whole pieces, unless the shop has fractions', async () => {
    shop.control.insert('products', { name: 'Cloth', sku: 'CLOTH' });
    await deliver('stock_level', [{ sku: 'CLOTH', quantity: 7.5, onHand: 9.5 }]);
    expect(product('CLOTH')?.stock_quantity).toBe(7);
    const writer = woocommerce.writers.stock_level as AnyWriter;
    const level = { sku: 'CLOTH', quantity: 7.5 } as never;
    expect(writer.fromCanonical(level, writer.settings.parse({ stockFractions: true }))).toMatchObject({
      payload: { quantity: 7.5 },
    });
  });

  it('waits for a product that is not there, and writes the others', async () => {
    shop.control.insert('products', { name: 'Mug', sku: 'MUG' });
    const outcomes = await deliver('stock_level', [
      { sku: 'LATER', quantity: 1 },
      { sku: 'MUG', quantity: 2 },
    ]);
    expect(outcomes).toMatchObject([
      { status: 'failed', failure: { failureClass: 'missing_reference', waitsFor: 'product:LATER' } },
      { status: 'written' },
    ]);
  });
});

describe('prices', () => {
  beforeEach(
    () => void shop.control.insert('products', { name: 'Mug', sku: 'MUG', sale_price: '1.00', regular_price: '2.00' }),
  );
  const price = { sku: 'MUG', amountExclVat: '8.26', currency: 'EUR' };

  it('follows the shop: without VAT, or with', async () => {
    await deliver('price', [price]);
    expect(product('MUG')).toMatchObject({ regular_price: '8.26', sale_price: '1.00' });
    shop.control.configure({ pricesIncludeTax: true });
    context = contextOf(shop.url);
    expect(await deliver('price', [price])).toMatchObject([
      { failure: { reason: { code: 'prices.vat_rate_missing' } } },
    ]);
    await deliver('price', [price], { standardVatRate: '21' });
    expect(product('MUG')?.regular_price).toBe('9.99');
    await deliver('price', [{ ...price, vatRatePercent: '9' }]);
    expect(product('MUG')?.regular_price).toBe('9.00');
  });

  it('does what the settings say, whatever the shop', async () => {
    await deliver('price', [price], { shopPriceVat: 'including', priceDecimals: 3, standardVatRate: '21' });
    expect(product('MUG')?.regular_price).toBe('9.995');
  });

  it('refuses a price in another currency', async () => {
    const [outcome] = await deliver('price', [{ ...price, currency: 'USD' }]);
    expect(outcome).toMatchObject({ status: 'failed', failure: { failureClass: 'value' } });
    expect(product('MUG')?.regular_price).toBe('2.00');
  });
});

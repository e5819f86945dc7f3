import {
  closeHttpPools,
  createConnectorContext,
  localAccess,
  localRateBudget,
  type Access,
} from '@koppel/connector-host';
import { ConnectorFailure, type ConnectorContext, type WriteOperation } from '@koppel/connector-sdk';
import { orderSchema, type Order, type Product } from '@koppel/contracts';
import { vendure } from '../src/index.js';
import { orderReader, orderSettings } from '../src/orders.js';
import { priceSettings, priceWriter } from '../src/prices.js';
import { productSettings, productWriter, type ProductPayload } from '../src/products.js';
import { slugOf } from '../src/product-writes.js';
import { stockLevelWriter, stockSettings, type StockPayload } from '../src/stock.js';
import { Shop } from './shop.js';

const settings = productSettings.parse({});
let shop: Shop;
let context: ConnectorContext;
let accesses: Access[];

beforeAll(async () => {
  shop = await Shop.start('vendure_records');
}, 300_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});
beforeEach(() => {
  ({ context, accesses } = aContext());
});

function aContext() {
  const fields = { shopUrl: shop.origin, username: shop.login.username };
  const outbound = { allowPrivateAddresses: true };
  const signal = new AbortController().signal;
  const common = { connector: vendure, fields, host: {}, outbound, signal };
  const provider = localAccess({ ...common, secrets: { password: shop.login.password } });
  const accesses: Access[] = [];
  const keep = async (access: Promise<Access>) => {
    accesses.push(await access);
    return access;
  };
  const access = { current: () => keep(provider.current()), renew: (epoch: number) => keep(provider.renew(epoch)) };
  const budget = localRateBudget({ concurrency: 4 });
  return { accesses, context: createConnectorContext({ ...common, access, budget, log: { info() {}, warn() {} } }) };
}

const aProduct = (product: Partial<Product> & { sku: string }): Product => ({
  ...{ name: `Article ${product.sku}`, isStocked: true, vatRatePercent: '21' },
  ...product,
});

const payloadsOf = (products: readonly Product[], changed: object = {}) =>
  products.flatMap((product) => {
    const translated = productWriter.fromCanonical(product, productSettings.parse(changed));
    return 'payload' in translated ? [translated.payload] : [];
  });

/** With what was left out by the engine, where a change says so. */
async function writeProducts(
  products: readonly Product[],
  left: Partial<ProductPayload> = {},
  changed: Pick<Partial<WriteOperation>, 'targetKey' | 'isRenamed'> = {},
) {
  const payloads = payloadsOf(products);
  const found = await productWriter.find(
    context,
    payloads.map(({ sku }) => sku),
    settings,
  );
  const operations = payloads.map((payload): WriteOperation<ProductPayload> => {
    const targetKey = found.get(payload.sku)?.targetKey;
    const common = { naturalKey: payload.sku, targetKey, idempotencyKey: payload.sku, references: {} };
    return { ...common, ...changed, payload: { ...payload, ...left } };
  });
  return productWriter.write(context, operations, settings);
}

/** What is left of a product where nothing changed at its source. */
const nothing = {
  ...{ name: null, description: null, vatRatePercent: null, isStocked: null, isShown: null },
  ...{ isTrackedAsShop: null, outOfStockThreshold: null },
} satisfies Partial<ProductPayload>;

async function withdraw(sku: string, changed: object = {}) {
  const { targetKey = '' } = (await productWriter.find(context, [sku], settings)).get(sku) ?? {};
  const reason = { code: 'sync.gone_at_source', params: {} };
  const chosen = productSettings.parse(changed);
  return (await productWriter.withdraw?.(context, [{ naturalKey: sku, targetKey, reason }], chosen))?.[0];
}

async function writeStock(sku: string, quantity: number) {
  const targetKey = (await variantsOf(sku))[0]?.id;
  const payload = { sku, quantity, trackInventory: true };
  const operation = { payload, naturalKey: sku, targetKey, idempotencyKey: sku, references: {} };
  return stockLevelWriter.write(context, [operation], stockSettings.parse({}));
}

interface ShopVariant {
  id: string;
  sku: string;
  name: string;
  enabled: boolean;
  price: number;
  trackInventory: string;
  outOfStockThreshold: number;
  taxCategory: { name: string };
  stockLevels: { stockOnHand: number }[];
  product: { id: string; enabled: boolean; name: string; description: string; slug: string };
}

async function variantsOf(...skus: string[]): Promise<ShopVariant[]> {
  const query = `query ($skus: [String!]!) { productVariants(options: { filter: { sku: { in: $skus } }, sort: { id: ASC } }) { items {
    id sku name enabled price trackInventory outOfStockThreshold taxCategory { name } stockLevels { stockOnHand } product { id enabled name description slug } } } }`;
  return (await shop.admin<{ productVariants: { items: ShopVariant[] } }>(query, { skus })).productVariants.items;
}

const flow = { enabledAt: '2000-01-01T00:00:00Z' };

async function orderOf(code: string): Promise<Order> {
  const chosen = orderSettings.parse({});
  for await (const page of orderReader.read(context, { cursor: undefined, settings: chosen, pageSize: 50, ...flow })) {
    const record = page.records.find(({ naturalKey }) => naturalKey === code);
    const translated = record && orderReader.toCanonical(record.native, chosen, flow);
    if (translated && 'canonical' in translated) return orderSchema.parse(translated.canonical);
  }
  throw new Error(`order ${code} was not read`);
}

const cents = (amount: string) => Math.round(Number(amount) * 100);

describe('products', () => {
  it('takes codes that differ only in case for different articles', async () => {
    const outcomes = await writeProducts([
      aProduct({ sku: '85123A' }),
      aProduct({ sku: '85123a', vatRatePercent: '9' }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['written', 'written']);
    const found = await productWriter.find(context, ['85123A', '85123a', '85123b'], settings);
    expect([...found.keys()].sort()).toEqual(['85123A', '85123a']);
    expect(found.get('85123A')).not.toEqual(found.get('85123a'));
    expect((await variantsOf('85123A', '85123a')).map(({ sku, taxCategory }) => [sku, taxCategory.name])).toEqual([
      ['85123A', 'Standard'],
      ['85123a', 'Reduced'],
    ]);
  }, 60_000);

  it('finishes a creation that was cut off between product and variant', async () => {
    const product = aProduct({ sku: 'CUT-OFF', name: 'Bird house' });
    const id = await shop.createProduct('Bird house', slugOf(product));
    await writeProducts([product]);
    expect((await variantsOf('CUT-OFF'))[0]?.product.id).toBe(id);
  }, 60_000);

  it('creates nothing again when the answer to a creation was lost', async () => {
    const product = aProduct({ sku: 'LOST-1' });
    await writeProducts([product]);
    const translated = productWriter.fromCanonical(product, settings);
    if (!('payload' in translated)) throw new Error('filtered');
    const operation = {
      payload: translated.payload,
      naturalKey: 'LOST-1',
      targetKey: undefined,
      idempotencyKey: 'LOST-1',
      references: {},
    };
    await productWriter.write(context, [operation], settings);
    expect(await variantsOf('LOST-1')).toHaveLength(1);
  }, 60_000);

  it('hides an article that is not sold any more, once, and shows it again', async () => {
    const isShown = async () => (await variantsOf('ENDS-1'))[0]?.product.enabled;
    await writeProducts([aProduct({ sku: 'ENDS-1' })]);
    expect(await withdraw('ENDS-1', { whenLeft: 'leave' })).not.toHaveProperty('effects');
    expect(await isShown()).toBe(true);
    expect(await withdraw('ENDS-1')).toMatchObject({
      effects: [{ kind: 'hidden' }],
      notes: [{ code: 'products.hidden' }, {}],
    });
    expect(await isShown()).toBe(false);
    const again = await withdraw('ENDS-1');
    expect(again).toMatchObject({ notes: [{ code: 'products.hidden_already' }, {}] });
    expect(again).not.toHaveProperty('effects');
    await writeProducts([aProduct({ sku: 'ENDS-1', name: 'Ends' })], { ...nothing, name: 'Ends' });
    expect(await isShown()).toBe(false);
    await writeProducts([aProduct({ sku: 'ENDS-1' })], { ...nothing, isShown: true });
    expect(await isShown()).toBe(true);
    expect((await variantsOf('ENDS-1'))[0]?.name).toBe('Ends');
  }, 60_000);

  it('sets an article out of stock, also one that keeps none', async () => {
    await writeProducts([aProduct({ sku: 'OUT-1' }), aProduct({ sku: 'OUT-2', isStocked: false })]);
    await writeStock('OUT-1', 7);
    expect(await withdraw('OUT-1', { whenLeft: 'out_of_stock' })).toMatchObject({ effects: [{ kind: 'sold_out' }] });
    expect(await withdraw('OUT-2', { whenLeft: 'out_of_stock' })).toMatchObject({
      effects: [{ kind: 'sold_out_untracked' }],
    });
    for (const variant of await variantsOf('OUT-1', 'OUT-2')) {
      expect(variant).toMatchObject({ trackInventory: 'TRUE', product: { enabled: true } });
      expect(variant.stockLevels.every(({ stockOnHand }) => stockOnHand === 0)).toBe(true);
    }
  }, 60_000);

  it('gives an article that comes back the stock keeping and the back-orders that it had', async () => {
    await writeProducts([aProduct({ sku: 'BACK-1' })]);
    const [made] = await variantsOf('BACK-1');
    await shop.admin(
      'mutation ($id: ID!) { updateProductVariants(input: [{ id: $id, outOfStockThreshold: -5, useGlobalOutOfStockThreshold: false }]) { id } }',
      { id: made?.id },
    );
    expect(await withdraw('BACK-1', { whenLeft: 'out_of_stock' })).toMatchObject({
      effects: [{ kind: 'sold_out' }, { kind: 'tracked_as_shop' }, { kind: 'threshold', before: -5 }],
    });
    expect(await variantsOf('BACK-1')).toMatchObject([{ trackInventory: 'TRUE', outOfStockThreshold: 0 }]);
    await writeProducts([aProduct({ sku: 'BACK-1' })], {
      ...nothing,
      isTrackedAsShop: true,
      outOfStockThreshold: -5,
    });
    expect(await variantsOf('BACK-1')).toMatchObject([{ trackInventory: 'INHERIT', outOfStockThreshold: -5 }]);
  }, 60_000);

  it('shows plain text as it is, and leaves what did not change', async () => {
    const description = 'Voor leidingen <30 mm & >10 mm.\nRegel twee';
    const product = aProduct({ sku: 'HTML-1', name: 'Slang <10 bar> rood', description });
    await writeProducts([product]);
    const [made] = await variantsOf('HTML-1');
    expect(made?.product).toMatchObject({
      name: 'Slang <10 bar> rood',
      description: 'Voor leidingen &lt;30 mm &amp; &gt;10 mm.<br />\nRegel twee',
    });
    const [payload] = payloadsOf([product]);
    const match = { naturalKey: 'HTML-1', targetKey: made?.id ?? '', payload };
    const current = await productWriter.current?.(context, [match as never], settings);
    expect(current?.get('HTML-1')).toMatchObject({ name: product.name, description });
    await writeProducts([product], { ...nothing, description: '' });
    expect((await variantsOf('HTML-1'))[0]?.product).toMatchObject({ name: product.name, description: '' });
  }, 60_000);

  it('gives an article its new code, unless another has it', async () => {
    await writeProducts([aProduct({ sku: 'OLD-1' }), aProduct({ sku: 'TAKEN-1' })]);
    const [old] = await variantsOf('OLD-1');
    const change = { targetKey: old?.id, isRenamed: true };
    expect(await writeProducts([aProduct({ sku: 'NEW-1' })], nothing, change)).toMatchObject([{ status: 'written' }]);
    expect((await variantsOf('NEW-1'))[0]?.id).toBe(old?.id);
    await writeStock('NEW-1', 3);
    expect((await variantsOf('NEW-1'))[0]?.stockLevels[0]?.stockOnHand).toBe(3);
    expect(await writeProducts([aProduct({ sku: 'TAKEN-1' })], nothing, change)).toMatchObject([
      { status: 'failed', failure: { failureClass: 'duplicate', reason: { code: 'vendure.sku_taken' } } },
    ]);
  }, 60_000);

  it('leaves a product that a person gave several variants as it is', async () => {
    const productId = await shop.createProduct('T-shirt');
    await shop.admin(
      'mutation ($id: ID!) { updateProduct(input: { id: $id, translations: [{ languageCode: en, description: "By hand" }] }) { id } }',
      { id: productId },
    );
    await shop.createVariants(productId, ['SHIRT-S', 'SHIRT-M']);
    await writeProducts([aProduct({ sku: 'SHIRT-S', name: 'Shirt small', description: 'From the accounting' })]);
    expect(await withdraw('SHIRT-S')).toMatchObject({ effects: [{ kind: 'hidden' }] });
    const [small, medium] = await variantsOf('SHIRT-S', 'SHIRT-M');
    expect(small).toMatchObject({
      name: 'Shirt small',
      enabled: false,
      product: { name: 'T-shirt', description: 'By hand', enabled: true },
    });
    expect(medium).toMatchObject({ name: expect.stringContaining('SHIRT-M'), enabled: true });
  }, 60_000);

  it('writes the others when the shop refuses one of a batch', async () => {
    const outcomes = await writeProducts([
      aProduct({ sku: 'GOOD-1' }),
      aProduct({ sku: 'BAD-1', name: 'Zero \u0000 byte' }),
      aProduct({ sku: 'GOOD-2' }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['written', 'failed', 'written']);
    expect(await variantsOf('GOOD-1', 'GOOD-2')).toHaveLength(2);
  }, 60_000);
});

describe('stock and prices', () => {
  it('shows a new article with its first price, but not one that a person hid', async () => {
    const price = (amountExclVat: string) =>
      priceWriter.fromCanonical(
        { sku: 'PRICE-1', amountExclVat, vatRatePercent: '21', currency: 'EUR' },
        priceSettings.parse({}),
      );
    const write = async (amount: string) => {
      const translated = price(amount);
      const [id = ''] = (await variantsOf('PRICE-1')).map((variant) => variant.id);
      if (!('payload' in translated)) throw new Error('filtered');
      const operation = {
        payload: translated.payload,
        naturalKey: 'PRICE-1',
        targetKey: id,
        idempotencyKey: 'PRICE-1',
        references: {},
      };
      expect(await priceWriter.write(context, [operation], priceSettings.parse({}))).toEqual([
        { status: 'written', targetKey: id },
      ]);
      return (await variantsOf('PRICE-1'))[0];
    };
    await writeProducts([aProduct({ sku: 'PRICE-1' })]);
    expect((await variantsOf('PRICE-1'))[0]).toMatchObject({ price: 0, enabled: false });
    const priced = await write('12.345');
    expect(priced).toMatchObject({ price: 1235, enabled: true });
    await shop.admin('mutation ($id: ID!) { updateProductVariants(input: [{ id: $id, enabled: false }]) { id } }', {
      id: priced?.id,
    });
    expect(await write('13')).toMatchObject({ price: 1300, enabled: false });
  }, 60_000);

  it('sets stock at the first location, and refuses a location that does not exist in words', async () => {
    const id = await shop.createArticle('STOCK-1', 500);
    const operation = {
      payload: { sku: 'STOCK-1', quantity: 42, trackInventory: true },
      naturalKey: 'STOCK-1',
      targetKey: id,
      idempotencyKey: 'x',
      references: {},
    };
    await stockLevelWriter.write(context, [operation], stockSettings.parse({}));
    expect((await variantsOf('STOCK-1'))[0]).toMatchObject({
      trackInventory: 'TRUE',
      stockLevels: [{ stockOnHand: 42 }],
    });
    const [outcome] = await stockLevelWriter.write(
      context,
      [operation],
      stockSettings.parse({ shopStockLocation: 'Shed' }),
    );
    expect(outcome).toMatchObject({
      status: 'failed',
      failure: expect.objectContaining({
        failureClass: 'value',
        reason: expect.objectContaining({ code: 'vendure.stock_location_unknown' }),
      }),
    });
  }, 60_000);

  it('spreads stock over the locations of the table, and shows what each has', async () => {
    const id = await shop.createArticle('STOCK-2', 500);
    await shop.admin('mutation { createStockLocation(input: { name: "Shed" }) { id } }');
    const chosen = stockSettings.parse({ stockLocations: { main: 'Default Stock Location', '*': 'Shed' } });
    const warehouses = [
      { code: 'main', quantity: 3, onHand: 5 },
      { code: 'other', quantity: 2 },
    ];
    const translated = stockLevelWriter.fromCanonical({ sku: 'STOCK-2', quantity: 5, warehouses }, chosen);
    const payload = (translated as { payload: StockPayload }).payload;
    const record = { payload, naturalKey: 'STOCK-2', targetKey: id };
    await stockLevelWriter.write(aContext().context, [{ ...record, idempotencyKey: 'x', references: {} }], chosen);
    const now = await stockLevelWriter.current?.(aContext().context, [record], chosen);
    expect(now?.get('STOCK-2')).toEqual({
      ...{ sku: 'STOCK-2', quantity: 7, trackInventory: true },
      levels: { 'Default Stock Location': 5, Shed: 2 },
    });
  }, 60_000);

  it('ends the stock of an article that is not sold any more', async () => {
    const targetKey = await shop.createArticle('STOCK-3', 500);
    const reason = { code: 'sync.gone_at_source', params: {} };
    const end = (key: string, changed: object = {}) =>
      stockLevelWriter.withdraw?.(
        context,
        [{ naturalKey: 'STOCK-3', targetKey: key, reason }],
        stockSettings.parse(changed),
      );
    expect(await end(targetKey, { stockWhenLeft: 'leave' })).toMatchObject([{ status: 'withdrawn', targetKey }]);
    expect((await variantsOf('STOCK-3'))[0]?.stockLevels[0]?.stockOnHand).toBe(1000);
    expect(await end(targetKey)).toMatchObject([{ notes: [{ code: 'products.stock_ended' }, reason] }]);
    expect((await variantsOf('STOCK-3'))[0]?.stockLevels[0]?.stockOnHand).toBe(0);
    expect(await end('999999')).toMatchObject([{ status: 'withdrawn', targetKey: null }]);
  }, 60_000);

  it('holds stock of an article that the shop does not have', async () => {
    const failures = await stockLevelWriter.resolve?.(
      context,
      [{ sku: 'NOT-YET', quantity: 1, trackInventory: true }],
      stockSettings.parse({}),
    );
    expect(failures?.get('NOT-YET')).toMatchObject({ failureClass: 'missing_reference', waitsFor: 'product:NOT-YET' });
    expect(failures?.get('NOT-YET')).toBeInstanceOf(ConnectorFailure);
  }, 60_000);
});

describe('orders', () => {
  it('add up to the cent, with discount, shipping and two rates of tax', async () => {
    const standard = await shop.createArticle('ORDER-21', 333);
    await writeProducts([aProduct({ sku: 'ORDER-9', vatRatePercent: '9' })], { isHiddenUntilPriced: false });
    const [reduced] = await variantsOf('ORDER-9');
    await shop.admin(
      'mutation ($id: ID!) { updateProductVariants(input: [{ id: $id, price: 777, stockOnHand: 100 }]) { id } }',
      { id: reduced?.id },
    );
    await shop.createCoupon('TEN', 10);
    const lines = [
      { variantId: standard, quantity: 7 },
      { variantId: reduced?.id ?? '', quantity: 3 },
    ];
    const code = await shop.placeOrder({ email: 'Noor@Example.com', lines, couponCode: 'TEN' });
    const order = await orderOf(code);
    const sum = (pick: (line: Order['lines'][number]) => string) =>
      order.lines.reduce((total, line) => total + cents(pick(line)), 0);
    expect(sum((line) => line.totalExclVat)).toBe(cents(order.totals.exclVat));
    expect(sum((line) => line.vatAmount)).toBe(cents(order.totals.vat));
    expect(cents(order.totals.exclVat) + cents(order.totals.vat)).toBe(cents(order.totals.inclVat));
    expect(order.lines.map(({ kind, sku, quantity, taxes }) => [kind, sku, quantity, taxes[0]?.ratePercent])).toEqual([
      ['item', 'ORDER-21', '7', '21'],
      ['item', 'ORDER-9', '3', '9'],
      ['shipping', undefined, '1', '21'],
    ]);
    expect(cents(order.lines[0]?.totalExclVat ?? '')).toBeLessThan(7 * 333);
    expect(order).toMatchObject({
      ...{ number: code, status: 'PaymentSettled', isCredit: false, currency: 'EUR', paymentMethod: 'test-payment' },
      customer: { key: 'email:noor@example.com:noordewit', isGuest: true, firstName: 'Noor', lastName: 'de Wit' },
      billingAddress: { line1: 'Kade 1', postcode: '3511 AA', city: 'Utrecht', country: 'NL' },
    });
  }, 60_000);

  it('have the VAT number that stands in a custom field', async () => {
    const variantId = await shop.createArticle('VAT-1', 100);
    const code = await shop.placeOrder({ email: 'company@example.com', lines: [{ variantId, quantity: 1 }] });
    const query =
      'query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { customer { id } } } }';
    const { orders } = await shop.admin<{ orders: { items: { customer: { id: string } }[] } }>(query, { code });
    await shop.admin('mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { __typename } }', {
      input: { id: orders.items[0]?.customer.id, customFields: { vatNumber: 'NL000000001B01' } },
    });
    expect((await orderOf(code)).customer).toMatchObject({ key: 'vat:NL000000001B01', vatNumber: 'NL000000001B01' });
  }, 60_000);

  it('come again after a change, and not without one', async () => {
    const variantId = await shop.createArticle('AGAIN-1', 100);
    const code = await shop.placeOrder({ email: 'again@example.com', lines: [{ variantId, quantity: 1 }] });
    const chosen = orderSettings.parse({});
    const readFrom = async (cursor: Parameters<typeof orderReader.read>[1]['cursor']) => {
      const codes: string[] = [];
      let last = cursor;
      for await (const page of orderReader.read(context, { cursor, settings: chosen, pageSize: 1, ...flow })) {
        codes.push(...page.records.map(({ naturalKey }) => naturalKey));
        last = page.cursor;
      }
      return { codes, last };
    };
    const first = await readFrom(undefined);
    expect(first.codes).toContain(code);
    expect(new Set(first.codes).size).toBe(first.codes.length);
    const second = await readFrom(first.last);
    expect(second.codes).toEqual([]);
    const query = 'query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { id } } }';
    const { orders } = await shop.admin<{ orders: { items: { id: string }[] } }>(query, { code });
    await shop.admin('mutation ($id: ID!) { cancelOrder(input: { orderId: $id }) { __typename } }', {
      id: orders.items[0]?.id,
    });
    const third = await readFrom(second.last);
    expect(third.codes).toEqual([code]);
  }, 60_000);
});

it('logs in again when its session was ended', async () => {
  expect((await productWriter.find(context, ['ORDER-21'], settings)).size).toBe(1);
  await shop.endSession(accesses[0]?.credentials.headers['authorization'] ?? '');
  expect((await productWriter.find(context, ['ORDER-21'], settings)).size).toBe(1);
  expect(accesses.at(-1)?.epoch).toBe(2);
}, 60_000);

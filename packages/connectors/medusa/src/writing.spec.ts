import type { ConnectorContext, HttpRequest, WriteOperation } from '@koppel/connector-sdk';
import { queryString } from './client.js';
import { priceSettings, priceWriter, type PricePayload } from './prices.js';
import { handleOf } from './product-writes.js';
import { stockLevelWriter, stockSettings, type StockPayload, type StockSettings } from './stock.js';

it('writes lists and operators as the API reads them', () => {
  expect(
    queryString({
      fields: 'id,sku',
      sku: ['A&B', 'C'],
      updated_at: { $gte: '2026' },
      id: { $nin: ['1'] },
      q: undefined,
    }),
  ).toBe('fields=id%2Csku&sku[]=A%26B&sku[]=C&updated_at[$gte]=2026&id[$nin][]=1');
});

it('makes an address of its own for every SKU, the same each time', () => {
  const handle = handleOf({ sku: 'A-1', name: 'Crème brûlée' });
  expect(handle).toMatch(/^creme-brulee-a-1-[0-9a-f]{6}$/);
  expect(handleOf({ sku: 'A-1', name: 'Crème brûlée' })).toBe(handle);
  expect(handleOf({ sku: 'a.1', name: 'Crème brûlée' })).not.toBe(handle);
  expect(handleOf({ sku: '茶', name: '茶' })).toMatch(/^article-/);
});

describe('a price', () => {
  const list = { id: 'p1', amount: 5, currency_code: 'eur', min_quantity: null, max_quantity: null, rules: {} };
  const others = [
    { ...list, id: 'p2', currency_code: 'usd', amount: 6 },
    { ...list, id: 'p3', amount: 4, rules: { region_id: 'reg_1' } },
    { ...list, id: 'p4', amount: 4.5, min_quantity: 10 },
  ];

  const waiting = { status: 'draft', metadata: { koppel_publish_when_priced: true } };

  function aShop({ isInclusive = false, prices = [list, ...others] as object[], product = waiting } = {}) {
    const posts: Pick<HttpRequest, 'url' | 'body' | 'isResent'>[] = [];
    const answers: Record<string, object> = {
      stores: { stores: [{ name: 'Shop', supported_currencies: [{ currency_code: 'eur', is_default: true }] }] },
      'stock-locations': { stock_locations: [] },
      'price-preferences': {
        price_preferences: [{ attribute: 'currency_code', value: 'eur', is_tax_inclusive: isInclusive }],
      },
      'product-variants': { variants: [{ id: 'v1', sku: 'A-1', product_id: 'prod_1', prices, product }] },
      products: { products: [{ id: 'prod_1', ...product }] },
    };
    const request = ({ method, url, body, isResent }: HttpRequest) => {
      if (method === 'POST') posts.push({ url, body, isResent });
      const name = url.replace('admin/', '').split('?')[0] ?? '';
      return Promise.resolve({ status: 200, headers: {}, body: answers[name] ?? {} });
    };
    const context = { cache: new Map(), http: { request } } as unknown as ConnectorContext;
    return { posts, context };
  }

  function operationOf(changed: Partial<PricePayload> = {}): WriteOperation<PricePayload> {
    const payload = {
      sku: 'A-1',
      amountExclVat: '10',
      vatRatePercent: '21',
      currency: 'EUR',
      vat: 'as_shop',
      ...changed,
    };
    const common = { naturalKey: 'A-1', targetKey: 'v1', idempotencyKey: 'x', references: {} };
    return { payload: payload as PricePayload, ...common };
  }

  const write = (context: ConnectorContext, operation: WriteOperation<PricePayload>) =>
    priceWriter.write(context, [operation], priceSettings.parse({}));

  it('is sent with every other price of the variant, which Medusa would delete else', async () => {
    const { posts, context } = aShop();
    expect(await write(context, operationOf())).toEqual([{ status: 'written', targetKey: 'v1' }]);
    expect(posts.map(({ isResent }) => isResent)).not.toContain(true);
    expect(posts[0]).toMatchObject({
      isResent: false,
      url: 'admin/products/prod_1/variants/batch?fields=id',
      body: { update: [{ id: 'v1', prices: [{ id: 'p2' }, { id: 'p3' }, { id: 'p4' }, { id: 'p1', amount: 10 }] }] },
    });
  });

  it('includes VAT where the shop says that its prices do', async () => {
    const { posts, context } = aShop({ isInclusive: true, prices: [] });
    await write(context, operationOf({ amountExclVat: '9.99' }));
    expect(posts[0]?.body).toEqual({
      update: [{ id: 'v1', prices: [{ currency_code: 'eur', amount: 12.09 }] }],
    });
  });

  it('waits where VAT is added and no rate is known, and tells one of the settings', async () => {
    const { context } = aShop({ isInclusive: true });
    const unknown = operationOf({ vatRatePercent: null });
    const found = await priceWriter.resolve?.(context, [unknown.payload], priceSettings.parse({}));
    expect(found?.get('A-1')).toMatchObject({
      failureClass: 'missing_reference',
      reason: { code: 'prices.vat_rate_missing', field: 'standardVatRate' },
    });
    const plain = aShop();
    expect(await priceWriter.resolve?.(plain.context, [unknown.payload], priceSettings.parse({}))).toEqual(new Map());
    expect(await write(plain.context, unknown)).toEqual([{ status: 'written', targetKey: 'v1' }]);
    const standard = operationOf({ vatRatePercent: '21', isStandardRate: true });
    expect(await write(context, standard)).toMatchObject([
      { status: 'written', notes: [{ code: 'prices.standard_vat_rate', params: { rate: '21' } }] },
    ]);
  });

  it('publishes an article that waited for it', async () => {
    const { posts, context } = aShop();
    await write(context, operationOf());
    expect(posts[1]).toMatchObject({
      url: 'admin/products/batch?fields=id',
      body: { update: [{ id: 'prod_1', status: 'published', metadata: { koppel_publish_when_priced: '' } }] },
    });
  });

  it('is missing as long as the article that waited for it is not published', async () => {
    const { payload, targetKey = '', naturalKey } = operationOf({ amountExclVat: '5' });
    const amountOf = async (product: typeof waiting) => {
      const { context } = aShop({ product });
      const found = await priceWriter.current?.(context, [{ naturalKey, targetKey, payload }], priceSettings.parse({}));
      return found?.get(naturalKey)?.['amountExclVat'];
    };
    expect(await amountOf(waiting)).toBeNull();
    expect(await amountOf({ ...waiting, status: 'published' })).toBe('5');
  });

  it('is refused in a currency that the shop does not sell in, and below zero', async () => {
    const { context } = aShop();
    for (const changed of [{ currency: 'USD' }, { amountExclVat: '-1' }]) {
      expect(await write(context, operationOf(changed))).toMatchObject([{ status: 'failed' }]);
    }
  });
});

it('has no offer beside a price, which is told', () => {
  const price = { sku: 'A-1', amountExclVat: '5', currency: 'EUR', sale: { amountExclVat: '4' } };
  expect(priceWriter.fromCanonical(price, priceSettings.parse({}))).toMatchObject({
    payload: { amountExclVat: '5' },
    notes: [{ code: 'medusa.offer_not_taken', params: { amount: '4', currency: 'EUR' } }],
  });
});

describe('stock', () => {
  const settings = stockSettings.parse({ stockLocations: { main: 'sloc_1', '*': 'sloc_2' } });
  const warehouses = [
    { code: 'main', quantity: 3, onHand: 5 },
    { code: 'other', quantity: 2 },
  ];
  const level = { sku: 'A-1', quantity: 5, onHand: 7, warehouses };
  const payloadOf = (chosen: StockSettings) =>
    (stockLevelWriter.fromCanonical(level, chosen) as { payload: StockPayload }).payload;

  function aContext() {
    const posts: { url: string; body: unknown }[] = [];
    const inventory = { location_levels: [{ location_id: 'sloc_1', stocked_quantity: 1 }] };
    const variant = { id: 'v1', sku: 'A-1', product_id: 'prod_1', title: 'Mug', manage_inventory: true };
    const answers: Record<string, object> = {
      stores: { stores: [{ name: 'Shop', supported_currencies: [{ currency_code: 'eur', is_default: true }] }] },
      'stock-locations': { stock_locations: ['sloc_1', 'sloc_2'].map((id) => ({ id, name: id })) },
      'price-preferences': { price_preferences: [] },
      'product-variants': { variants: [{ ...variant, inventory_items: [{ inventory_item_id: 'i1', inventory }] }] },
    };
    const request = ({ method, url, body }: HttpRequest) => {
      if (method === 'POST') posts.push({ url, body });
      return Promise.resolve({
        status: 200,
        headers: {},
        body: answers[url.replace('admin/', '').split('?')[0] ?? ''] ?? {},
      });
    };
    return { posts, context: { cache: new Map(), http: { request } } as unknown as ConnectorContext };
  }

  it('is what is there, because the shop takes off its own open orders', () => {
    expect(payloadOf(stockSettings.parse({}))).toEqual({ sku: 'A-1', quantity: 7, trackInventory: true });
  });

  it('is written to and told of each location of the table', async () => {
    const { posts, context } = aContext();
    const record = { payload: payloadOf(settings), naturalKey: 'A-1', targetKey: 'v1' };
    await stockLevelWriter.write(context, [{ ...record, idempotencyKey: 'x', references: {} }], settings);
    expect(posts).toMatchObject([
      {
        body: {
          create: [{ inventory_item_id: 'i1', location_id: 'sloc_2', stocked_quantity: 2 }],
          update: [{ inventory_item_id: 'i1', location_id: 'sloc_1', stocked_quantity: 5 }],
        },
      },
    ]);
    const now = await stockLevelWriter.current?.(context, [record], settings);
    expect(now?.get('A-1')).toMatchObject({ quantity: 1, levels: { sloc_1: 1, sloc_2: null } });
  });

  it('checks on saving that the shop has each location', async () => {
    const { context } = aContext();
    const check = (chosen: object) => stockLevelWriter.checkSettings?.(context, stockSettings.parse(chosen));
    const unknown = (field: string) => ({ problems: [{ code: 'medusa.stock_location_unknown', field }] });
    expect(await check({ stockLocations: { main: 'sloc_1', '*': 'Moon' } })).toMatchObject(unknown('stockLocations.*'));
    expect(await check({ shopStockLocation: 'Moon' })).toMatchObject(unknown('shopStockLocation'));
    expect(await check({ stockLocations: { main: 'sloc_1' }, shopStockLocation: 'Moon' })).toEqual({ problems: [] });
  });
});

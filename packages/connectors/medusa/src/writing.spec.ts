import type { ConnectorContext, HttpRequest, WriteOperation } from '@koppel/connector-sdk';
import { queryString } from './client.js';
import { priceSettings, priceWriter, type PricePayload } from './prices.js';
import { handleOf } from './product-writes.js';

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

  function aShop({ isInclusive = false, prices = [list, ...others] as object[] } = {}) {
    const posts: Pick<HttpRequest, 'url' | 'body' | 'isResent'>[] = [];
    const answers: Record<string, object> = {
      stores: { stores: [{ name: 'Shop', supported_currencies: [{ currency_code: 'eur', is_default: true }] }] },
      'stock-locations': { stock_locations: [] },
      'price-preferences': {
        price_preferences: [{ attribute: 'currency_code', value: 'eur', is_tax_inclusive: isInclusive }],
      },
      'product-variants': { variants: [{ id: 'v1', sku: 'A-1', product_id: 'prod_1', prices }] },
      products: {
        products: [{ id: 'prod_1', status: 'draft', metadata: { koppel_publish_when_priced: true } }],
      },
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

  it('publishes an article that waited for it', async () => {
    const { posts, context } = aShop();
    await write(context, operationOf());
    expect(posts[1]).toMatchObject({
      url: 'admin/products/batch?fields=id',
      body: { update: [{ id: 'prod_1', status: 'published', metadata: { koppel_publish_when_priced: '' } }] },
    });
  });

  it('is refused in a currency that the shop does not sell in, and below zero', async () => {
    const { context } = aShop();
    for (const changed of [{ currency: 'USD' }, { amountExclVat: '-1' }]) {
      expect(await write(context, operationOf(changed))).toMatchObject([{ status: 'failed' }]);
    }
  });
});

import type { ConnectorContext, HttpRequest } from '@koppel/connector-sdk';
import type { WooRecord } from './client.js';
import { findProducts } from './product-writes.js';

/** A shop that finds these products, whatever it is asked for, a hundred to a page. */
function aShop(products: readonly WooRecord[], { saysTotal = true } = {}) {
  const asked: { skus: string[]; page: unknown }[] = [];
  const request = ({ query = {} }: HttpRequest) => {
    const page = Number(query['page']);
    const skus = String(query['sku']).split(',');
    asked.push({ skus, page });
    const found = products.filter(({ sku }) => skus.includes(String(sku)) || sku === 'OTHER');
    const headers = saysTotal ? { 'x-wp-total': String(found.length) } : {};
    return Promise.resolve({ status: 200, headers, body: found.slice((page - 1) * 100, page * 100) });
  };
  return { context: { http: { request } } as unknown as ConnectorContext, asked };
}

const skuOf = (index: number) => `SKU-${index}`;
const skus = Array.from({ length: 250 }, (_, index) => skuOf(index));
const products = skus.map((sku, index): WooRecord => ({ id: index + 1, sku, parent_id: 0 }));

describe('products looked up by SKU', () => {
  it('are asked for a hundred at a time', async () => {
    const { context, asked } = aShop(products);
    expect((await findProducts(context, skus)).size).toBe(250);
    expect(asked.map((call) => [call.skus.length, call.page])).toEqual([
      [100, 1],
      [100, 1],
      [50, 1],
    ]);
  });

  it('fit into an address', async () => {
    const { context, asked } = aShop([]);
    await findProducts(
      context,
      skus.map((sku) => `${sku}${'é'.repeat(30)}`),
    );
    for (const call of asked) expect(encodeURIComponent(call.skus.join(',')).length).toBeLessThanOrEqual(6_000);
    expect(asked.flatMap((call) => call.skus)).toHaveLength(250);
  });

  it.each([true, false])('are all found where a SKU has several (the shop says how many: %s)', async (saysTotal) => {
    const twice = products
      .slice(0, 100)
      .flatMap((each): WooRecord[] => [each, { ...each, id: Number(each['id']) + 900 }]);
    const { context, asked } = aShop(twice, { saysTotal });
    expect((await findProducts(context, skus.slice(0, 100))).size).toBe(100);
    expect(asked.map(({ page }) => page)).toEqual(saysTotal ? [1, 2] : [1, 2, 3]);
  });

  it('are not searched for through a whole shop whose plug-in drops the question', async () => {
    const { context, asked } = aShop(Array.from({ length: 500 }, (_, id): WooRecord => ({ id, sku: 'OTHER' })));
    await expect(findProducts(context, ['MUG'])).rejects.toMatchObject({
      reason: { code: 'woocommerce.sku_search_ignored' },
    });
    expect(asked).toHaveLength(1);
  });
});

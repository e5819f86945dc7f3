import type { ConnectorContext, HttpRequest, TargetPayload } from '@koppel/connector-sdk';
import { productSettings, productWriter } from './products.js';

describe('an article that left and is set out of stock', () => {
  const settings = productSettings.parse({ whenLeft: 'out_of_stock', shopTax: 'keep' });

  function aShop(variant: object) {
    const posts: unknown[] = [];
    const whole = { id: 'v1', sku: 'A-1', product_id: 'prod_1', title: 'Mug', barcode: null, weight: null, prices: [] };
    const product = { id: 'prod_1', title: 'Mug', status: 'published', metadata: null, variants: [{ id: 'v1' }] };
    const answers: Record<string, object> = {
      'product-variants': { variants: [{ ...whole, ...variant, inventory_items: [] }] },
      products: { products: [{ ...product, type_id: null, description: null }] },
    };
    const request = ({ method, url, body }: HttpRequest) => {
      if (method === 'POST' && url.includes('variants/batch')) posts.push(body);
      return Promise.resolve({
        ...{ status: 200, headers: {} },
        body: answers[url.replace('admin/', '').split('?')[0] ?? ''] ?? {},
      });
    };
    return { posts, context: { cache: new Map(), http: { request } } as unknown as ConnectorContext };
  }

  const operation = { naturalKey: 'A-1', targetKey: 'v1', reason: { code: 'sync.gone_at_source', params: {} } };

  it('is not back-ordered meanwhile, and is again when it comes back', async () => {
    const { context, posts } = aShop({ manage_inventory: true, allow_backorder: true });
    const [outcome] = (await productWriter.withdraw?.(context, [operation], settings)) ?? [];
    expect(outcome).toMatchObject({ status: 'withdrawn', effects: [{ kind: 'sold_out' }, { kind: 'backorders' }] });
    expect(posts).toEqual([{ update: [{ id: 'v1', manage_inventory: true, allow_backorder: false }] }]);
    expect(productWriter.sharedFields?.isBackOrdered).toMatchObject({ restored: { backorders: true } });
    const translated = productWriter.fromCanonical({ sku: 'A-1', name: 'Mug', isStocked: true }, settings);
    const payload = { ...('payload' in translated && translated.payload), isStocked: null, isBackOrdered: true };
    const back = { payload: payload as TargetPayload as never, naturalKey: 'A-1', targetKey: 'v1' };
    await productWriter.write(context, [{ ...back, idempotencyKey: 'x', references: {} }], settings);
    expect(posts[1]).toEqual({ update: [{ id: 'v1', allow_backorder: true }] });
  });
});

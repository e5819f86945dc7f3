import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '../src/index.js';
import { call } from './api.js';

let simulator: WooCommerceSimulator;
beforeEach(async () => {
  simulator = await startWooCommerceSimulator();
});
afterEach(() => simulator.close());

it('creates, reads, changes, trashes and deletes a product', async () => {
  const created = await call(simulator, 'POST', '/products', { name: 'Mug', sku: 'MUG-1', regular_price: '9.95' });
  expect(created).toMatchObject({
    status: 201,
    body: { type: 'simple', status: 'publish', price: '9.95', stock_quantity: null },
  });
  const path = `/products/${created.body.id}`;
  const changed = await call(simulator, 'PUT', path, { manage_stock: true, stock_quantity: 0, sale_price: '7.50' });
  expect(changed.body).toMatchObject({ price: '7.50', on_sale: true, stock_status: 'outofstock', stock_quantity: 0 });
  expect((await call(simulator, 'DELETE', path)).body.status).toBe('publish');
  expect((await call(simulator, 'GET', path)).body.status).toBe('trash');
  expect((await call(simulator, 'GET', '/products')).body).toEqual([]);
  expect((await call(simulator, 'DELETE', `${path}?force=true`)).status).toBe(200);
  expect(await call(simulator, 'GET', path)).toMatchObject({
    status: 404,
    body: { code: 'woocommerce_rest_product_invalid_id' },
  });
});

it('refuses a second product with the same SKU, whatever its case, and names the first', async () => {
  const first = await call(simulator, 'POST', '/products', { name: 'A', sku: '85123A' });
  const second = await call(simulator, 'POST', '/products', { name: 'B', sku: '85123a' });
  expect(second).toMatchObject({
    status: 400,
    body: { code: 'product_invalid_sku', data: { status: 400, resource_id: first.body.id } },
  });
});

interface StoredTexts {
  sent: { name: string; description: string; sku?: string };
  stored: { name: string; description: string; sku: string };
}

const recordedTexts = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures', 'woocommerce-10-texts.json'), 'utf8'),
) as StoredTexts[];

it.each(recordedTexts)('stores texts as a WooCommerce 10.0.2 does: $sent.name', async ({ sent, stored }) => {
  const { body } = await call(simulator, 'POST', '/products', sent);
  expect((await call(simulator, 'GET', `/products/${body.id}?context=edit`)).body).toMatchObject(stored);
});

it('refuses a price that is a number, as WordPress checks types', async () => {
  const answer = await call(simulator, 'POST', '/products', { name: 'A', regular_price: 9.95 });
  expect(answer.body).toMatchObject({
    code: 'rest_invalid_param',
    data: { params: { regular_price: expect.any(String) } },
  });
});

it('answers each item of a batch separately', async () => {
  const { body: known } = await call(simulator, 'POST', '/products', { name: 'Known', sku: 'K' });
  const answer = await call(simulator, 'POST', '/products/batch', {
    create: [
      { name: 'New', sku: 'N' },
      { name: 'Twice', sku: 'K' },
    ],
    update: [
      { id: known.id, regular_price: '5.00' },
      { id: 999_999, name: 'Nobody' },
    ],
  });
  expect(answer.status).toBe(200);
  expect(answer.body.create).toMatchObject([{ sku: 'N' }, { id: 0, error: { code: 'product_invalid_sku' } }]);
  expect(answer.body.update).toMatchObject([
    { price: '5.00' },
    { id: 999_999, error: { code: 'woocommerce_rest_product_invalid_id' } },
  ]);
});

it('refuses more than 100 items in a batch', async () => {
  const create = Array.from({ length: 101 }, (_, index) => ({ name: `P${index}` }));
  expect(await call(simulator, 'POST', '/products/batch', { create })).toMatchObject({
    status: 413,
    body: { code: 'woocommerce_rest_request_entity_too_large' },
  });
});

it('pages with totals and links, and finds by a list of SKUs', async () => {
  for (let index = 0; index < 25; index += 1)
    simulator.control.insert('products', { name: `P${index}`, sku: `S${index}` });
  const second = await call(simulator, 'GET', '/products?per_page=10&page=2&orderby=id&order=asc');
  expect(second.body[0].sku).toBe('S10');
  expect(second.headers.get('x-wp-total')).toBe('25');
  expect(second.headers.get('x-wp-totalpages')).toBe('3');
  expect(second.headers.get('link')).toMatch(/page=1[^>]*>; rel="prev", <[^>]*page=3[^>]*>; rel="next"/);
  const bySku = await call(simulator, 'GET', '/products?sku=S1,S3,nothing&orderby=id&order=asc&_fields=sku');
  expect(bySku.body).toEqual([
    { id: expect.any(Number), sku: 'S1' },
    { id: expect.any(Number), sku: 'S3' },
  ]);
  expect((await call(simulator, 'GET', '/products?per_page=101')).body.data.details.per_page.code).toBe(
    'rest_out_of_bounds',
  );
});

it('keeps variations below their product and finds them by SKU', async () => {
  const { body: parent } = await call(simulator, 'POST', '/products', { name: 'Shirt', type: 'variable' });
  const variation = await call(simulator, 'POST', `/products/${parent.id}/variations`, {
    sku: 'SHIRT-M',
    regular_price: '20.00',
  });
  expect(variation.body).toMatchObject({ type: 'variation', parent_id: parent.id });
  expect((await call(simulator, 'GET', `/products/${parent.id}`)).body.variations).toEqual([variation.body.id]);
  expect((await call(simulator, 'GET', '/products?sku=SHIRT-M')).body).toHaveLength(1);
  expect((await call(simulator, 'PUT', `/products/${variation.body.id}`, {})).body.code).toBe(
    'woocommerce_rest_invalid_product_id',
  );
});

/** Milliseconds of the fastest of some calls: what else the machine does slows the others. */
async function fastest(calls: (() => Promise<unknown>)[]): Promise<number> {
  let least = Infinity;
  for (const each of calls) {
    const startedMs = performance.now();
    await each();
    least = Math.min(least, performance.now() - startedMs);
  }
  return least;
}

it('makes and lists the last of 10,000 products about as fast as the first', async () => {
  const make = (batch: number) => () => {
    const create = Array.from({ length: 100 }, (_, index) => ({
      name: `P ${batch} ${index}`,
      sku: `${batch}-${index}`,
    }));
    return call(simulator, 'POST', '/products/batch', { create });
  };
  const list = (page: number) => () =>
    call(simulator, 'GET', `/products?per_page=100&page=${page}&orderby=id&_fields=sku`);
  const batches = Array.from({ length: 100 }, (_, batch) => make(batch));
  const firstMade = await fastest(batches.slice(0, 10));
  const firstListed = await fastest([list(1), list(2), list(3)]);
  for (const batch of batches.slice(10, 90)) await batch();
  const lastMade = await fastest(batches.slice(90));
  const lastListed = await fastest([list(98), list(99), list(100)]);
  expect(simulator.control.list('products')).toHaveLength(10_000);
  expect([lastMade / firstMade, lastListed / firstListed].filter((ratio) => ratio > 10)).toEqual([]);
});

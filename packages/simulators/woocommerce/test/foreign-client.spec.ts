import { startWooCommerceSimulator, type WooCommerceSimulator } from '../src/index.js';

interface Answer<Data> {
  data: Data;
  headers: Record<string, string>;
}

interface ForeignClient {
  get<Data>(path: string, query?: object): Promise<Answer<Data>>;
  post<Data>(path: string, body: object): Promise<Answer<Data>>;
  put<Data>(path: string, body: object): Promise<Answer<Data>>;
}

type Constructor = new (options: object) => ForeignClient;

/** WooCommerce's own client from npm, unchanged. Over plain http it signs with OAuth 1.0a. */
async function loadClient(): Promise<Constructor> {
  let found: unknown = await import('@woocommerce/woocommerce-rest-api');
  // The package is CommonJS with a default export, so the class is one or two levels deep.
  while (typeof found === 'object' && found !== null && 'default' in found) found = found.default;
  return found as Constructor;
}

const Client = await loadClient();

let simulator: WooCommerceSimulator;
beforeEach(async () => {
  simulator = await startWooCommerceSimulator({ days: ['2010-12-01'] });
});
afterEach(() => simulator.close());

function aClient(consumerSecret = 'cs_sandbox'): ForeignClient {
  return new Client({ url: simulator.url, consumerKey: 'ck_sandbox', consumerSecret, version: 'wc/v3' });
}

it('creates, changes, finds and pages', async () => {
  const client = aClient();
  const { data: mug } = await client.post<{ id: number }>('products', {
    name: 'Mug & saucer',
    sku: 'MUG 1',
    regular_price: '9.95',
  });
  await client.put(`products/${mug.id}`, { stock_quantity: 4, manage_stock: true });
  const found = await client.get<{ id: number; stock_quantity: number }[]>('products', {
    sku: 'MUG 1',
    include: [mug.id],
  });
  expect(found.data).toMatchObject([{ id: mug.id, stock_quantity: 4 }]);

  const numbers = new Set<string>();
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await client.get<{ number: string }[]>('orders', {
      per_page: 50,
      page,
      orderby: 'id',
      order: 'asc',
    });
    pages = Number(answer.headers['x-wp-totalpages']);
    for (const order of answer.data) numbers.add(order.number);
  }
  expect(numbers.size).toBe(simulator.control.list('orders').length);
});

it('is refused with a wrong secret', async () => {
  await expect(aClient('cs_wrong').get('products')).rejects.toMatchObject({ response: { status: 401 } });
});

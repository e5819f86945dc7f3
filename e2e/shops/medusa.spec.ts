import type { Integration } from '@koppel/contracts';
import type { IncomingMessage } from 'node:http';
import { inUtrecht, Shop, type PlacedOrder } from '../../packages/connectors/medusa/test/shop.js';
import { bookedOrders, cartsOf, type BookedOrder } from '../lib/booked-orders.js';
import { flowOf } from '../lib/koppel-client.js';
import { expectedItems, inExact, type ExpectedItem, type ShownArticle } from '../lib/sample-items.js';
import {
  cents,
  doubled,
  exactAccounts,
  liftExactLimits,
  startSandboxSystem,
  type SandboxSystem,
} from '../lib/sandbox-system.js';
import { watchMutations, type MutationWatch } from '../lib/vendure-admin.js';

interface ShopVariant {
  id: string;
  sku: string;
  product_id: string;
  updated_at: string;
  prices: { amount: number; currency_code: string }[];
  inventory_items: { inventory: { location_levels: { stocked_quantity: number }[] } | null }[];
}

interface ShopProduct {
  id: string;
  title: string;
  status: string;
  updated_at: string;
}

const isWrite = (_body: string | undefined, { method, url }: IncomingMessage) =>
  method === 'GET' ? undefined : `${method} ${url}`;

describe('a Medusa shop', () => {
  let system: SandboxSystem;
  let shop: Shop;
  let watch: MutationWatch;
  let integration: Integration;
  let expected: ExpectedItem[];
  const placed: { order: PlacedOrder; email: string; name: string }[] = [];

  beforeAll(async () => {
    await Promise.all([
      startSandboxSystem({ env: { SEED_ITEMS: '120' } }).then((started) => (system = started)),
      Shop.start(`medusa_${process.pid}`).then((started) => (shop = started)),
    ]);
    await liftExactLimits(system.exact);
    watch = await watchMutations(shop.origin, isWrite);
    expected = await expectedItems(system.exact);
    const administration = await system.client.connectExactOnline();
    const { id } = await system.client.call('createConnection', {
      applicationId: 'medusa',
      displayTitle: 'Web shop',
      fields: { shopUrl: watch.url, secretKey: shop.server.secretKey },
    });
    const { connection } = await system.client.call('testConnection', { connectionId: id });
    expect(connection.state).toBe('ready');
    integration = await system.client.integrate(administration, connection);
    await system.client.configure(flowOf(integration, 'prices'), { zeroPrices: 'leave_out' });
    // The shop charges Dutch VAT to Germany, which Medusa does not tell.
    await system.client.configure(flowOf(integration, 'orders'), { vatCodes: { 'DE:21': '2', 'DE:9': '1' } });
  }, 500_000);

  afterAll(async () => {
    watch?.close();
    await Promise.all([system?.stop(), shop?.stop()]);
  });

  async function run(key: string, options: { fromStart?: boolean } = {}) {
    const { id } = flowOf(integration, key);
    const ended = await system.client.runToEnd(id, options);
    const issues = ended.state === 'completed' ? await system.client.allIssues({ flowId: id }) : [];
    expect({ key, state: ended.state, issues: issues.map(({ reason }) => reason) }).toEqual({
      ...{ key, state: 'completed', issues: [] },
    });
    return ended.counts;
  }

  async function list<Item>(path: string, name: string, fields: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let count = 1; items.length < count;) {
      const query = `limit=200&offset=${items.length}&fields=${fields}`;
      const page = await shop.admin<{ count: number } & Record<string, Item[]>>('GET', `${path}?${query}`);
      items.push(...(page[name] ?? []));
      count = page.count;
    }
    return items;
  }

  async function shopState() {
    const variants = await list<ShopVariant>(
      'product-variants',
      'variants',
      'id,sku,product_id,updated_at,prices.amount,prices.currency_code,inventory_items.inventory.location_levels.stocked_quantity',
    );
    const products = await list<ShopProduct>('products', 'products', 'id,title,status,updated_at');
    const byId = new Map(products.map((product) => [product.id, product]));
    return { products, variants: variants.sort((left, right) => (left.sku < right.sku ? -1 : 1)), byId };
  }

  function shown({ variants, byId }: Awaited<ReturnType<typeof shopState>>): ShownArticle[] {
    return variants.map(({ sku, product_id: productId, prices, inventory_items: items }) => ({
      sku,
      name: byId.get(productId)?.title ?? '',
      isShown: byId.get(productId)?.status === 'published',
      priceCents: cents(prices.find(({ currency_code: currency }) => currency === 'eur')?.amount ?? 0),
      stock: items
        .flatMap(({ inventory }) => inventory?.location_levels ?? [])
        .reduce((sum, level) => sum + level.stocked_quantity, 0),
    }));
  }

  it('brings every web-shop item to the shop once, with price and stock', async () => {
    const priced = expected.filter(({ priceCents }) => priceCents > 0);
    expect((await run('products')).created).toBe(expected.length);
    const prices = await run('prices');
    expect(prices.created + prices.updated).toBe(priced.length);
    const stock = await run('stock-levels');
    expect(stock.created + stock.updated).toBe(expected.length);
    const state = await shopState();
    expect(state.products).toHaveLength(expected.length);
    expect(shown(state)).toEqual(expected.map(inExact));
  });

  it('writes nothing in a second run, also from the beginning', async () => {
    const before = { state: await shopState(), writes: watch.mutations.length };
    expect(before.writes).toBeGreaterThan(0);
    for (const key of ['products', 'prices', 'stock-levels']) {
      for (const fromStart of [false, true]) {
        expect(await run(key, { fromStart })).toMatchObject({ created: 0, updated: 0, failed: 0, held: 0 });
      }
    }
    expect(watch.mutations.slice(before.writes)).toEqual([]);
    expect(await shopState()).toEqual(before.state);
  });

  it('makes one update of one changed item', async () => {
    const { result: skus } = await system.exact.post<{ result: string[] }>('/items/change', { count: 1 });
    const before = { state: await shopState(), writes: watch.mutations.length };
    expect(await run('products')).toMatchObject({ created: 0, updated: 1 });
    expect(watch.mutations.slice(before.writes)).toHaveLength(1);
    expected = await expectedItems(system.exact);
    const after = await shopState();
    expect(shown(after)).toEqual(expected.map(inExact));
    const changed = after.variants.filter(
      ({ product_id: id }) => after.byId.get(id)?.updated_at !== before.state.byId.get(id)?.updated_at,
    );
    expect(changed.map(({ sku }) => sku)).toEqual(skus.map((code) => code.trim()));
  });

  it('leaves the tax set-up of the shop as it was', () => {
    expect(watch.mutations.filter((write) => /tax-|price-preferences|\/stores/.test(write))).toEqual([]);
  });

  /** How an order of the shop must stand in Exact; the lines in cents, rounded as on an invoice. */
  function asBooked({ order, email, name }: (typeof placed)[number]): Omit<BookedOrder, 'lines'> {
    return {
      code: String(order.display_id),
      account: { email, name },
      totalCents: cents(order.total) - cents(order.tax_total),
      totalWithTaxCents: cents(order.total),
    };
  }

  it('books orders of the shop in Exact once, with account, VAT and totals to the cent', async () => {
    for (const { customer, lines, shippingAddress } of cartsOf(expected)) {
      const { emailAddress: email, firstName, lastName } = customer;
      const address = {
        ...inUtrecht,
        ...{ first_name: firstName, last_name: lastName },
        ...{ address_1: shippingAddress.streetLine1, city: shippingAddress.city },
        ...{ postal_code: shippingAddress.postalCode, country_code: shippingAddress.countryCode.toLowerCase() },
      };
      const order = await shop.placeOrder({ email, address, lines });
      placed.push({ order, email, name: `${firstName} ${lastName}` });
    }
    expect((await run('orders')).created).toBe(placed.length);
    const booked = await bookedOrders(
      system,
      placed.map(({ order }) => String(order.display_id)),
    );
    expect(booked.map(({ lines: _lines, ...order }) => order)).toEqual(placed.map(asBooked));
    for (const [index, { lines }] of booked.entries()) {
      const items = placed[index]?.order.items ?? [];
      expect(lines.filter(([code]) => code !== 'POST').map(([code, quantity, rate]) => [code, quantity, rate])).toEqual(
        items.map((item) => [item.variant_sku, item.quantity, item.tax_lines[0]?.rate]).sort(),
      );
    }
    expect(doubled((await exactAccounts(system)).flatMap(({ Email }) => Email ?? []))).toEqual([]);
  });

  it('books nothing in a second run of the orders', async () => {
    const journal = async () => (await system.exact.get<unknown[]>('/journal')).length;
    const before = await journal();
    for (const fromStart of [false, true]) {
      expect(await run('orders', { fromStart })).toMatchObject({ created: 0, updated: 0, failed: 0, held: 0 });
    }
    expect(await journal()).toBe(before);
  });

  it('takes an order that is paid after it was read', async () => {
    const { regions } = await shop.store<{ regions: { id: string }[] }>('GET', 'regions');
    const [item] = expected.filter(({ priceCents, stock }) => priceCents > 0 && stock > 20);
    const { variants } = await shop.admin<{ variants: { id: string }[] }>(
      'GET',
      `product-variants?fields=id&sku[]=${item?.sku}`,
    );
    const { draft_order: draft } = await shop.admin<{ draft_order: { id: string; display_id: number } }>(
      'POST',
      'draft-orders',
      {
        ...{ region_id: regions[0]?.id, email: 'later@example.com', shipping_methods: [] },
        items: [{ variant_id: variants[0]?.id, quantity: 1 }],
        ...{ shipping_address: inUtrecht, billing_address: inUtrecht },
      },
    );
    await shop.admin('POST', `draft-orders/${draft.id}/convert-to-order`, {});
    expect(await run('orders')).toMatchObject({ created: 0, filtered: 1 });
    const { order } = await shop.admin<{ order: { total: number } }>('GET', `orders/${draft.id}?fields=id,total`);
    const { payment_collection: collection } = await shop.admin<{ payment_collection: { id: string } }>(
      'POST',
      'payment-collections',
      { order_id: draft.id, amount: order.total },
    );
    await shop.admin('POST', `payment-collections/${collection.id}/mark-as-paid`, { order_id: draft.id });
    expect((await run('orders')).created).toBe(1);
    const [booked] = await bookedOrders(system, [String(draft.display_id)]);
    expect(booked).toMatchObject({
      account: { email: 'later@example.com' },
      lines: [[item?.sku, 1, 21, item?.priceCents]],
    });
  });
});

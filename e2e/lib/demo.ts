import type { Connection, Flow, Integration } from '@koppel/contracts';
import { flowOf } from './koppel-client.js';
import type { SimulatorControl } from './simulator-control.js';
import { integrateSandboxes, type SandboxSystem } from './sandbox-system.js';

/** What an organization looks like that has used Koppel for a while: every page has something to show. */
export interface Demo {
  integration: Integration;
  administration: Connection;
  shop: Connection;
  flows: Record<'products' | 'stock' | 'prices' | 'orders', Flow>;
}

/** Which of the customers lives in Germany. */
const abroad = 3;
const customers = ['sanne@example.com', 'daan@example.com', 'emma@example.com', 'jonas@example.com'];
/** Ordered in the shop, and not known in the administration. */
export const unknownArticles = ['MUG-OLD-01', 'MUG-OLD-02', 'TEAPOT-OLD'];

/** Connects and integrates the sandboxes, delivers products and orders, and leaves some issues and a wizard half-way. */
export async function makeDemo(system: SandboxSystem): Promise<Demo> {
  const { client, exact } = system;
  await exact.post('/consent', { consent: 'allow' });
  const { administration, shop, integration } = await integrateSandboxes(system);
  const flows = {
    products: flowOf(integration, 'products'),
    stock: flowOf(integration, 'stock-levels'),
    prices: flowOf(integration, 'prices'),
    orders: flowOf(integration, 'orders'),
  };
  for (const key of ['products', 'prices', 'stock'] as const) await client.runToEnd(flows[key].id);
  await placeOrders(system);
  await client.runToEnd(flows.orders.id);
  await leaveUndone(system);
  await exact.post('/consent', { consent: 'ask' });
  return {
    integration: await client.call('getIntegration', { integrationId: integration.id }),
    administration,
    shop,
    flows,
  };
}

/** Orders that arrive, orders of articles that the administration does not have, and one with a VAT code of no one's. */
async function placeOrders({ shop }: SandboxSystem): Promise<void> {
  const products = await shop.get<ShopProduct[]>('/records/products');
  const onSale = products.filter(({ price, type }) => Number(price) > 0 && type === 'simple');
  for (const [index, email] of customers.entries()) {
    const bought = onSale.slice(index * 2, index * 2 + 2);
    await placeOrder(shop, { email, country: index === abroad ? 'DE' : 'NL', products: bought });
  }
  for (const sku of unknownArticles) {
    const product = await shop.post<ShopProduct>('/records/products', {
      ...{ name: `Discontinued ${sku.toLowerCase()}`, sku, type: 'simple', status: 'publish', regular_price: '12.50' },
    });
    await placeOrder(shop, { email: 'sanne@example.com', country: 'NL', products: [product] });
  }
}

export interface ShopProduct {
  id: number;
  sku: string;
  price: string;
  type: string;
}

/** A guest's order of two of each product, paid. */
export async function placeOrder(
  shop: SimulatorControl,
  { email, country, products }: { email: string; country: string; products: ShopProduct[] },
): Promise<void> {
  const [name = ''] = email.split('@');
  const address = {
    ...{ first_name: name.charAt(0).toUpperCase() + name.slice(1), last_name: 'de Vries', address_1: 'Oudegracht 1' },
    ...{ postcode: '3511 AE', city: 'Utrecht', country },
  };
  await shop.post('/records/orders', {
    ...{ status: 'processing', customer_id: 0, payment_method: 'ideal', payment_method_title: 'iDEAL' },
    ...{ billing: { ...address, email }, shipping: address },
    line_items: products.map(({ id }) => ({ product_id: id, quantity: 2 })),
  });
}

/** A connection that does not work, one that was not authorized, and a wizard that was left. */
async function leaveUndone({ client, wooUrl }: SandboxSystem): Promise<void> {
  const wrong = await client.call('createConnection', {
    applicationId: 'woocommerce',
    displayTitle: 'Outlet shop',
    fields: { shopUrl: wooUrl, consumerKey: 'ck_wrong', consumerSecret: 'cs_wrong' },
  });
  await client.call('testConnection', { connectionId: wrong.id });
  await client.call('createConnection', {
    applicationId: 'exact-online',
    displayTitle: 'Second administration',
    fields: { clientId: 'koppel-sandbox', clientSecret: 'koppel-sandbox-secret', country: 'nl', division: '100002' },
  });
}

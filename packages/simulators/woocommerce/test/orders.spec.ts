import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startWooCommerceSimulator, type WooCommerceSimulator } from '../src/index.js';
import { call } from './api.js';

let simulator: WooCommerceSimulator;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.parse('2026-11-02T10:00:00Z');
  simulator = await startWooCommerceSimulator({ now: () => nowMs });
  simulator.control.insert('products', {
    name: 'Mug',
    sku: 'MUG',
    regular_price: '10.00',
    manage_stock: true,
    stock_quantity: 5,
  });
});
afterEach(() => simulator.close());

it('derives all totals of an order: lines, discount, shipping, fees and Dutch VAT', async () => {
  const { body: order } = await call(simulator, 'POST', '/orders', {
    set_paid: true,
    payment_method: 'ideal',
    billing: { first_name: 'Sanne', country: 'NL', email: 'sanne@example.com' },
    line_items: [{ sku: 'MUG', quantity: 2 }],
    shipping_lines: [{ method_id: 'flat_rate', method_title: 'Post', total: '4.95' }],
    fee_lines: [{ name: 'Gift wrap', total: '1.00' }],
    coupon_lines: [{ code: 'WELCOME10' }],
  });
  expect(order).toMatchObject({
    status: 'processing',
    discount_total: '2.00',
    shipping_total: '4.95',
    shipping_tax: '1.04',
    cart_tax: '3.99',
    total_tax: '5.03',
    total: '28.98',
    line_items: [{ subtotal: '20.00', subtotal_tax: '4.20', total: '18.00', total_tax: '3.78', price: 9, sku: 'MUG' }],
    tax_lines: [{ tax_total: '3.99', shipping_tax_total: '1.04', rate_percent: 21 }],
  });
});

it('refuses an order of an unknown product', async () => {
  const answer = await call(simulator, 'POST', '/orders', { line_items: [{ product_id: 4242 }] });
  expect(answer).toMatchObject({ status: 400, body: { code: 'woocommerce_rest_invalid_product_id' } });
});

it('lists by modification time, exclusively and to the second, local or GMT', async () => {
  const { body: first } = await call(simulator, 'POST', '/orders', {});
  nowMs += 60_000;
  const { body: second } = await call(simulator, 'POST', '/orders', {});
  nowMs += 60_000;
  await call(simulator, 'PUT', `/orders/${first.id}`, { status: 'on-hold' });
  const list = async (query: string): Promise<number[]> =>
    (await call(simulator, 'GET', `/orders?orderby=modified&order=asc&${query}`)).body.map(
      (each: { id: number }) => each.id,
    );
  expect(await list('')).toEqual([second.id, first.id]);
  expect(await list('modified_after=2026-11-02T10:00:59&dates_are_gmt=true')).toEqual([second.id, first.id]);
  expect(await list('modified_after=2026-11-02T10:01:00&dates_are_gmt=true')).toEqual([first.id]);
  expect(await list('modified_after=2026-11-02T11:01:00')).toEqual([first.id]);
  expect(await list('status=on-hold,processing')).toEqual([first.id]);
  expect((await call(simulator, 'GET', '/orders?modified_after=yesterday')).status).toBe(400);
});

it('finds a customer by e-mail and refuses a second one', async () => {
  const { body: customer } = await call(simulator, 'POST', '/customers', {
    email: 'Kim@example.com',
    first_name: 'Kim',
  });
  expect((await call(simulator, 'GET', '/customers?email=kim@example.com')).body).toMatchObject([{ id: customer.id }]);
  expect((await call(simulator, 'POST', '/customers', { email: 'kim@example.com' })).body.code).toBe(
    'registration-error-email-exists',
  );
});

it('returns currency, VAT, payment methods and tax classes', async () => {
  const { body: general } = await call(simulator, 'GET', '/settings/general');
  const value = (id: string) => general.find((option: { id: string }) => option.id === id).value;
  expect([value('woocommerce_currency'), value('woocommerce_calc_taxes')]).toEqual(['EUR', 'yes']);
  expect((await call(simulator, 'GET', '/settings/tax/woocommerce_prices_include_tax')).body.value).toBe('no');
  expect((await call(simulator, 'GET', '/taxes?class=reduced-rate')).body).toMatchObject([
    { country: 'NL', rate: '9.0000' },
  ]);
  expect((await call(simulator, 'GET', '/taxes/classes')).body).toHaveLength(3);
  expect((await call(simulator, 'GET', '/payment_gateways')).body.map((each: { id: string }) => each.id)).toContain(
    'ideal',
  );
  expect((await call(simulator, 'GET', '/system_status')).body.settings.currency).toBe('EUR');
});

interface Received {
  headers: Record<string, unknown>;
  body: string;
}

/** Takes webhooks; answers what it is told to. */
async function startListener() {
  const received: Received[] = [];
  const state = { status: 200 };
  const listener = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(state.status).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
  return { url, received, state, stop: () => listener.close() };
}

it('pings a new webhook and delivers signed with its secret', async () => {
  const { url, received, stop } = await startListener();
  const webhook = { topic: 'order.created', delivery_url: url, secret: 'shh' };
  const { body: made } = await call(simulator, 'POST', '/webhooks', webhook);
  expect(made).toMatchObject({ status: 'active', event: 'created' });
  expect(received.splice(0)).toMatchObject([{ body: `webhook_id=${made.id}` }]);
  const order = simulator.control.placeOrder();
  await simulator.control.settleWebhooks();
  stop();
  expect(received).toHaveLength(1);
  const signature = createHmac('sha256', 'shh')
    .update(received[0]?.body ?? '')
    .digest('base64');
  expect(received[0]?.headers).toMatchObject({
    'x-wc-webhook-topic': 'order.created',
    'x-wc-webhook-signature': signature,
  });
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ id: order.id, total: order.total });
});

it('tells the way into the bin and out of it, and nothing of a deletion for good', async () => {
  const { url, received, stop } = await startListener();
  for (const topic of ['order.updated', 'order.deleted', 'order.restored'])
    await call(simulator, 'POST', '/webhooks', { topic, delivery_url: url });
  const { id } = simulator.control.placeOrder();
  const topics = async () => {
    await simulator.control.settleWebhooks();
    return received.splice(0).flatMap(({ headers }) => headers['x-wc-webhook-topic'] ?? []);
  };
  await topics();
  await call(simulator, 'DELETE', `/orders/${id}`);
  expect(await topics()).toEqual(['order.deleted']);
  await call(simulator, 'PUT', `/orders/${id}`, { status: 'processing' });
  expect(await topics()).toEqual(['order.restored']);
  await call(simulator, 'DELETE', `/orders/${id}?force=true`);
  expect(await topics()).toEqual([]);
  stop();
});

it('disables a webhook after more than five failures, and deletes one only by force', async () => {
  const { url, state, stop } = await startListener();
  const { body: webhook } = await call(simulator, 'POST', '/webhooks', { topic: 'order.created', delivery_url: url });
  state.status = 500;
  const status = async () => (await call(simulator, 'GET', `/webhooks/${webhook.id}`)).body.status;
  for (let failures = 1; failures <= 6; failures += 1) {
    simulator.control.insert('orders', {});
    await simulator.control.settleWebhooks();
  }
  expect(await status()).toBe('active');
  simulator.control.insert('orders', {});
  await simulator.control.settleWebhooks();
  expect(await status()).toBe('disabled');
  stop();
  expect((await call(simulator, 'DELETE', `/webhooks/${webhook.id}`)).status).toBe(501);
  expect((await call(simulator, 'DELETE', `/webhooks/${webhook.id}?force=true`)).status).toBe(200);
});

it('places an order from its page, shows it and reduces stock', async () => {
  const answer = await fetch(`${simulator.url}/place-order`, { method: 'POST' });
  const page = await answer.text();
  const [order] = simulator.control.list('orders');
  expect(answer.url).toBe(`${simulator.url}/orders/${order?.id}?placed=1`);
  expect(page).toContain(`Order ${order?.number} was placed.`);
  expect(simulator.control.list('products')[0]?.stock_quantity).toBe(5 - (order?.line_items[0]?.quantity ?? 0));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWooCommerceSimulator, type Order, type WooCommerceSimulator } from '../src/index.js';
import { Replay, type RecordedCall } from './replay.js';

// Every recorded call of a real WooCommerce, in their order, against the simulator: the same answers.

function read<Value>(...path: string[]): Value {
  return JSON.parse(readFileSync(join(import.meta.dirname, ...path), 'utf8')) as Value;
}

const calls = read<RecordedCall[]>('fixtures', 'woocommerce-11-calls.json');
const refundedOrders = read<Order[]>('fixtures', 'woocommerce-11-refunded-orders.json');
const otherOrders = read<Order[]>('../../../connectors/registry/test/fixtures/woocommerce-11-orders.json').filter(
  ({ id }) => !refundedOrders.some((order) => order.id === id),
);

/** How many products the category of those without one had. */
const earlierProducts = 2_291;

/** Refunds that were there before the recorded calls read them. */
const earlierRefunds = [
  aRefund(2396, { amount: '3.63', line_items: [aLine(155, 1, '3.00', { 1: '0.63' })] }),
  aRefund(2398, { amount: '9.62', reason: 'retour' }),
  aRefund(2359, {
    amount: '108.30',
    reason: 'retour',
    line_items: [
      aLine(3, 2, '26.00', { 1: '5.46' }),
      aLine(4, 5, '65.00', { 2: '5.85' }),
      aLine(213, 0, '4.95', { 1: '1.04' }),
    ],
  }),
];

function aRefund(orderId: number, body: object): RecordedCall {
  const request = { method: 'POST', path: `/orders/${orderId}/refunds`, body };
  return { name: 'earlier refund', request, response: { status: 201, headers: {}, body: {} } };
}

function aLine(id: number, quantity: number, total: string, taxes: Record<number, string>): object {
  const refundTax = Object.entries(taxes).map(([rate, tax]) => ({ id: Number(rate), refund_total: tax }));
  return { id, quantity, refund_total: total, refund_tax: refundTax };
}

let simulator: WooCommerceSimulator;
let replay: Replay;

beforeAll(async () => {
  simulator = await startWooCommerceSimulator({
    additionalKeys: [{ consumerKey: 'ck_reader', consumerSecret: 'cs_reader', permissions: 'read' }],
    settings: {
      pricesIncludeTax: true,
      taxRates: [
        { country: 'NL', rate: '21', class: 'standard', name: 'BTW' },
        { country: 'NL', rate: '9', class: 'reduced-rate', name: 'BTW' },
        { country: 'NL', rate: '0', class: 'zero-rate', name: 'BTW' },
        { country: 'DE', rate: '19', class: 'standard', name: 'VAT' },
        { country: 'DE', rate: '7', class: 'reduced-rate', name: 'VAT' },
        { country: 'BE', rate: '21', class: 'standard', name: 'VAT' },
        { country: 'BE', rate: '6', class: 'reduced-rate', name: 'VAT' },
      ],
      coupons: [
        { code: 'pct10', kind: 'percent', amount: '10.00' },
        { code: 'fix5', kind: 'fixed_cart', amount: '5.00' },
        { code: 'prod1', kind: 'fixed_product', amount: '0.25' },
        { code: 'alles', kind: 'percent', amount: '100.00' },
        { code: 'gratisverzending', kind: 'fixed_cart', amount: '0.00' },
      ],
      addedOrderStatuses: { verzonden: 'Verzonden' },
      paymentMethods: [
        { id: 'bacs', title: 'Overboeking', methodTitle: 'Direct bank transfer', isEnabled: true },
        { id: 'cheque', title: 'Check payments', methodTitle: 'Check payments', isEnabled: false },
        {
          id: 'cod',
          title: 'Rembours',
          methodTitle: 'Cash on delivery',
          isEnabled: true,
          instructions: 'Pay with cash upon delivery.',
        },
      ],
    },
    now: () => Date.parse('2026-11-26T17:12:12Z'),
  });
  replay = new Replay(simulator);
  const { control } = simulator;
  for (let count = 0; count < earlierProducts; count += 1) control.insert('products', { name: 'Earlier' });
  const seen = { meta_data: [{ id: 1, key: 'wc_last_active', value: '1795709793' }] };
  const administrator = control.insert('customers', { email: 'admin@example.com' });
  const never = { date_modified: null, date_modified_gmt: null };
  control.overwrite('customers', administrator.id, { ...seen, ...never, role: 'administrator' });
  const buyer = control.insert('customers', { email: 'klant@example.nl' });
  control.overwrite('customers', buyer.id, seen);
  const deleted = control.insert('orders', { status: 'trash', billing: { email: 'kortings@example.nl' } });
  control.overwrite('orders', deleted.id, { coupon_lines: [{ code: 'pct10' }] });
  for (const order of [...otherOrders, ...refundedOrders].sort((a, b) => a.id - b.id)) {
    const { id } = control.insert('orders', {});
    control.overwrite('orders', id, { ...order, refunds: [] });
    replay.knows(order.id, id);
  }
  for (const refund of earlierRefunds) await replay.send(refund);
});
afterAll(() => simulator.close());

const credentials: Record<string, string> = {
  'write-with-read-key': 'ck_reader:cs_reader',
  'no-key': ':',
  'wrong-secret': 'ck_sandbox:wrong',
  'unknown-key': 'ck_unknown:cs_unknown',
};

/** The first call of each group; the calls of a group follow one another. */
const groups: Record<string, string> = {
  'settings-general': 'settings, taxes, ways to pay, statuses',
  categories: 'categories and attributes read, webhooks, coupons, customers, shipping',
  'refunds-of-2396': 'refunds read',
  'category-create': 'categories and attributes made',
  'product-create-simple': 'products made',
  'product-create-variable': 'variations, prices, products found by SKU',
  'product-create-grouped': 'stock of grouped and external products',
  'product-create-to-trash': 'products in the bin and gone',
  'products-batch-mixed': 'batches of products',
  'order-create': 'orders made, changed and binned, refunds made',
  'webhook-create': 'webhooks made',
  'write-with-read-key': 'keys and errors',
  'malformed-json': 'a product without a body',
  'customer-create': 'customers made',
};

const starts = calls.map(({ name }) => groups[name]);
describe.each(Object.values(groups))('%s', (group) => {
  const first = starts.indexOf(group);
  const next = starts.findIndex((start, index) => index > first && start !== undefined);
  const members = calls.slice(first, next === -1 ? undefined : next);
  it.each(members.map((recorded) => [recorded.name, recorded] as const))('%s', async (name, recorded) => {
    const answer = await replay.send(recorded, credentials[name]);
    expect(replay.differences(recorded, answer)).toEqual([]);
  });
});

it('replays every recorded call', () => {
  expect(starts[0]).toBeDefined();
  expect(starts.filter((start) => start !== undefined)).toEqual(Object.values(groups));
});

it('finds what differs', async () => {
  const [recorded] = calls;
  if (!recorded) throw new Error('There are no recorded calls.');
  const answer = await replay.send(recorded);
  const changed = {
    ...answer,
    status: 201,
    body: [{ ...answer.body[0], value: null, added: 1 }, ...answer.body.slice(1)],
  };
  expect(replay.differences(recorded, changed)).toEqual([
    'status: 200, here 201',
    expect.stringMatching(/^\[0\]\.value: .*, here null$/),
    '[0].added: missing, here 1',
  ]);
});

import { closeHttpPools } from '@koppel/connector-host';
import { ShopBooks } from '@koppel/connector-host/conformance';
import { medusa } from '../src/index.js';
import { Shop, type PlacedOrder } from './shop.js';

// What is taken of payments and paid back in a real Medusa.

let shop: Shop;
let books: ShopBooks;

beforeAll(async () => {
  shop = await Shop.start('medusa_payments');
  const secrets = { secretKey: shop.server.secretKey };
  books = new ShopBooks({ connector: medusa, fields: { shopUrl: shop.origin }, secrets });
  await shop.createArticle(['PAID-1'], 12.35);
}, 900_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

const buy = (): Promise<PlacedOrder> =>
  shop.placeOrder({ email: 'paid@example.com', lines: [{ sku: 'PAID-1', quantity: 3 }] });

it('gives nothing of a payment that is only secured, and each part that is taken of it', async () => {
  const { id } = await buy();
  const { order, payments } = await books.of(id);
  expect(payments).toEqual([]);
  await shop.capture(id, 20);
  expect((await books.of(id)).payments).toMatchObject([
    { amount: '20.00', currency: 'EUR', method: order.paymentMethod, settles: { entity: 'order', key: id } },
  ]);
  await shop.capture(id, 30.82);
  expect((await books.of(id)).payments.map(({ amount }) => amount)).toEqual(['20.00', '30.82']);
  expect(order.totals.inclVat).toBe('50.82');
}, 120_000);

it('finds a payment that did not change its order, within the hour, and only once', async () => {
  const { id } = await buy();
  const first = await books.gather('payment');
  const before = await shop.changedAt(id);
  await shop.capture(id);
  const after = await shop.changedAt(id);
  const ofOrder = (keys: string[]) => keys.filter((key) => key.startsWith(`${id}:P`));
  expect(ofOrder((await books.gather('payment', first.cursor)).keys)).toEqual([]);
  books.nowMs += 3_700_000;
  const second = await books.gather('payment', first.cursor);
  expect(ofOrder(second.keys)).toHaveLength(1);
  books.nowMs += 3_700_000;
  expect(ofOrder((await books.gather('payment', second.cursor)).keys)).toEqual([]);
  // The reason why payments are searched for.
  expect(after).toBe(before);
}, 120_000);

it('gives what was paid back under the key and number of its credit', async () => {
  const { id } = await buy();
  await shop.refund(await shop.capture(id), 5);
  const { credits, payments } = await books.of(id);
  expect(payments).toMatchObject([
    { settles: { entity: 'order' } },
    { amount: '5.00', settles: { entity: 'credit', number: credits[0]?.number } },
  ]);
  expect((await books.gather('credit')).keys).toContain(payments[1]?.settles.key);
}, 120_000);

it('is over with an order that is cancelled: Medusa pays all of it back', async () => {
  const { id } = await buy();
  await shop.capture(id);
  await shop.admin('POST', `orders/${id}/cancel`, {});
  const keys = (await books.gather('payment')).keys.filter((key) => key.startsWith(`${id}:`));
  expect(keys).toHaveLength(2);
  const over = { filtered: { code: 'medusa.order_canceled' }, isOver: true };
  expect(await books.translate('payment', keys, { isDelivered: true })).toMatchObject([over, over]);
}, 120_000);

import { closeHttpPools } from '@koppel/connector-host';
import { ShopBooks } from '@koppel/connector-host/conformance';
import { vendure } from '../src/index.js';
import { Shop } from './shop.js';

// What a person cancels and gives back in a real Vendure.

let shop: Shop;
let books: ShopBooks;
let standard: string;

beforeAll(async () => {
  shop = await Shop.start('vendure_refunds');
  const { username, password } = shop.login;
  books = new ShopBooks({ connector: vendure, fields: { shopUrl: shop.origin, username }, secrets: { password } });
  standard = await shop.createArticle('REFUND-21', 333);
  await shop.createCoupon('TEN', 10);
}, 300_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

async function buy(quantity: number, couponCode?: string): Promise<string> {
  const lines = [{ variantId: standard, quantity }];
  return shop.placeOrder({ email: 'refund@example.com', lines, ...(couponCode && { couponCode }) });
}

/** The order minus its credits, in cents. */
async function leftInBooks(code: string): Promise<number> {
  return Math.round(Number(await books.leftOf((await shop.findOrder(code)).id)) * 100);
}

it('keeps an order as it was charged while pieces are cancelled, and credits what is given back', async () => {
  const code = await buy(7, 'TEN');
  const placed = await shop.findOrder(code);
  const before = await books.of(placed.id);
  const orderLineId = placed.lines[0]?.id ?? '';
  await shop.cancel(placed.id, [{ orderLineId, quantity: 2 }]);
  const cancelled = await shop.findOrder(code);
  expect(cancelled.totalWithTax).toBeLessThan(placed.totalWithTax);
  expect((await books.of(placed.id)).order).toEqual(before.order);
  const amount = placed.totalWithTax - cancelled.totalWithTax;
  const paymentId = placed.payments[0]?.id ?? '';
  await shop.refund({ paymentId, amount, lines: [{ orderLineId, quantity: 2 }], reason: 'Not there' });
  const { order, credits } = await books.of(placed.id);
  expect(order).toEqual(before.order);
  expect(credits).toMatchObject([{ reason: 'Not there', lines: [{ kind: 'item', sku: 'REFUND-21', quantity: '2' }] }]);
  expect(await leftInBooks(code)).toBe(cancelled.totalWithTax);
}, 60_000);

it('comes to what the shop says when an amount, and then all of the rest, is given back', async () => {
  const code = await buy(3);
  const placed = await shop.findOrder(code);
  const paymentId = placed.payments[0]?.id ?? '';
  await shop.refund({ paymentId, amount: 123 });
  expect(await leftInBooks(code)).toBe(placed.totalWithTax - 123);
  await shop.refund({ paymentId, amount: placed.totalWithTax - 123 });
  expect(await leftInBooks(code)).toBe(0);
}, 60_000);

it('is over when all of it was cancelled', async () => {
  const code = await buy(1);
  const placed = await shop.findOrder(code);
  await shop.cancel(placed.id, [{ orderLineId: placed.lines[0]?.id ?? '', quantity: 1 }], true);
  expect(await books.translate('order', [placed.id], { isDelivered: true })).toMatchObject([
    { filtered: { code: 'vendure.order_over' }, isOver: true },
  ]);
}, 60_000);

it('finds a refund that did not change its order, within the hour, and only once', async () => {
  const code = await buy(2);
  const placed = await shop.findOrder(code);
  const first = await books.gather('credit');
  const id = await shop.refund({ paymentId: placed.payments[0]?.id ?? '', amount: 50 });
  const after = await shop.findOrder(code);
  const key = `${placed.id}:${id}`;
  books.nowMs += 3_700_000;
  const second = await books.gather('credit', first.cursor);
  expect(second.keys).toContain(key);
  books.nowMs += 3_700_000;
  expect((await books.gather('credit', second.cursor)).keys).not.toContain(key);
  // The reason why refunds are searched for.
  expect(after.updatedAt).toBe(placed.updatedAt);
}, 60_000);

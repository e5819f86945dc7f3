import { closeHttpPools } from '@koppel/connector-host';
import { ShopBooks } from '@koppel/connector-host/conformance';
import { vendure } from '../src/index.js';
import { Shop, type OrderRequest, type PlacedOrder } from './shop.js';

// What buyers pay and get back in a real Vendure.

let shop: Shop;
let books: ShopBooks;
let article: string;

beforeAll(async () => {
  shop = await Shop.start('vendure_payments');
  const { username, password } = shop.login;
  books = new ShopBooks({ connector: vendure, fields: { shopUrl: shop.origin, username }, secrets: { password } });
  article = await shop.createArticle('PAID-21', 1000);
  await shop.createSecuringMethod('invoice');
}, 300_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

async function buy(request: Partial<OrderRequest> = {}): Promise<PlacedOrder> {
  const lines = [{ variantId: article, quantity: 2 }];
  return shop.findOrder(await shop.placeOrder({ email: 'paid@example.com', lines, ...request }));
}

const amountOf = (units: number) => (units / 100).toFixed(2);

it('gives a payment of the whole order at the check-out, and not the one that failed before', async () => {
  const { id, totalWithTax } = await buy({ metadata: { shouldDecline: true } });
  const { order, payments } = await books.of(id);
  expect(payments).toMatchObject([
    {
      ...{ amount: amountOf(totalWithTax), currency: 'EUR', method: order.paymentMethod },
      settles: { entity: 'order', key: id, number: order.number },
    },
  ]);
});

it('gives a payment that was only secured once it is settled', async () => {
  const { id, payments } = await buy({ method: 'invoice' });
  expect((await books.of(id)).payments).toEqual([]);
  await shop.settlePayment(payments[0]?.id ?? '');
  expect((await books.of(id)).payments).toMatchObject([{ method: 'invoice' }]);
}, 60_000);

it('finds a payment that did not change its order, within the hour, and only once', async () => {
  const placed = await buy();
  await shop.orderMore(placed.id, placed.lines[0]?.id ?? '', 3);
  const first = await books.gather('payment');
  const before = await shop.findOrder(placed.code);
  await shop.addManualPayment(placed.id, 'bank');
  const after = await shop.findOrder(placed.code);
  const known = new Set(first.keys);
  const fresh = (keys: string[]) => keys.filter((key) => key.startsWith(`${placed.id}:P`) && !known.has(key));
  books.nowMs += 3_700_000;
  const second = await books.gather('payment', first.cursor);
  expect(fresh(second.keys)).toHaveLength(1);
  books.nowMs += 3_700_000;
  expect((await books.gather('payment', second.cursor)).keys).toEqual([]);
  // The reason why payments are searched for.
  expect(after.updatedAt).toBe(before.updatedAt);
  const { order, payments } = await books.of(placed.id);
  expect(payments.map(({ amount }) => Number(amount)).reduce((sum, amount) => sum + amount)).toBeCloseTo(
    Number(order.totals.inclVat),
  );
  expect(payments).toContainEqual(expect.objectContaining({ method: 'bank', transactionId: 'by-bank' }));
}, 60_000);

it('gives what was paid back under the key and number of its credit', async () => {
  const placed = await buy();
  await shop.refund({ paymentId: placed.payments[0]?.id ?? '', amount: 500 });
  const { credits, payments } = await books.of(placed.id);
  const [credit] = credits;
  expect(payments).toMatchObject([
    { settles: { entity: 'order' } },
    { amount: '5.00', settles: { entity: 'credit', number: credit?.number } },
  ]);
  const keys = (await books.gather('credit')).keys;
  expect(keys).toContain(payments[1]?.settles.key);
}, 60_000);

it('keeps the payment of a cancelled order until it was given back whole', async () => {
  const placed = await buy();
  const paymentId = placed.payments[0]?.id ?? '';
  const key = `${placed.id}:P${paymentId}`;
  await shop.cancel(placed.id, [{ orderLineId: placed.lines[0]?.id ?? '', quantity: 2 }], true);
  const delivered = () => books.translate('payment', [key], { isDelivered: true });
  expect(await delivered()).toMatchObject([{ canonical: { amount: amountOf(placed.totalWithTax) } }]);
  expect(await books.translate('payment', [key])).toMatchObject([{ filtered: { code: 'vendure.order_over' } }]);
  await shop.refund({ paymentId, amount: placed.totalWithTax });
  expect(await delivered()).toMatchObject([{ filtered: { code: 'vendure.order_over' }, isOver: true }]);
}, 60_000);

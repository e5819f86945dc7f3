import { closeHttpPools } from '@koppel/connector-host';
import { ShopBooks } from '@koppel/connector-host/conformance';
import { medusa } from '../src/index.js';
import { Shop, type PlacedOrder } from './shop.js';

// What a person gives back, edits and cancels in a real Medusa.

let shop: Shop;
let books: ShopBooks;

beforeAll(async () => {
  shop = await Shop.start('medusa_refunds');
  const secrets = { secretKey: shop.server.secretKey };
  books = new ShopBooks({ connector: medusa, fields: { shopUrl: shop.origin }, secrets });
  await shop.createArticle(['REFUND-1'], 12.35);
  await shop.createArticle(['REFUND-2'], 10);
}, 900_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

function buy(): Promise<PlacedOrder> {
  const lines = [
    { sku: 'REFUND-1', quantity: 3 },
    { sku: 'REFUND-2', quantity: 1 },
  ];
  return shop.placeOrder({ email: 'refund@example.com', lines });
}

it('stays what was charged while an amount, an edit and what that left are given back', async () => {
  const { id, items } = await buy();
  const paymentId = await shop.capture(id);
  const { order } = await books.of(id);
  expect(order.totals.inclVat).toBe('62.92');
  await shop.refund(paymentId, 5, 'Sorry');
  const afterRefund = await books.of(id);
  expect(afterRefund.order.lines).toEqual(order.lines);
  expect(afterRefund.credits).toMatchObject([{ inclVat: '5.00', reason: 'Sorry', isSpread: true }]);
  await shop.edit(id, items.find((item) => item.variant_sku === 'REFUND-1')?.id ?? '', 2);
  expect((await books.of(id)).order.totals.inclVat).toBe('62.92');
  await shop.refund(paymentId, 14.94);
  expect(await books.leftOf(id)).toBe('42.98');
}, 120_000);

it('stays what was charged when pieces are returned, and credits them by the refund that comes to them', async () => {
  const placed = await buy();
  const { id, items } = placed;
  const paymentId = await shop.capture(id);
  const { order } = await books.of(id);
  const itemId = items.find((item) => item.variant_sku === 'REFUND-1')?.id ?? '';
  await shop.sendAndTakeBack(placed, { itemId, quantity: 2 });
  const returned = await books.of(id);
  expect(returned.order.lines).toEqual(order.lines);
  expect(returned.order.totals).toEqual(order.totals);
  await shop.refund(paymentId, 29.89);
  const { credits } = await books.of(id);
  expect(credits).toMatchObject([
    {
      isSpread: false,
      lines: [{ kind: 'item', sku: 'REFUND-1', quantity: '2', totalExclVat: '24.70', vatAmount: '5.19' }],
    },
  ]);
  expect(await books.leftOf(id)).toBe('33.03');
}, 120_000);

it('is credited by its own lines when all of it is given back, and over when it is cancelled', async () => {
  const { id } = await buy();
  const paymentId = await shop.capture(id);
  await shop.refund(paymentId, 62.92);
  const { order, credits } = await books.of(id);
  expect(credits).toMatchObject([{ isSpread: false, inclVat: '62.92' }]);
  expect(credits[0]?.lines).toEqual(order.lines);
  const other = await buy();
  await shop.capture(other.id);
  await shop.admin('POST', `orders/${other.id}/cancel`, {});
  expect(await books.translate('order', [other.id], { isDelivered: true })).toMatchObject([
    { filtered: { code: 'medusa.order_canceled' }, isOver: true },
  ]);
}, 120_000);

it('finds a refund that did not change its order, within the hour, and only once', async () => {
  const { id, items } = await buy();
  const paymentId = await shop.capture(id);
  await shop.edit(id, items.find((item) => item.variant_sku === 'REFUND-1')?.id ?? '', 2);
  const first = await books.gather('credit');
  await shop.refund(paymentId, 14.94);
  expect((await books.gather('credit', first.cursor)).keys.filter((key) => key.startsWith(`${id}:`))).toEqual([]);
  books.nowMs += 3_700_000;
  const second = await books.gather('credit', first.cursor);
  expect(second.keys.filter((key) => key.startsWith(`${id}:`))).toHaveLength(1);
  books.nowMs += 3_700_000;
  expect((await books.gather('credit', second.cursor)).keys.filter((key) => key.startsWith(`${id}:`))).toEqual([]);
}, 120_000);

import { closeHttpPools, createConnectorContext, localAccess, localRateBudget } from '@koppel/connector-host';
import { addDecimals, subtractDecimals, type ConnectorContext, type RecordHistory } from '@koppel/connector-sdk';
import { creditSchema, orderSchema, type Credit, type JsonValue, type Order } from '@koppel/contracts';
import { vendure } from '../src/index.js';
import { creditReader, type CreditSettings } from '../src/credits.js';
import { orderReader } from '../src/orders.js';
import { Shop, type PlacedOrder } from './shop.js';

// What a person cancels and gives back in a real Vendure.

let shop: Shop;
let nowMs = Date.now();
let standard: string;

beforeAll(async () => {
  shop = await Shop.start('vendure_refunds');
  standard = await shop.createArticle('REFUND-21', 333);
  await shop.createCoupon('TEN', 10);
}, 300_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

const settings: CreditSettings = { ...orderReader.settings.parse({}), ...creditReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2000-01-01T00:00:00Z', booksCredits: true };

function aContext(): ConnectorContext {
  const fields = { shopUrl: shop.origin, username: shop.login.username };
  const common = {
    ...{ connector: vendure, fields, host: {}, outbound: { allowPrivateAddresses: true } },
    signal: new AbortController().signal,
  };
  const access = localAccess({ ...common, secrets: { password: shop.login.password } });
  const log = { info() {}, warn() {} };
  const context = createConnectorContext({ ...common, access, budget: localRateBudget({ concurrency: 2 }), log });
  return { ...context, now: () => new Date(nowMs) };
}

async function buy(quantity: number, couponCode?: string): Promise<string> {
  const lines = [{ variantId: standard, quantity }];
  return shop.placeOrder({ email: 'refund@example.com', lines, ...(couponCode && { couponCode }) });
}

async function gather(cursor?: JsonValue): Promise<{ keys: string[]; cursor: JsonValue | undefined }> {
  const keys: string[] = [];
  let last = cursor;
  for await (const page of creditReader.read(aContext(), { cursor, settings, pageSize: 50, ...history })) {
    keys.push(...page.records.map(({ key }) => key));
    last = page.cursor;
  }
  return { keys, cursor: last };
}

/** The order and its credits, as they are delivered now. */
async function booksOf({ id, payments }: PlacedOrder): Promise<{ order: Order; credits: Credit[] }> {
  const [record] = (await orderReader.readByKeys?.(aContext(), { keys: [id], settings })) ?? [];
  const translated = record && orderReader.toCanonical(record.native, settings, { ...history, isDelivered: true });
  if (!translated || 'filtered' in translated) throw new Error('the order is left out');
  const keys = payments.flatMap(({ refunds }) => refunds.map((refund) => `${id}:${refund.id}`));
  const records = (await creditReader.readByKeys?.(aContext(), { keys, settings })) ?? [];
  const credits = records.map(({ native }) => {
    const credit = creditReader.toCanonical(native, settings, history);
    if ('filtered' in credit) throw new Error(credit.filtered.code);
    return creditSchema.parse(credit.canonical);
  });
  return { order: orderSchema.parse(translated.canonical), credits };
}

const sumOf = ({ lines }: Pick<Order, 'lines'>) =>
  addDecimals('0', ...lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]));

/** The order minus its credits. */
async function leftInBooks(code: string): Promise<number> {
  const { order, credits } = await booksOf(await shop.findOrder(code));
  for (const credit of credits) expect(sumOf(credit)).toBe(credit.inclVat);
  const credited = addDecimals('0', ...credits.map(({ inclVat }) => inclVat));
  return Math.round(Number(subtractDecimals(order.totals.inclVat, credited)) * 100);
}

it('keeps an order as it was charged while pieces are cancelled, and credits what is given back', async () => {
  const code = await buy(7, 'TEN');
  const placed = await shop.findOrder(code);
  const before = await booksOf(placed);
  const orderLineId = placed.lines[0]?.id ?? '';
  await shop.cancel(placed.id, [{ orderLineId, quantity: 2 }]);
  const cancelled = await shop.findOrder(code);
  expect(cancelled.totalWithTax).toBeLessThan(placed.totalWithTax);
  expect((await booksOf(cancelled)).order).toEqual(before.order);
  const amount = placed.totalWithTax - cancelled.totalWithTax;
  const paymentId = placed.payments[0]?.id ?? '';
  await shop.refund({ paymentId, amount, lines: [{ orderLineId, quantity: 2 }], reason: 'Not there' });
  const { order, credits } = await booksOf(await shop.findOrder(code));
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
  const [record] = (await orderReader.readByKeys?.(aContext(), { keys: [placed.id], settings })) ?? [];
  expect(record && orderReader.toCanonical(record.native, settings, { ...history, isDelivered: true })).toMatchObject({
    filtered: { code: 'vendure.order_over' },
    isOver: true,
  });
}, 60_000);

it('finds a refund that did not change its order, within the hour, and only once', async () => {
  const code = await buy(2);
  const placed = await shop.findOrder(code);
  const first = await gather();
  const id = await shop.refund({ paymentId: placed.payments[0]?.id ?? '', amount: 50 });
  const after = await shop.findOrder(code);
  const key = `${placed.id}:${id}`;
  nowMs += 3_700_000;
  const second = await gather(first.cursor);
  expect(second.keys).toContain(key);
  nowMs += 3_700_000;
  expect((await gather(second.cursor)).keys).not.toContain(key);
  // The reason why refunds are searched for.
  expect(after.updatedAt).toBe(placed.updatedAt);
}, 60_000);

import { closeHttpPools, createConnectorContext, localAccess, localRateBudget } from '@koppel/connector-host';
import { addDecimals, subtractDecimals, type ConnectorContext, type RecordHistory } from '@koppel/connector-sdk';
import { creditSchema, orderSchema, type Credit, type JsonValue, type Order } from '@koppel/contracts';
import { creditReader, type CreditSettings } from '../src/credits.js';
import { medusa } from '../src/index.js';
import { orderReader } from '../src/orders.js';
import { Shop, type PlacedOrder } from './shop.js';

// What a person gives back, edits and cancels in a real Medusa.

let shop: Shop;
let nowMs = Date.now();

beforeAll(async () => {
  shop = await Shop.start('medusa_refunds');
  await shop.createArticle(['REFUND-1'], 12.35);
  await shop.createArticle(['REFUND-2'], 10);
}, 900_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

const settings: CreditSettings = { ...orderReader.settings.parse({}), ...creditReader.settings.parse({}) };
const history: RecordHistory = { enabledAt: '2000-01-01T00:00:00Z', booksCredits: true };

function aContext(): ConnectorContext {
  const common = {
    ...{ connector: medusa, fields: { shopUrl: shop.origin }, host: {}, outbound: { allowPrivateAddresses: true } },
    signal: new AbortController().signal,
  };
  const access = localAccess({ ...common, secrets: { secretKey: shop.server.secretKey } });
  const log = { info() {}, warn() {} };
  const context = createConnectorContext({ ...common, access, budget: localRateBudget({ concurrency: 2 }), log });
  return { ...context, now: () => new Date(nowMs) };
}

function buy(): Promise<PlacedOrder> {
  const lines = [
    { sku: 'REFUND-1', quantity: 3 },
    { sku: 'REFUND-2', quantity: 1 },
  ];
  return shop.placeOrder({ email: 'refund@example.com', lines });
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
async function booksOf(id: string): Promise<{ order: Order; credits: Credit[] }> {
  const [record] = (await orderReader.readByKeys?.(aContext(), { keys: [id], settings })) ?? [];
  const translated = record && orderReader.toCanonical(record.native, settings, { ...history, isDelivered: true });
  if (!translated || 'filtered' in translated) throw new Error('the order is left out');
  const keys = (await gather()).keys.filter((key) => key.startsWith(`${id}:`));
  const records = (await creditReader.readByKeys?.(aContext(), { keys, settings })) ?? [];
  expect(records).toHaveLength(keys.length);
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
async function leftInBooks(id: string): Promise<string> {
  const { order, credits } = await booksOf(id);
  for (const credit of credits) expect(sumOf(credit)).toBe(credit.inclVat);
  return subtractDecimals(order.totals.inclVat, addDecimals('0', ...credits.map(({ inclVat }) => inclVat)));
}

it('stays what was charged while an amount, an edit and what that left are given back', async () => {
  const { id, items } = await buy();
  const paymentId = await shop.capture(id);
  const { order } = await booksOf(id);
  expect(order.totals.inclVat).toBe('62.92');
  await shop.refund(paymentId, 5, 'Sorry');
  const afterRefund = await booksOf(id);
  expect(afterRefund.order.lines).toEqual(order.lines);
  expect(afterRefund.credits).toMatchObject([{ inclVat: '5.00', reason: 'Sorry', isSpread: true }]);
  await shop.edit(id, items.find((item) => item.variant_sku === 'REFUND-1')?.id ?? '', 2);
  expect((await booksOf(id)).order.totals.inclVat).toBe('62.92');
  await shop.refund(paymentId, 14.94);
  expect(await leftInBooks(id)).toBe('42.98');
}, 120_000);

it('stays what was charged when pieces are returned, and credits them by the refund that comes to them', async () => {
  const placed = await buy();
  const { id, items } = placed;
  const paymentId = await shop.capture(id);
  const { order } = await booksOf(id);
  const itemId = items.find((item) => item.variant_sku === 'REFUND-1')?.id ?? '';
  await shop.sendAndTakeBack(placed, { itemId, quantity: 2 });
  const returned = await booksOf(id);
  expect(returned.order.lines).toEqual(order.lines);
  expect(returned.order.totals).toEqual(order.totals);
  await shop.refund(paymentId, 29.89);
  const { credits } = await booksOf(id);
  expect(credits).toMatchObject([
    {
      isSpread: false,
      lines: [{ kind: 'item', sku: 'REFUND-1', quantity: '2', totalExclVat: '24.70', vatAmount: '5.19' }],
    },
  ]);
  expect(await leftInBooks(id)).toBe('33.03');
}, 120_000);

it('is credited by its own lines when all of it is given back, and over when it is cancelled', async () => {
  const { id } = await buy();
  const paymentId = await shop.capture(id);
  await shop.refund(paymentId, 62.92);
  const { order, credits } = await booksOf(id);
  expect(credits).toMatchObject([{ isSpread: false, inclVat: '62.92' }]);
  expect(credits[0]?.lines).toEqual(order.lines);
  const other = await buy();
  await shop.capture(other.id);
  await shop.admin('POST', `orders/${other.id}/cancel`, {});
  const [record] = (await orderReader.readByKeys?.(aContext(), { keys: [other.id], settings })) ?? [];
  expect(record && orderReader.toCanonical(record.native, settings, { ...history, isDelivered: true })).toMatchObject({
    filtered: { code: 'medusa.order_canceled' },
    isOver: true,
  });
}, 120_000);

it('finds a refund that did not change its order, within the hour, and only once', async () => {
  const { id, items } = await buy();
  const paymentId = await shop.capture(id);
  await shop.edit(id, items.find((item) => item.variant_sku === 'REFUND-1')?.id ?? '', 2);
  const first = await gather();
  await shop.refund(paymentId, 14.94);
  expect((await gather(first.cursor)).keys.filter((key) => key.startsWith(`${id}:`))).toEqual([]);
  nowMs += 3_700_000;
  const second = await gather(first.cursor);
  expect(second.keys.filter((key) => key.startsWith(`${id}:`))).toHaveLength(1);
  nowMs += 3_700_000;
  expect((await gather(second.cursor)).keys.filter((key) => key.startsWith(`${id}:`))).toEqual([]);
}, 120_000);

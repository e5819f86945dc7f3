import type { AnyReader, SourceRecord } from '@koppel/connector-sdk';
import { paymentSchema, type JsonValue, type Payment } from '@koppel/contracts';
import type { WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { woocommerce } from '../src/index.js';
import { callShop, contextOf, startShop } from './shop.js';

let shop: WooCommerceSimulator;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.parse('2026-11-02T10:00:00Z');
  shop = await startShop({ now: () => nowMs });
});
afterEach(() => shop.close());

const orders = woocommerce.readers.order as AnyReader<'order'>;
const credits = woocommerce.readers.credit as AnyReader<'credit'>;
const payments = woocommerce.readers.payment as AnyReader<'payment'>;
const settings: unknown = { ...orders.settings.parse({}), ...payments.settings.parse({}) };
const flow = { enabledAt: '2000-01-01T00:00:00Z', origin: { enabledAt: '2000-01-01T00:00:00Z' } };

const order = (fields: object) => {
  const fee_lines = [{ name: 'Mug', total: '30.00' }];
  return shop.control.insert('orders', { fee_lines, payment_method: 'ideal', ...fields }).id;
};
const change = (id: number, status: string) => callShop(shop.url, 'PUT', `orders/${id}`, { status });
const refund = async (id: number, amount: string) =>
  (await callShop(shop.url, 'POST', `orders/${id}/refunds`, { amount })).id;

async function gather(cursor?: JsonValue, start = flow) {
  const records: SourceRecord<JsonValue>[] = [];
  let last = cursor;
  const options = { cursor, settings, pageSize: 100, ...start };
  for await (const page of payments.read(contextOf(shop.url), options as never)) {
    records.push(...(page.records as SourceRecord<JsonValue>[]));
    last = page.cursor;
  }
  return { records, keys: records.map(({ key }) => key).sort(), cursor: last };
}

function canonical({ native }: SourceRecord<JsonValue>): Payment {
  const translated = payments.toCanonical(native, settings, flow);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return paymentSchema.parse(translated.canonical);
}

it('gives the payment of an order when it is paid: at once, later, or at the door', async () => {
  const atOnce = order({ status: 'processing' });
  const byBank = order({ status: 'on-hold', payment_method: 'bacs' });
  const atTheDoor = order({ status: 'processing', payment_method: 'cod' });
  order({ status: 'failed' });
  order({ status: 'processing', fee_lines: [] });
  const first = await gather();
  expect(first.keys).toEqual([`${atOnce}:P`]);
  nowMs += 60_000;
  await change(byBank, 'processing');
  const second = await gather(first.cursor);
  expect(second.keys).toContain(`${byBank}:P`);
  nowMs += 60_000;
  await change(atTheDoor, 'completed');
  const third = await gather(second.cursor);
  expect(third.keys).toContain(`${atTheDoor}:P`);
  expect(third.records.map(canonical)).toContainEqual(
    expect.objectContaining({ method: 'cod', paidAt: new Date(nowMs).toISOString() }),
  );
});

it('gives refunds of orders that changed, under the keys and numbers of their credits', async () => {
  const id = order({ status: 'processing' });
  const { cursor } = await gather();
  nowMs += 60_000;
  const refundId = await refund(id, '10.00');
  const { records } = await gather(cursor);
  expect(records.map(canonical)).toMatchObject([
    { number: `${id}-P`, amount: '36.30', settles: { entity: 'order', key: String(id) } },
    { number: `${id}-PR${refundId}`, amount: '10.00', settles: { entity: 'credit' } },
  ]);
  const settled = records.map(canonical)[1]?.settles;
  const [credit] = (await credits.readByKeys?.(contextOf(shop.url), { keys: [settled?.key ?? ''], settings })) ?? [];
  expect(credit).toMatchObject({ naturalKey: settled?.number });
});

it('calls for refunds only where an order has some', async () => {
  const ids = Array.from({ length: 10 }, () => order({ status: 'processing' }));
  await refund(ids[0] ?? 0, '1.00');
  shop.control.clearLedger();
  await gather();
  expect(shop.control.counters().reads).toBe(2);
});

it('asks for the orders that changed since its flow was enabled', async () => {
  order({ status: 'processing' });
  nowMs += 7 * 86_400_000;
  const recent = order({ status: 'processing' });
  const start = { enabledAt: new Date(nowMs).toISOString(), origin: flow };
  expect((await gather(undefined, start)).keys).toEqual([`${recent}:P`]);
});

describe('what a shop still has', () => {
  const existing = (keys: string[]) => payments.existing?.(contextOf(shop.url), { keys, settings });

  it('are payments until their order is deleted for good, also in the bin', async () => {
    const [kept, binned, deleted] = [1, 2, 3].map(() => order({ status: 'processing' }));
    await callShop(shop.url, 'DELETE', `orders/${binned}`);
    await callShop(shop.url, 'DELETE', `orders/${deleted}?force=true`);
    const keys = [`${kept}:P`, `${binned}:P`, `${deleted}:P`, 'no-such-key'];
    expect(await existing(keys)).toEqual(new Set([`${kept}:P`, `${binned}:P`]));
  });

  it('is nothing of an order in the bin that was paid back whole, and no refund that was deleted', async () => {
    const [whole, part] = [1, 2].map(() => order({ status: 'processing' })) as [number, number];
    const all = [await refund(whole, '16.30'), await refund(whole, '20.00')];
    const [gone, stays] = [await refund(part, '1.00'), await refund(part, '2.00')];
    await callShop(shop.url, 'DELETE', `orders/${part}/refunds/${gone}?force=true`);
    for (const id of [whole, part]) await callShop(shop.url, 'DELETE', `orders/${id}`);
    const keys = [
      `${whole}:P`,
      ...all.map((id) => `${whole}:R${id}`),
      `${part}:P`,
      `${part}:R${gone}`,
      `${part}:R${stays}`,
    ];
    expect(await existing(keys)).toEqual(new Set([`${part}:P`, `${part}:R${stays}`]));
  });
});

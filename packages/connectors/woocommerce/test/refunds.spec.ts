import type { AnyReader, HttpRequest, SourceRecord } from '@koppel/connector-sdk';
import { creditSchema, type Credit, type JsonValue } from '@koppel/contracts';
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
const settings: unknown = { ...orders.settings.parse({}), ...credits.settings.parse({}) };
const flow = { enabledAt: '2000-01-01T00:00:00Z', origin: { enabledAt: '2000-01-01T00:00:00Z' } };

function anOrder(): number {
  return shop.control.insert('orders', { status: 'processing', fee_lines: [{ name: 'Mug', total: '30.00' }] }).id;
}

const call = (method: string, path: string) => callShop(shop.url, method, path);
const refund = async (order: number, amount: string) =>
  (await callShop(shop.url, 'POST', `orders/${order}/refunds`, { amount })).id;

async function gather(cursor?: JsonValue, start = flow) {
  const records: SourceRecord<JsonValue>[] = [];
  let last = cursor;
  for await (const page of credits.read(contextOf(shop.url), { cursor, settings, pageSize: 100, ...start } as never)) {
    records.push(...(page.records as SourceRecord<JsonValue>[]));
    last = page.cursor;
  }
  return { records, cursor: last };
}

const keysOf = (records: readonly { key: string }[]) => records.map(({ key }) => key).sort();

function canonical({ native }: SourceRecord<JsonValue>): Credit {
  const translated = credits.toCanonical(native, settings, flow);
  if ('filtered' in translated) throw new Error(translated.filtered.code);
  return creditSchema.parse(translated.canonical);
}

it('gives the refunds of the orders that changed, each under the number of its order', async () => {
  anOrder();
  const order = anOrder();
  const first = await refund(order, '10.00');
  const read = await gather();
  expect(read.records).toMatchObject([{ key: `${order}:${first}`, naturalKey: `${order}-R${first}` }]);
  nowMs += 60_000;
  const second = await refund(order, '20.00');
  const later = await gather(read.cursor);
  expect(keysOf(later.records)).toEqual([`${order}:${first}`, `${order}:${second}`].sort());
  expect(
    later.records
      .map(canonical)
      .map(({ inclVat }) => inclVat)
      .sort(),
  ).toEqual(['10.00', '20.00']);
});

it('reads more refunds of an order than fit on a page', async () => {
  const order = anOrder();
  for (let count = 0; count < 101; count += 1) {
    nowMs += 1_000;
    await refund(order, '0.10');
  }
  const { records } = await gather();
  expect(new Set(keysOf(records)).size).toBe(101);
});

it('asks for the orders that changed since its flow was enabled, a day early, unless both flows were enabled together', async () => {
  const old = await refund(anOrder(), '1.00');
  nowMs += 7 * 86_400_000;
  const recent = await refund(anOrder(), '1.00');
  const enabledAt = new Date(nowMs).toISOString();
  const idsOf = async (start: typeof flow) =>
    keysOf((await gather(undefined, start)).records).map((key) => key.split(':')[1]);
  expect(await idsOf({ enabledAt, origin: flow })).toEqual([String(recent)]);
  expect(await idsOf(flow)).toEqual([String(old), String(recent)]);
});

it('gives single refunds as they are now, and none that is gone', async () => {
  const order = anOrder();
  const one = await refund(order, '1.00');
  const other = await refund(order, '2.00');
  await call('DELETE', `orders/${order}/refunds/${one}?force=true`);
  const keys = [`${order}:${one}`, `${order}:${other}`, '999999:1', 'no-such-key'];
  const found = await credits.readByKeys?.(contextOf(shop.url), { keys, settings });
  expect(keysOf(found ?? [])).toEqual([`${order}:${other}`]);
  expect(await credits.existing?.(contextOf(shop.url), { keys, settings })).toEqual(new Set([`${order}:${other}`]));
});

describe('what a shop still has of orders', () => {
  const existing = (keys: string[]) => orders.existing?.(contextOf(shop.url), { keys, settings });

  it('is asked for together; only what is missing from the list is asked for alone', async () => {
    const ids = Array.from({ length: 120 }, anOrder).map(String);
    await call('DELETE', `orders/${ids[0]}?force=true`);
    await call('DELETE', `orders/${ids[1]}`);
    shop.control.overwrite('orders', Number(ids[2]), { status: 'of-a-plugin-that-is-off' });
    shop.control.clearLedger();
    expect(await existing([...ids, 'no-such-key'])).toEqual(new Set(ids.slice(2)));
    // Two lists, the one that was deleted and the one in the bin.
    expect(shop.control.counters().reads).toBe(4);
  });

  it('is not known where something else than WooCommerce says that there is nothing', async () => {
    const context = contextOf(shop.url);
    const http = {
      request: <Body>(request: HttpRequest) =>
        context.http.request<Body>({ ...request, url: request.url.replace(/^orders\/.*/, 'no-such-route') }),
    };
    await expect(orders.existing?.({ ...context, http }, { keys: ['999999'], settings })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('shows single orders in the bin, which are over', async () => {
    const id = String(anOrder());
    await call('DELETE', `orders/${id}`);
    const [found] = (await orders.readByKeys?.(contextOf(shop.url), { keys: [id, '999999'], settings })) ?? [];
    expect(found).toMatchObject({ key: id, native: { status: 'trash' } });
    expect(orders.toCanonical(found?.native, settings, { ...flow, isDelivered: true })).toMatchObject({ isOver: true });
  });
});

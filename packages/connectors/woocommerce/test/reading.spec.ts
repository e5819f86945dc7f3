import type { AnyReader, SourceRecord } from '@koppel/connector-sdk';
import { orderSchema, type JsonValue, type Order } from '@koppel/contracts';
import { readInvoices } from '@koppel/online-retail';
import type { WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { woocommerce } from '../src/index.js';
import { contextOf, startShop } from './shop.js';

let shop: WooCommerceSimulator;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.parse('2026-11-02T10:00:00Z');
  shop = await startShop({ now: () => nowMs });
});
afterEach(() => shop.close());

const reader = woocommerce.readers.order as AnyReader<'order'>;

const flow = { enabledAt: '2000-01-01T00:00:00Z' };

interface Gathered {
  records: SourceRecord<JsonValue>[];
  cursor: JsonValue | undefined;
}

async function gather(
  options: { cursor?: JsonValue; settings?: object; pageSize?: number; onPage?: () => void } = {},
): Promise<Gathered> {
  const { cursor, pageSize = 100, onPage } = options;
  const gathered: Gathered = { records: [], cursor };
  const settings = reader.settings.parse(options.settings ?? {}) as Record<string, JsonValue>;
  for await (const page of reader.read(contextOf(shop.url), { cursor, settings, pageSize, ...flow })) {
    gathered.records.push(...(page.records as SourceRecord<JsonValue>[]));
    gathered.cursor = page.cursor;
    onPage?.();
  }
  return gathered;
}

const keysOf = ({ records }: Gathered) => records.map((record) => Number(record.key));

it('loses none of many orders that changed in one second, and gives each once', async () => {
  const ids = Array.from({ length: 57 }, () => shop.control.insert('orders', { status: 'processing' }).id);
  const read = await gather({ pageSize: 5 });
  expect(keysOf(read)).toEqual(ids);
});

it('loses none when an order of the same second moves away while the others are read', async () => {
  const ids = Array.from({ length: 40 }, () => shop.control.insert('orders', { status: 'processing' }).id);
  nowMs += 5_000;
  let pages = 0;
  const read = await gather({
    pageSize: 5,
    onPage: () => {
      pages += 1;
      if (pages <= 6) shop.control.patch('orders', ids[pages - 1] ?? 0, { customer_note: 'changed' });
    },
  });
  expect(new Set(keysOf(read))).toEqual(new Set(ids));
});

it('begins the second anew when an order moved away after many pages of it', async () => {
  const ids = Array.from({ length: 40 }, () => shop.control.insert('orders', { status: 'processing' }).id);
  nowMs += 5_000;
  let pages = 0;
  const read = await gather({
    pageSize: 5,
    onPage: () => {
      pages += 1;
      if (pages === 5) shop.control.patch('orders', ids[0] ?? 0, { customer_note: 'changed' });
    },
  });
  expect(keysOf(read)).toEqual([...ids, ids[0]]);
});

it('goes on where it stopped, and reads an order again that changed in the last second it saw', async () => {
  const first = shop.control.insert('orders', { status: 'processing' });
  const second = shop.control.insert('orders', { status: 'processing' });
  const before = await gather();
  shop.control.patch('orders', first.id, { customer_note: 'in the same second' });
  expect(keysOf(await gather({ cursor: before.cursor }))).toEqual([first.id, second.id]);
  nowMs += 60_000;
  const third = shop.control.insert('orders', { status: 'processing' });
  const later = await gather({ cursor: before.cursor });
  expect(keysOf(later)).toContain(third.id);
  expect(keysOf(await gather({ cursor: later.cursor }))).toEqual([third.id]);
});

it('asks for the orders since the moment at which the flow was enabled, since a date, or for all', async () => {
  shop.control.loadOrders(['2010-12-01', '2010-12-05']);
  shop.control.insert('orders', { status: 'processing' });
  const countOf = async (settings: object, enabledAt = '2026-11-02T10:00:00.900Z') => {
    const options = { cursor: undefined, settings: reader.settings.parse(settings), pageSize: 100, enabledAt };
    const count = await reader.count?.(contextOf(shop.url), options as never);
    let taken = 0;
    for await (const page of reader.read(contextOf(shop.url), options as never)) {
      const translated = page.records.map(({ native }) => reader.toCanonical(native, options.settings, { enabledAt }));
      taken += translated.filter(
        (each) => 'canonical' in each || each.filtered.code !== 'orders.before_enabled',
      ).length;
    }
    return [count, taken];
  };
  const all = await countOf({ ordersFrom: 'all' });
  expect(all[0]).toBeGreaterThan(200);
  // What was placed within the second of the moment is taken; orders of the day before are counted, and left out with a reason.
  expect(await countOf({})).toEqual([1, 1]);
  expect(await countOf({}, '2026-11-02T10:00:01.000Z')).toEqual([1, 0]);
  expect(await countOf({}, '2026-11-04T10:00:00.000Z')).toEqual([0, 0]);
  expect((await countOf({ ordersFrom: 'date', ordersFromDate: '2010-12-05' }))[0]).toBeLessThan(all[0] ?? 0);
});

it('refuses to start from a date that is not given', () => {
  expect(reader.settings.safeParse({ ordersFrom: 'date' })).toMatchObject({
    success: false,
    error: { issues: [{ path: ['ordersFromDate'] }] },
  });
});

it('fails rather than losing orders when the shop does not sort them', async () => {
  shop.control.loadOrders(['2010-12-01']);
  const context = contextOf(shop.url);
  const { http } = context;
  const unsorted = {
    ...context,
    http: {
      request: (request: Parameters<typeof http.request>[0]) =>
        http.request({ ...request, query: { ...request.query, orderby: 'id', order: 'desc' } }),
    },
  };
  const settings = reader.settings.parse({}) as Record<string, JsonValue>;
  const read = async () => {
    for await (const page of reader.read(unsorted as typeof context, {
      cursor: undefined,
      settings,
      pageSize: 20,
      ...flow,
    }))
      void page;
  };
  await expect(read()).rejects.toMatchObject({ reason: { code: 'woocommerce.orders_unsorted' } });
});

it('makes of every real invoice of three days an order with the same lines and sums, or says why not', async () => {
  const days = ['2010-12-01', '2010-12-02', '2010-12-07'];
  shop.control.loadOrders(days);
  const settings = reader.settings.parse({ orderStatuses: ['completed', 'refunded'] }) as Record<string, JsonValue>;
  const { records } = await gather({ settings });
  const orders = new Map<string, Order>();
  for (const { native } of records) {
    const translated = reader.toCanonical(native, settings, flow);
    if ('filtered' in translated) throw new Error(translated.filtered.code);
    const order = orderSchema.parse(translated.canonical);
    orders.set(order.number, order);
  }
  const invoices = readInvoices(days);
  expect(orders.size).toBe(invoices.length);
  for (const invoice of invoices) {
    const order = orders.get(invoice.invoiceNo);
    const cents = (value: string): number => Math.round(Number(value) * 100);
    const invoicedCents = invoice.lines.reduce(
      (sum, line) => sum + Math.round(Number(line.unitPrice) * 100) * line.quantity,
      0,
    );
    const linesCents = (order?.lines ?? []).reduce((sum, line) => sum + cents(line.totalExclVat), 0);
    expect({ number: invoice.invoiceNo, lines: order?.lines.length, linesCents }).toEqual({
      number: invoice.invoiceNo,
      lines: invoice.lines.length,
      linesCents: invoicedCents,
    });
    expect(cents(order?.totals.exclVat ?? '0')).toBe(invoicedCents);
    if (invoice.invoiceNo.startsWith('C') && invoicedCents !== 0) expect(order?.isCredit).toBe(true);
  }
});

it('turns a malformed order into a failure of that order alone', async () => {
  const good = shop.control.insert('orders', { status: 'processing', fee_lines: [{ name: 'Gift', total: '1.00' }] });
  const bad = shop.control.insert('orders', { status: 'processing' });
  shop.control.overwrite('orders', bad.id, { total: 'a lot' });
  const { records } = await gather();
  const translate = (id: number) => {
    const native = records.find((record) => record.key === String(id))?.native ?? null;
    return reader.toCanonical(native, reader.settings.parse({}) as Record<string, JsonValue>, flow);
  };
  expect(translate(good.id)).toHaveProperty('canonical');
  expect(() => translate(bad.id)).toThrow(
    expect.objectContaining({ reason: expect.objectContaining({ field: 'total' }) }),
  );
});

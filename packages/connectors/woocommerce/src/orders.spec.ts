import { sharedFailure, type ConnectorContext, type HttpRequest, type SourceRecord } from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import type { WooRecord } from './client.js';
import { orderReader } from './orders.js';

interface Listed {
  id: number;
  second: number;
}

const timeOf = (second: number) => new Date(Date.UTC(2026, 10, 2, 11, 0, second)).toISOString().slice(0, 19);

/**
 * A shop with these orders. Those of one second come in this order on the first page and in another one on every later page,
 * as from a database that sorts by time alone. It fails with 500 on pages above `most`.
 */
function aShop(orders: Listed[], { most = 100, clock = undefined as { second: number } | undefined } = {}) {
  const sizes: number[] = [];
  const request = ({ query = {} }: HttpRequest) => {
    const perPage = Number(query['per_page']);
    sizes.push(perPage);
    if (perPage > most) {
      throw sharedFailure(
        'intermittent',
        'http.server_error',
        { application: 'WooCommerce', status: 500, said: '' },
        { status: 500 },
      );
    }
    const [after, before] = [String(query['modified_after']), String(query['modified_before'] ?? '9999')];
    const offset = Number(query['offset'] ?? 0);
    const window = orders
      .filter(({ second }) => timeOf(second) > after && timeOf(second) < before)
      .toSorted((a, b) => (offset % 2 === 0 ? 1 : -1) * (orders.indexOf(a) - orders.indexOf(b)))
      .toSorted((a, b) => (query['orderby'] === 'id' ? a.id - b.id : a.second - b.second));
    const body = window
      .slice(offset, offset + perPage)
      .map(({ id, second }) => ({ id, number: String(id), date_modified_gmt: timeOf(second) }));
    const date = clock && { date: new Date(`${timeOf(clock.second)}Z`).toUTCString() };
    return Promise.resolve({ status: 200, headers: { 'x-wp-total': String(window.length), ...date }, body });
  };
  const rest = { cache: new Map(), log: { info() {}, warn() {} }, now: () => new Date('2020-01-01') };
  const context = { http: { request }, ...rest } as unknown as ConnectorContext;
  return { context, sizes };
}

interface Read {
  ids: string[];
  cursor: JsonValue | undefined;
  pages: number;
}

/** Reads from a cursor on; stops after `maxPages`, as an interrupted run does. */
async function readFrom(
  { context }: ReturnType<typeof aShop>,
  { pageSize, cursor: start, maxPages = Infinity }: { pageSize: number; cursor?: JsonValue; maxPages?: number },
): Promise<Read> {
  const read: Read = { ids: [], cursor: start, pages: 0 };
  const settings = orderReader.settings.parse({});
  const options = { cursor: start, settings, pageSize, enabledAt: '2000-01-01T00:00:00Z' };
  for await (const page of orderReader.read(context, options)) {
    const records: SourceRecord<WooRecord>[] = page.records;
    read.ids.push(...records.map(({ key }) => key));
    read.cursor = page.cursor;
    read.pages += 1;
    if (read.pages === maxPages) break;
  }
  return read;
}

async function idsOf(shop: ReturnType<typeof aShop>, pageSize: number): Promise<string[]> {
  return (await readFrom(shop, { pageSize })).ids;
}

it('reads orders of one second in whatever order the shop gives them', async () => {
  const shop = aShop([
    { id: 6116, second: 5 },
    { id: 6016, second: 5 },
    { id: 6020, second: 9 },
  ]);
  expect(await idsOf(shop, 100)).toEqual(['6116', '6016', '6020']);
});

it('reads each order of one second once, over many pages', async () => {
  const ids = Array.from({ length: 25 }, (_, index) => 7_000 - index * 7);
  const shop = aShop([{ id: 1, second: 1 }, ...ids.map((id) => ({ id, second: 5 })), { id: 2, second: 6 }]);
  const read = await idsOf(shop, 4);
  expect([read[0], read.at(-1)]).toEqual(['1', '2']);
  expect(read.slice(1, -1).toSorted()).toEqual(ids.map(String).toSorted());
});

it('asks a shop that fails on a page for smaller ones, and stays with what it bears', async () => {
  const orders = Array.from({ length: 30 }, (_, index) => ({ id: index + 1, second: index }));
  const shop = aShop(orders, { most: 20 });
  expect(await idsOf(shop, 100)).toEqual(orders.map(({ id }) => String(id)));
  expect(shop.sizes.slice(0, 4)).toEqual([100, 50, 25, 12]);
  expect(Math.max(...shop.sizes.slice(4))).toBe(12);
});

it('fails where the shop fails on the smallest page too', async () => {
  await expect(idsOf(aShop([{ id: 1, second: 1 }], { most: 1 }), 100)).rejects.toMatchObject({ status: 500 });
});

it('misses nothing wherever it is interrupted, also within a second of many pages', async () => {
  const ofSecond = (first: number, second: number) =>
    Array.from({ length: 13 }, (_, index) => ({ id: first - index * 7, second }));
  const orders = [{ id: 1, second: 1 }, ...ofSecond(7_000, 5), ...ofSecond(9_000, 6), { id: 2, second: 40 }];
  const { pages } = await readFrom(aShop(orders), { pageSize: 4 });
  for (let maxPages = 1; maxPages < pages; maxPages += 1) {
    const first = await readFrom(aShop(orders), { pageSize: 4, maxPages });
    // What was not read yet changes before the run goes on.
    const moved = orders.find(({ id }) => !first.ids.includes(String(id)));
    const after = orders.map((order) => (order === moved ? { ...order, second: 41 } : order));
    const { ids } = await readFrom(aShop(after), { pageSize: 4, cursor: first.cursor ?? null });
    expect(new Set([...first.ids, ...ids])).toEqual(new Set(orders.map(({ id }) => String(id))));
  }
});

describe('an order that is dated ahead', () => {
  const yearSeconds = 366 * 86_400;
  const ahead = { id: 9, second: yearSeconds };

  it('keeps no later change from being read', async () => {
    const clock = { second: 100 };
    const { cursor } = await readFrom(aShop([{ id: 1, second: 5 }, ahead], { clock }), { pageSize: 100 });
    clock.second = 1_000;
    const next = aShop([{ id: 1, second: 5 }, { id: 2, second: 130 }, ahead], { clock });
    expect((await readFrom(next, { pageSize: 100, cursor: cursor ?? null })).ids).toEqual(['2', '9']);
  });

  it('keeps no change from being read that comes while the orders dated ahead are', async () => {
    const clock = { second: 100 };
    const orders = [{ id: 1, second: 5 }, ...[0, 1, 2, 3, 4].map((id) => ({ id: 10 + id, second: yearSeconds + id }))];
    const shop = aShop(orders, { clock });
    const settings = orderReader.settings.parse({});
    const options = { cursor: undefined, settings, pageSize: 2, enabledAt: '2000-01-01T00:00:00Z' };
    let cursor: JsonValue = null;
    for await (const page of orderReader.read(shop.context, options)) {
      clock.second += 60;
      cursor = page.cursor;
    }
    orders.push({ id: 2, second: 150 });
    expect((await readFrom(shop, { pageSize: 100, cursor })).ids).toContain('2');
  });

  it('by a clock that was set back since: a week is read again', async () => {
    const clock = { second: yearSeconds };
    const { cursor } = await readFrom(aShop([{ id: 1, second: 5 }, ahead], { clock }), { pageSize: 100 });
    clock.second = 1_000;
    const next = aShop([{ id: 2, second: 500 }], { clock });
    const noticed = await readFrom(next, { pageSize: 100, cursor: cursor ?? null });
    expect((await readFrom(next, { pageSize: 100, cursor: noticed.cursor ?? null })).ids).toEqual(['2']);
  });
});

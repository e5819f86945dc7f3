import { sharedFailure, type ConnectorContext, type HttpRequest, type SourceRecord } from '@koppel/connector-sdk';
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
function aShop(orders: Listed[], { most = 100 } = {}) {
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
    return Promise.resolve({ status: 200, headers: { 'x-wp-total': String(window.length) }, body });
  };
  const context = { http: { request }, cache: new Map(), log: { info() {}, warn() {} } } as unknown as ConnectorContext;
  return { context, sizes };
}

async function idsOf({ context }: ReturnType<typeof aShop>, pageSize: number): Promise<string[]> {
  const records: SourceRecord<WooRecord>[] = [];
  const settings = orderReader.settings.parse({});
  const options = { cursor: undefined, settings, pageSize, enabledAt: '2000-01-01T00:00:00Z' };
  for await (const page of orderReader.read(context, options as never)) records.push(...page.records);
  return records.map(({ key }) => key);
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

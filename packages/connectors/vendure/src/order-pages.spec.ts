import type { ConnectorContext, HttpRequest } from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import { aNativeOrder } from './fixtures.js';
import { readOrderPages } from './order-pages.js';

/** As a database keeps it: to the microsecond, of which the API gives milliseconds. */
interface Stored {
  id: string;
  at: string;
}

type Filter = {
  _and?: Filter[];
  _or?: Filter[];
  updatedAt?: { after?: string; between?: { start: string; end: string } };
  id?: { notIn: string[] };
};

function isIn({ id, at }: Stored, { _and: all = [], _or: any, updatedAt, id: ids }: Filter): boolean {
  const stored = { id, at };
  const { after, between } = updatedAt ?? {};
  const micros = (instant: string) => instant.replace(/(\.\d{3})Z$/, '$1000Z');
  return (
    all.every((one) => isIn(stored, one)) &&
    (any?.some((one) => isIn(stored, one)) ?? true) &&
    (after === undefined || at > micros(after)) &&
    (between === undefined || (at >= micros(between.start) && at <= micros(between.end))) &&
    !ids?.notIn.includes(id)
  );
}

const channel = {
  activeChannel: { code: 'c', defaultCurrencyCode: 'EUR', availableCurrencyCodes: ['EUR'], defaultTaxZone: null },
  globalSettings: { serverConfig: { moneyStrategyPrecision: 2, entityCustomFields: [] } },
};

/** A shop with these orders, and a clock. */
function aShop(orders: readonly Stored[], clock: string): ConnectorContext {
  const request = ({ body }: HttpRequest) => {
    const { variables } = body as { variables?: { filter: Filter; take: number } };
    const found = orders
      .filter((order) => isIn(order, variables?.filter ?? {}))
      .toSorted((left, right) => left.at.localeCompare(right.at) || left.id.localeCompare(right.id));
    const items = found
      .slice(0, variables?.take)
      .map(({ id, at }) => aNativeOrder({ id, updatedAt: at.replace(/\d{3}Z$/, 'Z') }));
    const headers = { date: new Date(clock).toUTCString() };
    return Promise.resolve({ status: 200, headers, body: { data: { ...channel, orders: { items } } } });
  };
  const rest = { fields: {}, cache: new Map(), now: () => new Date('2020-01-01') };
  return { http: { request }, ...rest } as unknown as ConnectorContext;
}

interface Reading {
  cursor?: JsonValue | undefined;
  /** Stops after so many, as an interrupted run does. */
  maxPages?: number;
  follows?: 'refunds';
}

async function read(context: ConnectorContext, { cursor: start, maxPages, follows }: Reading = {}) {
  const ids: string[] = [];
  let cursor = start;
  let pages = 0;
  const options = { cursor, placedSince: undefined, pageSize: 3, follows };
  for await (const page of readOrderPages(context, options)) {
    ids.push(...page.orders.map(({ id }) => id));
    cursor = JSON.parse(JSON.stringify(page.cursor)) as JsonValue;
    pages += 1;
    if (pages === maxPages) break;
  }
  return { ids, cursor, pages };
}

const ofInstant = (ids: string, at: string): Stored[] => [...ids].map((id) => ({ id, at }));

it('misses nothing wherever it is interrupted, also within an instant of many pages', async () => {
  const clock = '2026-01-01T12:00:00Z';
  const orders = [
    ...ofInstant('abcdefgh', '2026-01-01T10:00:00.000400Z'),
    ...ofInstant('ijklmn', '2026-01-01T10:00:00.000500Z'),
    ...ofInstant('o', '2026-01-01T11:00:00.000000Z'),
  ];
  const { pages } = await read(aShop(orders, clock));
  for (let maxPages = 1; maxPages < pages; maxPages += 1) {
    const first = await read(aShop(orders, clock), { maxPages });
    // What was not read yet changes before the run goes on.
    const moved = orders.find(({ id }) => !first.ids.includes(id));
    const after = orders.map((order) => (order === moved ? { ...order, at: '2026-01-01T11:30:00.000000Z' } : order));
    const { ids } = await read(aShop(after, clock), { cursor: first.cursor });
    expect([...first.ids, ...ids].toSorted()).toEqual(orders.map(({ id }) => id));
  }
});

it('reads what changes after an order that is dated ahead, which comes once', async () => {
  const orders = [...ofInstant('a', '2026-01-01T10:00:00.000000Z'), ...ofInstant('z', '2027-01-01T10:00:00.000000Z')];
  const first = await read(aShop(orders, '2026-01-01T12:00:00Z'));
  expect(first.ids).toEqual(['a', 'z']);
  const later = [...orders, ...ofInstant('b', '2026-01-01T12:30:00.000000Z')];
  expect((await read(aShop(later, '2026-01-01T13:00:00Z'), { cursor: first.cursor })).ids).toEqual(['b']);
});

it('reads a week again where the clock of the shop was set back', async () => {
  const first = await read(aShop(ofInstant('a', '2027-01-01T11:59:00.000000Z'), '2027-01-01T12:00:00Z'));
  const shop = aShop(ofInstant('b', '2026-01-01T09:00:00.000000Z'), '2026-01-01T12:00:00Z');
  const noticed = await read(shop, { cursor: first.cursor });
  expect((await read(shop, { cursor: noticed.cursor })).ids).toEqual(['b']);
});

it('notes by the clock of the shop when it searched for refunds', async () => {
  const shop = aShop(ofInstant('a', '2026-01-01T10:00:00.000000Z'), '2026-01-01T12:00:00Z');
  expect(JSON.stringify((await read(shop, { follows: 'refunds' })).cursor)).toMatch(/"all":"2026-01-01T1[12]:/);
});

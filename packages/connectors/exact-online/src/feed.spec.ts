import {
  ConnectorFailure,
  sharedFailure,
  type AnyReader,
  type ConnectorContext,
  type HttpRequest,
} from '@koppel/connector-sdk';
import type { JsonValue } from '@koppel/contracts';
import type { Row } from './odata.js';
import { priceReader } from './prices.js';
import { productReader, productSettings } from './products.js';
import { stockReader } from './stock.js';

const pageSize = 3;

/** Sync endpoints in pages of three, of which one call is refused. */
class Exact {
  calls = 0;
  refusedCall = 0;
  /** Of what was asked for other than by row version. */
  readonly filters: string[] = [];

  constructor(private readonly feeds: Record<string, Row[]>) {}

  get context(): ConnectorContext {
    return {
      fields: { clientId: '11111111-1111-4111-8111-111111111111', country: 'nl', division: '1' },
      host: {},
      http: { request: (request: HttpRequest) => this.request(request) },
      cache: new Map(),
      signal: new AbortController().signal,
      now: () => new Date('2026-11-27T12:00:00Z'),
      log: { info() {}, warn() {} },
    } as unknown as ConnectorContext;
  }

  private async request({ url }: HttpRequest) {
    this.calls += 1;
    if (this.calls === this.refusedCall)
      throw sharedFailure(
        'rate_limit',
        'http.rate_limit',
        { application: 'Exact Online', status: 429, said: '-' },
        { status: 429 },
      );
    const { pathname, searchParams } = new URL(url, 'https://start.exactonline.nl');
    const rows = this.rowsOf(pathname.replace('/api/v1/1/', ''), searchParams.get('$filter') ?? '');
    const skip = Number(searchParams.get('$skiptoken') ?? 0);
    searchParams.set('$skiptoken', String(skip + pageSize));
    const next = skip + pageSize < rows.length ? `https://start.exactonline.nl${pathname}?${searchParams}` : undefined;
    return { status: 200, headers: {}, body: { d: { results: rows.slice(skip, skip + pageSize), __next: next } } };
  }

  private rowsOf(endpoint: string, filter: string): Row[] {
    const rows = this.feeds[endpoint] ?? [];
    const [, after] = /^Timestamp gt (\d+)L$/.exec(filter) ?? [];
    if (after !== undefined) return rows.filter(({ Timestamp }) => Number(Timestamp) > Number(after));
    this.filters.push(filter);
    const ids = [...filter.matchAll(/guid'([^']+)'/g)].map(([, id]) => id);
    return ids.length === 0 ? rows : rows.filter(({ ID, Item }) => ids.includes(String(Item ?? ID)));
  }
}

const versions = [10, 11, 12, 12, 13, 13, 13, 13, 14];
const items = versions.map((Timestamp, index) => ({
  ...{ Timestamp, ID: `i${index}`, Code: `ART${index}`, Description: 'An item' },
  ...{ IsWebshopItem: 1, IsSalesItem: true, IsStockItem: true },
}));
const parts = versions.map((Timestamp, index) => ({
  ...{ Timestamp, ID: `p${index}`, Item: `i${index}`, Warehouse: 'w', WarehouseCode: '1' },
  ...{ CurrentStock: index, PlannedStockIn: 0, PlannedStockOut: 0, Price: index, Currency: 'EUR', Quantity: 1 },
}));
const administration = { Code: 1, Description: 'A', Currency: 'EUR', Country: 'NL' };

const feeds = {
  'sync/Logistics/Items': items,
  'logistics/Items': items,
  'bulk/Logistics/Items': items,
  'sync/Inventory/StockPositions': parts,
  'inventory/ItemWarehouses': parts,
  'sync/Logistics/SalesItemPrices': parts,
  'logistics/SalesItemPrices': parts,
  'system/Divisions': [administration],
};

interface Reading {
  codes: Set<string>;
  cursor: JsonValue | undefined;
  isRefused: boolean;
}

async function readOn(exact: Exact, reader: AnyReader, cursor: JsonValue | undefined): Promise<Reading> {
  const settings: unknown = reader.settings.parse({});
  const reading: Reading = { codes: new Set(), cursor, isRefused: false };
  try {
    for await (const page of reader.read(exact.context, {
      cursor,
      settings,
      pageSize: 2,
      enabledAt: '2020-01-01T00:00:00Z',
    })) {
      for (const { naturalKey } of page.records) reading.codes.add(naturalKey);
      reading.cursor = JSON.parse(JSON.stringify(page.cursor)) as JsonValue;
    }
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || error.status !== 429) throw error;
    reading.isRefused = true;
  }
  return reading;
}

const readers: [string, AnyReader, JsonValue][] = [
  ['products', productReader, { items: '1', deletions: '1', readOn: '2026-11-27' }],
  ['stock', stockReader, { items: '14', parts: '1', deletions: '1', readOn: '2026-11-27', itemDeletions: '1' }],
  [
    'stock of changed items',
    stockReader,
    { items: '1', parts: '14', deletions: '1', readOn: '2026-11-27', itemDeletions: '1' },
  ],
  ['prices', priceReader, { items: '14', parts: '1', deletions: '1', pricedOn: '2026-11-27', lists: null }],
];

/** Each call in turn is refused, and the next reading goes on: what did both give together? */
async function expectAllDespiteRefusals(rows: Record<string, Row[]>, reader: AnyReader, cursor: JsonValue) {
  for (let refusedCall = 1; ; refusedCall += 1) {
    const exact = new Exact(rows);
    exact.refusedCall = refusedCall;
    const first = await readOn(exact, reader, cursor);
    const second = first.isRefused ? await readOn(exact, reader, first.cursor) : first;
    expect([...new Set([...first.codes, ...second.codes])].sort()).toEqual(items.map(({ Code }) => Code));
    expect((await readOn(exact, reader, second.cursor)).codes.size).toBe(0);
    if (!first.isRefused) break;
  }
}

describe('a feed with several rows of one version', () => {
  it.each(readers)('gives all %s, whichever call is refused in between', async (_name, reader, cursor) => {
    await expectAllDespiteRefusals(feeds, reader, cursor);
  });
});

describe('a feed whose rows are not in the order of their versions', () => {
  const backwards = Object.fromEntries(Object.entries(feeds).map(([endpoint, rows]) => [endpoint, rows.toReversed()]));

  it.each(readers)('gives all %s too, whichever call is refused', async (_name, reader, cursor) => {
    await expectAllDespiteRefusals(backwards, reader, cursor);
  });
});

const deleted = (Timestamp: number, EntityKey: string, EntityType = 9) => ({ Timestamp, EntityKey, EntityType });

describe.each<[string, AnyReader, { secondPageOfItems: number }]>([
  ['products', productReader, { secondPageOfItems: 4 }],
  ['stock', stockReader, { secondPageOfItems: 6 }],
])('%s of items that were deleted', (_name, reader, { secondPageOfItems }) => {
  it('come from the start as well, and again where the run was interrupted', async () => {
    const exact = new Exact({ ...feeds, 'sync/Deleted': [deleted(20, 'gone-1'), deleted(21, 'gone-2')] });
    const first = await readOn(exact, reader, undefined);
    expect([...first.codes]).toEqual(expect.arrayContaining(['gone-1', 'gone-2', 'ART0']));
    exact.refusedCall = exact.calls + secondPageOfItems;
    const interrupted = await readOn(exact, reader, undefined);
    expect(interrupted.isRefused).toBe(true);
    const second = await readOn(exact, reader, interrupted.cursor);
    expect([...second.codes]).toEqual(expect.arrayContaining(['gone-1', 'gone-2']));
    expect((await readOn(exact, reader, second.cursor)).codes.size).toBe(0);
  });

  it('are found among those that were delivered', async () => {
    const exact = new Exact(feeds);
    const existing = (keys: string[]) =>
      reader.existing?.(exact.context, { keys, settings: reader.settings.parse({}) as never });
    expect(await existing(['i0', 'gone'])).toEqual(new Set(['i0']));
    const many = Array.from({ length: 400 }, (_, index) => `i${index}`);
    exact.filters.length = 0;
    expect([...((await existing(many)) ?? [])]).toEqual(items.map(({ ID }) => ID));
    expect(exact.filters.join()).not.toContain("guid'i0'");
  });
});

describe('a product without a key', () => {
  it('does not count as deleted', async () => {
    const { context } = new Exact(feeds);
    const options = { keys: ['row:12'], settings: productSettings.parse({}) };
    expect(await productReader.existing?.(context, options)).toEqual(new Set(['row:12']));
  });
});

describe('stock of an item that ended or began by its date', () => {
  it('comes on the day after, though nothing changed', async () => {
    const exact = new Exact({ ...feeds, 'bulk/Logistics/Items': items.slice(0, 1) });
    const upToDate = { items: '14', parts: '14', deletions: '1', itemDeletions: '1' };
    const second = await readOn(exact, stockReader, { ...upToDate, readOn: '2026-11-26' });
    expect([...second.codes]).toEqual(['ART0']);
    expect(exact.filters.join()).toContain("EndDate ge datetime'2026-11-26T00:00'");
    expect((await readOn(exact, stockReader, second.cursor)).codes.size).toBe(0);
  });
});

describe('stock of which nothing changed', () => {
  it('costs three calls: items, positions and one list of deletions', async () => {
    const exact = new Exact(feeds);
    const first = await readOn(exact, stockReader, undefined);
    exact.calls = 0;
    await readOn(exact, stockReader, first.cursor);
    expect(exact.calls).toBe(3);
  });
});

describe('a deleted line of a price list', () => {
  it('means nothing to a flow without lists', async () => {
    const exact = new Exact({ ...feeds, 'sync/Deleted': [deleted(20, 'line', 31)] });
    const upToDate = { items: '14', parts: '14', deletions: '1', pricedOn: '2026-11-27', lists: null };
    expect((await readOn(exact, priceReader, upToDate)).codes.size).toBe(0);
  });
});

import type { AnyReader, ConnectorContext } from '@koppel/connector-sdk';
import type { JsonValue, Price, Product, StockLevel } from '@koppel/contracts';
import { priceReader } from '../src/prices.js';
import { productReader } from '../src/products.js';
import { stockReader } from '../src/stock.js';
import { startSandbox, type Sandbox } from './sandbox.js';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 23, 10);

interface Reading<Canonical> {
  canonical: Map<string, Canonical>;
  filtered: string[];
  failed: string[];
  cursor: JsonValue | undefined;
}

const flow = { enabledAt: '2000-01-01T00:00:00Z' };

async function readAll<Canonical extends { sku: string }>(
  reader: AnyReader,
  context: ConnectorContext,
  {
    cursor,
    settings = {},
    pageSize = 1000,
  }: { cursor?: JsonValue; settings?: Record<string, JsonValue>; pageSize?: number } = {},
): Promise<Reading<Canonical>> {
  const parsed: unknown = reader.settings.parse(settings);
  const reading: Reading<Canonical> = { canonical: new Map(), filtered: [], failed: [], cursor };
  for await (const page of reader.read(context, { cursor, settings: parsed, pageSize, ...flow })) {
    expect(page.records.length).toBeLessThanOrEqual(pageSize);
    for (const { native, naturalKey } of page.records) {
      try {
        const result = reader.toCanonical(native, parsed, flow);
        if ('filtered' in result) reading.filtered.push(naturalKey);
        else reading.canonical.set(naturalKey, result.canonical as unknown as Canonical);
      } catch {
        reading.failed.push(naturalKey);
      }
    }
    reading.cursor = JSON.parse(JSON.stringify(page.cursor)) as JsonValue;
  }
  return reading;
}

describe('reading from Exact Online', () => {
  let sandbox: Sandbox;
  /** The clock of this side; that of Exact Online stands still, so that its tokens last. */
  let nowMs = start;
  const now = (): Date => new Date(nowMs);
  const control = () => sandbox.simulator.control;
  const context = () => sandbox.context({ now });
  const products = (options = {}) => context().then((each) => readAll<Product>(productReader, each, options));
  const stock = (options = {}) => context().then((each) => readAll<StockLevel>(stockReader, each, options));
  const prices = (options = {}) => context().then((each) => readAll<Price>(priceReader, each, options));
  const itemKey = (code: string): string =>
    String(
      control()
        .list('logistics/Items')
        .find((item) => item['Code'] === code)?.['ID'],
    );
  const anItem = (code: string, change: Record<string, unknown> = {}): string => {
    const values = {
      Code: code,
      Description: `Item ${code}`,
      IsWebshopItem: 1,
      IsSalesItem: true,
      IsStockItem: true,
      Unit: 'pc',
      SalesVatCode: '2',
      StartDate: Date.UTC(2020, 0, 1),
    };
    return String(control().insert('logistics/Items', { ...values, ...change })['ID']);
  };

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 40, now: () => start, firstTimestamp: 2n ** 60n });
  });
  beforeEach(() => {
    nowMs = start;
    control().clearFaults();
  });
  afterAll(() => sandbox.stop());

  describe('products', () => {
    it('are the web-shop items, each once, then only what changes', async () => {
      const expected = control()
        .list('logistics/Items', { where: { IsWebshopItem: 1 } })
        .filter(({ EndDate: end }) => typeof end !== 'number' || end >= Date.UTC(2026, 10, 23))
        .map((item) => item['Code']);
      const first = await products({ pageSize: 7 });
      expect([...first.canonical.keys()].sort()).toEqual(expected.sort());
      expect((await products({ cursor: first.cursor })).canonical.size).toBe(0);
      const changed = control().changeItems(3);
      const second = await products({ cursor: first.cursor });
      expect([...second.canonical.keys()].sort()).toEqual(changed.sort());
    });

    it('are read to the end of a list longer than a page', async () => {
      for (let index = 0; index < 1010; index += 1) anItem(`MANY-${index}`);
      const reading = await products({ pageSize: 300 });
      expect([...reading.canonical.keys()].filter((code) => code.startsWith('MANY-'))).toHaveLength(1010);
      for (const item of control().list('logistics/Items')) {
        if (String(item['Code']).startsWith('MANY-')) control().delete('logistics/Items', String(item['ID']));
      }
    });

    it('end on the day after their last, though nothing changed', async () => {
      anItem('LAST-DAY', { EndDate: Date.UTC(2026, 10, 23) });
      const first = await products();
      expect(first.canonical.has('LAST-DAY')).toBe(true);
      nowMs = start + dayMs;
      const second = await products({ cursor: first.cursor });
      expect([[...second.canonical], second.filtered.length]).toEqual([[], 1]);
      expect((await products({ cursor: second.cursor })).canonical.size).toBe(0);
    });

    it('that were deleted are shown as left out', async () => {
      const key = anItem('TO-DELETE');
      const first = await products();
      control().delete('logistics/Items', key);
      expect((await products({ cursor: first.cursor })).filtered).toEqual([key]);
    });

    it('that are malformed fail alone', async () => {
      const first = await products();
      anItem('GOOD');
      const key = anItem('BAD');
      control().patch('logistics/Items', key, { Description: null });
      const second = await products({ cursor: first.cursor });
      expect([...second.canonical.keys()]).toEqual(['GOOD']);
      expect(second.failed).toEqual(['BAD']);
    });

    it('are not read twice where row versions are beyond 2^53', async () => {
      const { cursor } = await products();
      expect(BigInt((cursor as { items: string }).items)).toBeGreaterThan(2n ** 60n);
    });
  });

  describe('stock', () => {
    const position = (code: string, warehouse: string): string =>
      String(
        control().list('inventory/ItemWarehouses', { where: { ItemCode: code, WarehouseCode: warehouse } })[0]?.['ID'],
      );

    it('is added up over the warehouses, also when one position changes', async () => {
      anItem('STOCK-1');
      control().patch('inventory/ItemWarehouses', position('STOCK-1', '1'), { CurrentStock: 7, PlannedStockOut: 2 });
      control().patch('inventory/ItemWarehouses', position('STOCK-1', '2'), { CurrentStock: 4 });
      const first = await stock();
      expect(first.canonical.get('STOCK-1')?.quantity).toBe(9);
      control().patch('inventory/ItemWarehouses', position('STOCK-1', '2'), { CurrentStock: 1 });
      const second = await stock({ cursor: first.cursor });
      expect([...second.canonical]).toEqual([['STOCK-1', expect.objectContaining({ quantity: 6, onHand: 8 })]]);
      expect(
        (await stock({ cursor: first.cursor, settings: { stockWarehouses: ['2'] } })).canonical.get('STOCK-1')
          ?.quantity,
      ).toBe(1);
    });

    it('comes when an item joins the web shop', async () => {
      const key = anItem('JOINS', { IsWebshopItem: 0 });
      const first = await stock();
      expect(first.canonical.has('JOINS')).toBe(false);
      control().patch('logistics/Items', key, { IsWebshopItem: 1 });
      expect([...(await stock({ cursor: first.cursor })).canonical.keys()]).toEqual(['JOINS']);
    });

    it('of few changed items costs few calls', async () => {
      const { cursor } = await stock();
      for (const item of control()
        .list('inventory/ItemWarehouses', { where: { WarehouseCode: '1' } })
        .slice(0, 20)) {
        control().patch('inventory/ItemWarehouses', String(item['ID']), { CurrentStock: 123 });
      }
      control().clearJournal();
      await stock({ cursor });
      const calls = Object.values(control().counters().requests).reduce((sum, count) => sum + count, 0);
      expect(calls).toBeLessThanOrEqual(5);
    });

    it('of very many changed items is right, too', async () => {
      for (let index = 0; index < 320; index += 1) anItem(`BULK-${index}`);
      const { cursor } = await stock();
      for (let index = 0; index < 320; index += 1) {
        control().patch('inventory/ItemWarehouses', position(`BULK-${index}`, '1'), { CurrentStock: index });
        control().patch('inventory/ItemWarehouses', position(`BULK-${index}`, '2'), { CurrentStock: 1 });
      }
      const { canonical } = await stock({ cursor, pageSize: 100 });
      expect([0, 100, 319].map((index) => canonical.get(`BULK-${index}`)?.quantity)).toEqual([1, 101, 320]);
    });

    it('goes on after a first reading that was cut off', async () => {
      const settings = stockReader.settings.parse({});
      const seen = new Set<string>();
      let cursor: JsonValue | undefined;
      for await (const page of stockReader.read(await context(), {
        cursor: undefined,
        settings,
        pageSize: 50,
        ...flow,
      })) {
        for (const { naturalKey } of page.records) seen.add(naturalKey);
        cursor = JSON.parse(JSON.stringify(page.cursor)) as JsonValue;
        break;
      }
      const rest = await stock({ cursor });
      const all = await stock();
      expect(new Set([...seen, ...rest.canonical.keys(), ...rest.filtered])).toEqual(
        new Set([...all.canonical.keys(), ...all.filtered]),
      );
    });

    it('is refused for a warehouse that does not exist, with those that do', async () => {
      await expect(stock({ settings: { stockWarehouses: ['1', '9'] } })).rejects.toMatchObject({
        failureClass: 'value',
        reason: {
          code: 'exact_online.warehouse_unknown',
          params: { unknown: '9', known: '1, 2' },
          field: 'stockWarehouses',
        },
      });
    });
  });

  describe('prices', () => {
    const aPrice = (item: string, price: number, change: Record<string, unknown> = {}): string =>
      String(
        control().insert('logistics/SalesItemPrices', {
          Item: item,
          Price: price,
          Quantity: 1,
          StartDate: Date.UTC(2026, 0, 1),
          ...change,
        })['ID'],
      );

    it('come with their changes, and fall back when one is deleted', async () => {
      const item = anItem('PRICED', { StandardSalesPrice: 5 });
      const key = aPrice(item, 8.5);
      const first = await prices();
      expect(first.canonical.get('PRICED')).toEqual({
        sku: 'PRICED',
        amountExclVat: '8.5',
        vatRatePercent: '21',
        currency: 'EUR',
      });
      control().patch('logistics/SalesItemPrices', key, { Price: 8.75 });
      const second = await prices({ cursor: first.cursor });
      expect([...second.canonical]).toEqual([['PRICED', expect.objectContaining({ amountExclVat: '8.75' })]]);
      control().delete('logistics/SalesItemPrices', key);
      const third = await prices({ cursor: second.cursor });
      expect(third.canonical.get('PRICED')?.amountExclVat).toBe('5');
      expect((await prices({ cursor: third.cursor })).canonical.size).toBe(0);
    });

    it('begin and end by the calendar', async () => {
      const item = anItem('CALENDAR');
      aPrice(item, 10);
      aPrice(item, 7, { StartDate: Date.UTC(2026, 10, 24), EndDate: Date.UTC(2026, 10, 25) });
      let { cursor, canonical } = await prices();
      expect(canonical.get('CALENDAR')?.amountExclVat).toBe('10');
      const seen: (string | undefined)[] = [];
      for (let day = 1; day <= 4; day += 1) {
        nowMs = start + day * dayMs;
        ({ cursor, canonical } = await prices({ cursor }));
        seen.push(canonical.get('CALENDAR')?.amountExclVat);
      }
      expect(seen).toEqual(['7', undefined, '10', undefined]);
    });

    describe('of a price list', () => {
      const settings = { priceList: 'WEB', salePrices: 'price_list', salePriceList: 'WEB' };
      const listed = (options = {}) => prices({ settings, ...options });
      const insert = (name: string, values: Record<string, unknown>): string =>
        String(control().insert(`sales/${name}`, values)['ID']);
      const aPeriod = (change: Record<string, unknown> = {}): string =>
        insert('SalesPriceListPeriods', {
          ...{ PriceList: control().list('sales/SalesPriceLists')[0]?.['ID'], Currency: 'EUR', Type: 1 },
          ...{ StartDate: Date.UTC(2026, 0, 1), EndDate: null, ...change },
        });
      const aLine = (item: string, period: string, price: number): string =>
        insert('SalesPriceListVolumeDiscounts', {
          ...{ Item: item, PriceListCode: 'WEB', PriceListPeriod: period, EntryMethod: 2, NewPrice: price },
          ...{ Quantity: 1, Unit: 'pc' },
        });

      it('come with what changes on the list, and fall back when a line is deleted', async () => {
        const item = anItem('LISTED', { StandardSalesPrice: 5 });
        aPrice(item, 9);
        const key = aLine(item, aPeriod(), 8);
        const first = await listed();
        expect(first.canonical.get('LISTED')).toMatchObject({ amountExclVat: '8', sale: null });
        control().clearJournal();
        expect((await listed({ cursor: first.cursor })).canonical.size).toBe(0);
        const calls = Object.values(control().counters().requests).reduce((sum, count) => sum + count, 0);
        expect(calls).toBeLessThanOrEqual(10);
        control().patch('sales/SalesPriceListVolumeDiscounts', key, { NewPrice: 7.5 });
        const second = await listed({ cursor: first.cursor });
        expect([...second.canonical]).toEqual([['LISTED', expect.objectContaining({ amountExclVat: '7.5' })]]);
        control().delete('sales/SalesPriceListVolumeDiscounts', key);
        const third = await listed({ cursor: second.cursor });
        expect(third.canonical.get('LISTED')?.amountExclVat).toBe('9');
      });

      it('have offers that are told before they begin, and end by the calendar', async () => {
        const item = anItem('OFFERED');
        aPrice(item, 9);
        const days = { StartDate: Date.UTC(2026, 10, 24), EndDate: Date.UTC(2026, 10, 25) };
        const offer = aPeriod({ Type: 2, ...days });
        aLine(item, offer, 6);
        let { cursor, canonical } = await listed();
        const sale = { amountExclVat: '6', from: '2026-11-24', until: '2026-11-25' };
        expect(canonical.get('OFFERED')).toMatchObject({ amountExclVat: '9', sale });
        nowMs = start + 3 * dayMs;
        ({ cursor, canonical } = await listed({ cursor }));
        expect(canonical.get('OFFERED')).toMatchObject({ amountExclVat: '9', sale: null });
        control().patch('sales/SalesPriceListPeriods', offer, { EndDate: Date.UTC(2026, 11, 1) });
        ({ canonical } = await listed({ cursor }));
        expect(canonical.get('OFFERED')).toMatchObject({ sale: { ...sale, until: '2026-12-01' } });
      });

      it('are refused for a list that does not exist, or is in another currency', async () => {
        const refused = (change: object) => expect(prices({ settings: { ...settings, ...change } })).rejects;
        await refused({ priceList: 'OLD' }).toMatchObject({
          reason: { code: 'exact_online.price_list_unknown', params: { code: 'OLD', known: 'WEB' } },
        });
        await refused({ priceCurrency: 'USD' }).toMatchObject({
          reason: { code: 'exact_online.price_list_currency', params: { listCurrency: 'EUR', currency: 'USD' } },
        });
      });
    });

    it('contain no VAT, whatever the VAT code of the item', async () => {
      aPrice(anItem('GROSS', { SalesVatCode: '4' }), 12.1);
      expect((await prices()).canonical.get('GROSS')).toMatchObject({ amountExclVat: '10', vatRatePercent: '21' });
    });
  });

  it('finds each item by its key', () => {
    expect(itemKey('GROSS')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

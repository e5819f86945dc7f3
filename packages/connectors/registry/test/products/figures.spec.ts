import { exactOnline } from '@koppel/connector-exact-online';
import { vendure } from '@koppel/connector-vendure';
import type { AnyReader, AnyWriter } from '@koppel/connector-sdk';
import { Route } from './route.js';

// Prices and stock as Exact Online may tell them, and what the shop sells at then.

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe('figures', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  /** An article in the shop, with these lines in the sales price list. */
  async function priced(lines: readonly Record<string, unknown>[], StandardSalesPrice: number | null = 20) {
    const key = route.addItem('ART1', { StandardSalesPrice });
    for (const line of lines) route.addPrice(key, line);
    await route.run('product');
    return route.run('price');
  }
  const price = () => route.product('ART1')?.regular_price;

  const euro = { Price: 10, Currency: 'EUR', StartDate: day('2025-01-01') };
  const dollar = { Price: 11.5, Currency: 'USD', StartDate: day('2026-01-01') };

  it.each([
    ['beside one in euro', [euro, dollar], '10.00'],
    ['alone', [dollar], '20.00'],
  ])('HP12: a line in dollars %s is not the price of a shop in euro', async (_name, lines, expected) => {
    const { counts } = await priced(lines);
    expect([counts.failed, price()]).toEqual([0, expected]);
  });

  it('HP14: a shop that takes off its own open orders gets what is there, by the default settings', () => {
    const [reader, writer] = [
      exactOnline.readers.stock_level as unknown as AnyReader,
      vendure.writers.stock_level as unknown as AnyWriter,
    ];
    const item = { id: 'i', code: 'ART1', isWebshopItem: true, isSalesItem: true, isStockItem: true };
    const native = { item, positions: [{ warehouse: '1', inStock: '10', plannedIn: '0', plannedOut: '3' }] };
    const read = reader.toCanonical(native, reader.settings.parse({}), { enabledAt: '2000-01-01T00:00:00Z' });
    const level = (read as { canonical: never }).canonical;
    expect(level).toMatchObject({ quantity: 7, onHand: 10 });
    expect(writer.fromCanonical(level, writer.settings.parse({}) as never)).toMatchObject({
      payload: { quantity: 10 },
    });
  });

  it('HP20: a price with more digits is read, and one with a comma is an issue, never another price', async () => {
    const Item = route.addItem('ART1', { StandardSalesPrice: 20 });
    await route.run('product');
    const answerWith = (Price: string) => {
      const results = [{ ID: 'line', Timestamp: '5', Item, Price, Quantity: 1, Currency: 'EUR' }];
      route.beforeExact.setFault({ status: 200, holding: 'SalesItemPrices', body: JSON.stringify({ d: { results } }) });
      route.rewind();
      return route.run('price');
    };
    expect((await answerWith('12,34')).issues).toEqual([['ART1', 'exact_online.number_unreadable']]);
    expect(price()).toBe('');
    expect((await answerWith('12.340000000001')).issues).toEqual([]);
    expect(price()).toBe('12.34');
  });

  it.each([
    [11.999999999999998, 12],
    [7.5, 7],
    [-3, 0],
    [null, 0],
  ])('HP44: stock of %p is %p in the shop', async (inStock, expected) => {
    route.addItem('ART1');
    route.setStock('ART1', inStock);
    await route.run('product');
    expect((await route.run('stock_level')).issues).toEqual([]);
    expect(route.product('ART1')?.stock_quantity).toBe(expected);
  });

  it('HP44: stock of a warehouse whose code is padded is found, and none without a position', async () => {
    for (const code of ['ART1', 'ART2']) route.addItem(code);
    route.setStock('ART1', 4, { WarehouseCode: '1  ' });
    route.removePositions('ART2');
    await route.run('product');
    expect((await route.run('stock_level', { stockWarehouses: ['1'] })).issues).toEqual([]);
    expect(['ART1', 'ART2'].map((code) => route.product(code)?.stock_quantity)).toEqual([4, 0]);
  });

  const usual = { StartDate: day('2026-01-01') };

  it.each([
    ['12.340000000000002', [{ Price: 12.340000000000002 }], '12.34'],
    ['0.1 + 0.2', [{ Price: 0.1 + 0.2 }], '0.30'],
    [
      'one that ended yesterday',
      [
        { ...usual, Price: 25 },
        { Price: 19, StartDate: day('2026-02-01'), EndDate: day('2026-11-25') },
      ],
      '25.00',
    ],
    [
      'lines of a box, of ten pieces and of one',
      [
        { ...usual, Price: 9, Quantity: 10 },
        { ...usual, Price: 90, Unit: 'box' },
        { ...usual, Price: 11, Quantity: 0 },
      ],
      '11.00',
    ],
  ])('HP45: a price of %s', async (_name, lines, expected) => {
    const { issues } = await priced(lines);
    expect([issues, price()]).toEqual([[], expected]);
  });

  it('HP45: a price that begins tomorrow in UTC counts where it is today already', async () => {
    const lines = [
      { ...usual, Price: 10 },
      { Price: 99, StartDate: day('2026-11-27') },
    ];
    await priced(lines);
    expect(price()).toBe('10.00');
    route.nowMs = Date.parse('2026-11-26T23:30:00Z');
    await route.run('price');
    expect(price()).toBe('99.00');
  });
});

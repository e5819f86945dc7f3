import type { ConnectorFailure } from '@koppel/connector-sdk';
import { itemFactsOf, type ItemFacts } from './items.js';
import {
  findValidPrice,
  type NativePrice,
  priceFromItem,
  priceSettings,
  type SalesPrice,
  salesPriceOf,
} from './prices.js';
import { productFromItem, productSettings, type NativeProduct } from './products.js';
import { positionOf, stockLevelFromPositions, stockSettings, type StockPosition } from './stock.js';

const anItem = (change: Partial<ItemFacts> = {}): ItemFacts => ({
  ...{
    id: 'guid-1',
    code: '85123A',
    isWebshopItem: true,
    isSalesItem: true,
    isStockItem: true,
    unit: 'pc',
    vatCode: '2',
  },
  ...change,
});

const classOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error: unknown) {
    return (error as ConnectorFailure).failureClass;
  }
};

describe('item facts', () => {
  it('are read from flags of both kinds and padded codes', () => {
    const row = {
      ID: 'guid-1',
      Code: '85123A',
      IsWebshopItem: 1,
      IsSalesItem: true,
      IsStockItem: false,
      SalesVatCode: '2  ',
      EndDate: '/Date(1764547200000)/',
    };
    expect(itemFactsOf(row)).toMatchObject({
      code: '85123A',
      isWebshopItem: true,
      isSalesItem: true,
      isStockItem: false,
      vatCode: '2',
      endDay: '2025-12-01',
    });
    expect(itemFactsOf({ Code: 'X' })).toBeUndefined();
  });
});

describe('product', () => {
  const settings = productSettings.parse({});
  type Item = Extract<NativeProduct, { deleted: false }>;
  const aProduct = (change: Partial<Item> = {}): Item => ({
    ...{ deleted: false, item: anItem(), description: 'Heart', readOn: '2026-11-23', vatRatePercent: '21' },
    ...change,
  });

  it('is an item', () => {
    expect(
      productFromItem(
        aProduct({ extraDescription: 'White', netWeight: '0.25', netWeightUnit: 'kg', barcode: '871' }),
        settings,
      ),
    ).toEqual({
      canonical: {
        sku: '85123A',
        name: 'Heart',
        description: 'White',
        barcode: '871',
        status: 'active',
        isStocked: true,
        weightGrams: 250,
        unit: 'pc',
        vatRatePercent: '21',
      },
    });
  });

  it.each([
    ['2026-11-22', 'ended'],
    ['2026-11-23', 'active'],
  ])('with the last day %s is %s on the 23rd', (endDay, status) => {
    expect(productFromItem(aProduct({ item: anItem({ endDay }) }), settings)).toMatchObject({ canonical: { status } });
  });

  it('is left out where it is not for the shop, not begun, or deleted', () => {
    const filtered = { filtered: expect.objectContaining({ code: expect.stringMatching(/^exact_online\./) }) };
    expect(productFromItem(aProduct({ item: anItem({ isWebshopItem: false }) }), settings)).toEqual(filtered);
    expect(productFromItem(aProduct({ item: anItem({ startDay: '2026-11-24' }) }), settings)).toEqual(filtered);
    expect(productFromItem({ deleted: true, key: 'guid-1' }, settings)).toEqual(filtered);
    expect(
      productFromItem(
        aProduct({ item: anItem({ isWebshopItem: false }) }),
        productSettings.parse({ itemSelection: 'sales_items' }),
      ),
    ).toHaveProperty('canonical');
  });

  it.each([
    ['code', aProduct({ item: anItem({ code: undefined }) })],
    ['description', aProduct({ description: undefined })],
    ['key', aProduct({ item: anItem({ id: '' }) })],
  ])('without %s is an issue', (_name, native) => {
    expect(classOf(() => productFromItem(native, settings))).toBe('value');
  });
});

describe('a date of an item', () => {
  const row = { ID: 'guid-1', Code: '85123A', IsWebshopItem: 1 };
  const productOf = (dates: Record<string, unknown>): unknown =>
    productFromItem(
      {
        deleted: false,
        item: itemFactsOf({ ...row, ...dates }) ?? anItem(),
        description: 'Heart',
        readOn: '2026-11-23',
      },
      productSettings.parse({}),
    );

  it.each([
    ['ended', { EndDate: '/Date(-99999999999999999999)/' }],
    ['ended', { EndDate: '0001-01-01T00:00:00' }],
    ['active', { EndDate: '/Date(253402214400000)/' }],
    ['active', { EndDate: '/Date(99999999999999999999)/' }],
    ['active', { EndDate: '20266-11-27T00:00:00' }],
    ['active', { StartDate: '/Date(-62135596800000)/' }],
  ])('makes it %s: %j', (status, dates) => {
    expect(productOf(dates)).toMatchObject({ canonical: { status } });
  });

  it('that never comes keeps it out of the shop', () => {
    expect(productOf({ StartDate: '/Date(99999999999999999999)/' })).toMatchObject({
      filtered: { code: 'exact_online.item_not_yet_sold' },
    });
  });

  it.each([
    ['StartDate', 'item.startDay'],
    ['EndDate', 'item.endDay'],
  ])('%s that cannot be read is an issue of its field', (column, field) => {
    const params = { item: '85123A', column };
    const issue = expect.objectContaining({ reason: { code: 'exact_online.item_field_invalid', params, field } });
    expect(() => productOf({ [column]: '0000-00-00' })).toThrow(issue);
    const priced = { item: itemFactsOf({ ...row, [column]: 'soon' }) ?? anItem(), prices: [], readOn: '2026-11-23' };
    const native = { ...priced, standardPrice: '1', administrationCurrency: 'EUR' };
    expect(() => priceFromItem(native, priceSettings.parse({}))).toThrow(issue);
  });
});

describe('stock', () => {
  const positions: StockPosition[] = [
    { warehouse: '1', inStock: '10', plannedIn: '5', plannedOut: '3' },
    { warehouse: '2', inStock: '2.9', plannedIn: '0', plannedOut: '0' },
  ];
  const quantity = (settings: Record<string, unknown>, list = positions): unknown =>
    stockLevelFromPositions({ item: anItem(), positions: list }, stockSettings.parse(settings));

  it.each([
    [{}, 9],
    [{ stockField: 'in_stock' }, 12],
    [{ stockField: 'projected' }, 14],
    [{ stockWarehouses: ['1'] }, 7],
    [{ stockWarehouses: ['1'], stockBuffer: 3 }, 4],
    [{ stockBuffer: 100 }, 0],
    [{ stockBuffer: 100, stockMinimum: -1000 }, -91],
    [{ stockMinimum: 20 }, 20],
  ])('with %j is %i pieces', (settings, pieces) => {
    expect(quantity(settings)).toEqual({ canonical: { sku: '85123A', quantity: pieces } });
  });

  it('is rounded down, below zero too', () => {
    const list = [{ warehouse: '1', inStock: '-0.5', plannedIn: '0', plannedOut: '0' }];
    expect(quantity({ stockMinimum: -10 }, list)).toEqual({ canonical: { sku: '85123A', quantity: -1 } });
  });

  it('is nothing where there is no position', () => {
    expect(quantity({}, [])).toEqual({ canonical: { sku: '85123A', quantity: 0 } });
  });

  it('is left out for services', () => {
    expect(
      stockLevelFromPositions({ item: anItem({ isStockItem: false }), positions }, stockSettings.parse({})),
    ).toHaveProperty('filtered');
  });

  it('is read alike from both endpoints', () => {
    const synced = positionOf({
      ItemId: 'guid-1',
      WarehouseCode: '1',
      CurrentStock: 10,
      PlanningIn: 5,
      PlanningOut: 3,
    });
    const asked = positionOf({
      Item: 'guid-1',
      WarehouseCode: '1',
      CurrentStock: 10,
      PlannedStockIn: 5,
      PlannedStockOut: 3,
    });
    expect(synced).toEqual({ itemId: 'guid-1', key: '1', part: positions[0] });
    expect(asked).toEqual(synced);
  });
});

describe('price', () => {
  const aPrice = (change: Partial<SalesPrice> = {}): SalesPrice => ({
    amount: '12.10',
    quantity: '1',
    isForOneCustomer: false,
    currency: 'EUR',
    unit: 'pc',
    defaultUnit: 'pc',
    startDay: '2026-01-01',
    ...change,
  });
  const native = (change: Partial<NativePrice> = {}): NativePrice => ({
    ...{
      item: anItem(),
      prices: [aPrice()],
      standardPrice: '9.99',
      administrationCurrency: 'EUR',
      vat: { percent: '21', isInclusive: false },
      readOn: '2026-11-23',
    },
    ...change,
  });
  const settings = priceSettings.parse({});

  it('is an issue where its dates cannot be read, but for one customer', () => {
    const line = { ID: 'p', Item: 'guid-1', Price: 1, Quantity: 1, EndDate: '0000-00-00' };
    const native = (of: Record<string, unknown>): NativePrice => ({
      ...{ item: anItem(), administrationCurrency: 'EUR', standardPrice: '2', readOn: '2026-11-23' },
      prices: [line].flatMap((each) => salesPriceOf({ ...each, ...of })?.part ?? []),
    });
    expect(classOf(() => priceFromItem(native({}), priceSettings.parse({})))).toBe('value');
    expect(priceFromItem(native({ Account: 'a' }), priceSettings.parse({}))).toHaveProperty('canonical');
    const standard = priceSettings.parse({ priceSource: 'standard_sales_price' });
    expect(priceFromItem(native({}), standard)).toHaveProperty('canonical');
  });

  it('is the one that began last, for everyone, one piece and the usual unit', () => {
    const newest = aPrice({ amount: '13', startDay: '2026-06-01' });
    const others = [
      aPrice({ startDay: '2026-12-01' }),
      aPrice({ startDay: '2026-07-01', endDay: '2026-11-22' }),
      aPrice({ startDay: '2026-07-01', isForOneCustomer: true }),
      aPrice({ startDay: '2026-07-01', quantity: '12' }),
      aPrice({ startDay: '2026-07-01', unit: 'box' }),
      aPrice(),
    ];
    expect(findValidPrice([...others, newest], '2026-11-23')).toBe(newest);
    expect(findValidPrice([aPrice({ endDay: '2026-11-23' })], '2026-11-23')).toBeDefined();
  });

  it.each([
    ['exclusive VAT codes', native(), {}, '12.1'],
    ['inclusive VAT codes', native({ vat: { percent: '21', isInclusive: true } }), {}, '10'],
    ['the standard price where none is valid', native({ prices: [] }), {}, '9.99'],
    ['the standard price where the settings say so', native(), { priceSource: 'standard_sales_price' }, '9.99'],
    ['gross prices where the settings say so', native(), { priceVat: 'inclusive' }, '10'],
  ])('is without VAT under %s', (_name, record, change, amountExclVat) => {
    expect(priceFromItem(record, priceSettings.parse(change))).toEqual({
      canonical: { sku: '85123A', amountExclVat, vatRatePercent: '21', currency: 'EUR' },
    });
  });

  it('is left out where there is none, or the item has ended', () => {
    expect(priceFromItem(native({ prices: [], standardPrice: undefined }), settings)).toHaveProperty('filtered');
    expect(priceFromItem(native({ item: anItem({ endDay: '2026-11-01' }) }), settings)).toHaveProperty('filtered');
  });

  it('is an issue where it contains VAT that nobody knows', () => {
    expect(
      classOf(() => priceFromItem(native({ vat: undefined }), priceSettings.parse({ priceVat: 'inclusive' }))),
    ).toBe('value');
  });

  it('keeps the digits of the price list', () => {
    expect(salesPriceOf({ ID: 'p', Item: 'guid-1', Price: 0.1, Quantity: 1, Account: null })).toMatchObject({
      part: { amount: '0.1', isForOneCustomer: false },
    });
  });
});

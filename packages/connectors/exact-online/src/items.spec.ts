import type { ConnectorFailure } from '@koppel/connector-sdk';
import type { StockLevel } from '@koppel/contracts';
import { itemFactsOf, type ItemFacts } from './items.js';
import { findValidPrice, type NativePrice, type SalesPrice } from './price-choice.js';
import { listLineOf, type ListPrice } from './price-lists.js';
import { priceSettings } from './price-settings.js';
import { priceFromItem, salesPriceOf } from './prices.js';
import { productFromItem, productSettings, type NativeProduct } from './products.js';
import { positionOf, stockLevelFromPositions, stockSettings, type NativeStock, type StockPosition } from './stock.js';

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

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error: unknown) {
    return (error as ConnectorFailure).reason.code;
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
        isStocked: true,
        weightGrams: 250,
        unit: 'pc',
        vatRatePercent: '21',
      },
    });
  });

  it('is over on the day after its last', () => {
    const of = (endDay: string) => productFromItem(aProduct({ item: anItem({ endDay }) }), settings);
    expect(of('2026-11-22')).toMatchObject({
      filtered: { code: 'exact_online.item_not_sold_any_more', params: { day: '2026-11-22' } },
      isOver: true,
    });
    expect(of('2026-11-23')).toHaveProperty('canonical');
  });

  it('tells an empty description and barcode, but no description that the shop keeps itself', () => {
    expect(productFromItem(aProduct(), settings)).toMatchObject({ canonical: { description: '', barcode: '' } });
    const own = productFromItem(aProduct(), productSettings.parse({ itemDescriptionField: 'none' }));
    expect(own).toMatchObject({ canonical: expect.not.objectContaining({ description: expect.anything() }) });
  });

  it('is taken with a note where a text of it does not fit', () => {
    const long = aProduct({ barcode: '8'.repeat(61), item: anItem({ unit: 'u'.repeat(31) }) });
    expect(productFromItem(long, settings)).toMatchObject({
      canonical: { sku: '85123A' },
      notes: [{ code: 'products.unit_left_out' }, { code: 'products.barcode_left_out' }],
    });
  });

  it('is over where it is not for the shop, not begun, or deleted', () => {
    const filtered = {
      filtered: expect.objectContaining({ code: expect.stringMatching(/^exact_online\./) }),
      isOver: true,
    };
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

  it.each(['NetWeight', 'Percentage of VAT code 2'])('with a %s that is no number is an issue', (column) => {
    const native = aProduct({ unreadable: { column, value: '"0,25"' } });
    expect(codeOf(() => productFromItem(native, settings))).toBe('exact_online.number_unreadable');
  });

  it.each([
    ['code', aProduct({ item: anItem({ code: undefined }) })],
    ['description', aProduct({ description: undefined })],
    ['key', aProduct({ item: anItem({ id: '' }) })],
  ])('without %s is an issue', (_name, native) => {
    expect(classOf(() => productFromItem(native, settings))).toBe('value');
  });
});

describe('a box of an item that Exact Online does not tell', () => {
  const readOn = '2026-11-23';
  const price = { prices: [], standardPrice: '1', administrationCurrency: 'EUR', readOn };

  it.each([
    ['webshop_items', 'IsWebshopItem', 'item.isWebshopItem'],
    ['sales_items', 'IsSalesItem', 'item.isSalesItem'],
  ])('is an issue where it chooses the %s, and takes nothing off the shop', (itemSelection, column, field) => {
    const params = { item: '85123A', column };
    const issue = expect.objectContaining({ reason: { code: 'exact_online.item_box_unknown', params, field } });
    const row = { ID: 'guid-1', Code: '85123A', IsWebshopItem: 0, IsSalesItem: false };
    for (const value of [null, undefined, '']) {
      const item = itemFactsOf({ ...row, [column]: value }) ?? anItem();
      const product = { deleted: false as const, item, description: 'Heart', readOn };
      expect(() => productFromItem(product, productSettings.parse({ itemSelection }))).toThrow(issue);
      const stock = { item, positions: [], readOn };
      expect(() => stockLevelFromPositions(stock, stockSettings.parse({ itemSelection }))).toThrow(issue);
      expect(() => priceFromItem({ item, ...price }, priceSettings.parse({ itemSelection }))).toThrow(issue);
    }
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
    expect(productOf(dates)).toMatchObject(status === 'ended' ? { isOver: true } : { canonical: { sku: '85123A' } });
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
  const readOn = '2026-11-23';
  const levelOf = (settings: Record<string, unknown>, list = positions) =>
    stockLevelFromPositions({ item: anItem(), positions: list, readOn }, stockSettings.parse(settings));

  it.each([
    [{}, 9.9, 12.9],
    [{ stockField: 'available' }, 9.9, undefined],
    [{ stockField: 'in_stock' }, 12.9, undefined],
    [{ stockField: 'projected' }, 14.9, undefined],
    [{ stockWarehouses: ['1'] }, 7, 10],
    [{ stockWarehouses: ['1'], stockBuffer: 3 }, 4, 7],
    [{ stockBuffer: 100 }, 0, undefined],
    [{ stockBuffer: 100, stockMinimum: -1000 }, -90.1, -87.1],
    [{ stockMinimum: 20 }, 20, undefined],
  ])('with %j can be sold %d times, of %d that are there', (settings, quantity, onHand) => {
    const { warehouses: _, ...level } = (levelOf(settings) as { canonical: StockLevel }).canonical;
    expect(level).toEqual({ sku: '85123A', quantity, ...(onHand !== undefined && { onHand }) });
  });

  it('is told per warehouse, without what is held back and what is short elsewhere', () => {
    const level = (settings: object, list: StockPosition[] = positions) =>
      (levelOf({ stockField: 'in_stock', ...settings }, list) as { canonical: StockLevel }).canonical.warehouses;
    const short = { warehouse: '0', inStock: '-3', plannedIn: '0', plannedOut: '0' };
    expect(levelOf({})).toMatchObject({
      canonical: {
        warehouses: [
          { code: '1', quantity: 7, onHand: 10 },
          { code: '2', quantity: 2.9 },
        ],
      },
    });
    expect(level({ stockBuffer: 11 })).toEqual([
      { code: '1', quantity: 0 },
      { code: '2', quantity: 1.9 },
    ]);
    expect(level({}, [...positions, short])).toEqual([
      { code: '0', quantity: 0 },
      { code: '1', quantity: 7 },
      { code: '2', quantity: 2.9 },
    ]);
  });

  it('is nothing where there is no position or no number', () => {
    const nothing = { canonical: { sku: '85123A', quantity: 0 } };
    expect(levelOf({}, [])).toMatchObject(nothing);
    const empty = positionOf({ Item: 'guid-1', WarehouseCode: 'NL  ', CurrentStock: null });
    expect(empty?.part).toEqual({ warehouse: 'NL', inStock: '0', plannedIn: '0', plannedOut: '0' });
  });

  it('that is no number is an issue, unless its warehouse is not chosen', () => {
    const row = { Item: 'guid-1', WarehouseCode: '3', CurrentStock: '7,5' };
    const list = [...positions, positionOf(row)?.part as StockPosition];
    expect(codeOf(() => levelOf({}, list))).toBe('exact_online.number_unreadable');
    expect(levelOf({ stockWarehouses: ['1'] }, list)).toHaveProperty('canonical');
  });

  it('keeps what binary arithmetic made of a number', () => {
    const part = positionOf({ Item: 'guid-1', WarehouseCode: '1', CurrentStock: 11.999999999999998 })?.part;
    expect(levelOf({}, [part as StockPosition])).toMatchObject({ canonical: { quantity: 12 } });
  });

  it('is left out for services', () => {
    expect(
      stockLevelFromPositions({ item: anItem({ isStockItem: false }), positions, readOn }, stockSettings.parse({})),
    ).toHaveProperty('filtered');
  });

  it('is over where the item left the selection, is not sold on that day or was deleted', () => {
    const of = (native: NativeStock) => stockLevelFromPositions(native, stockSettings.parse({}));
    for (const change of [{ isWebshopItem: false }, { endDay: '2026-11-22' }, { startDay: '2026-11-24' }])
      expect(of({ item: anItem(change), positions, readOn })).toMatchObject({ isOver: true });
    expect(of({ deleted: true, key: 'guid-1' })).toMatchObject({ isOver: true });
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
    expect(findValidPrice([...others, newest], '2026-11-23', 'EUR')).toBe(newest);
    expect(findValidPrice([aPrice({ endDay: '2026-11-23' })], '2026-11-23', 'EUR')).toBeDefined();
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

  const price = (record: NativePrice, change: object = {}) => priceFromItem(record, priceSettings.parse(change));
  const notesOf = (record: NativePrice, change: object = {}) =>
    ((price(record, change) as { notes?: { code: string }[] }).notes ?? []).map(({ code }) => code);

  describe('in another currency than the shop sells in', () => {
    const inEuro = aPrice({ amount: '10', startDay: '2025-01-01' });
    const inDollar = aPrice({ amount: '11.5', currency: 'USD', startDay: '2026-01-01' });

    it('is left aside for one in its own', () => {
      expect(price(native({ prices: [inEuro, inDollar] }))).toEqual({
        canonical: { sku: '85123A', amountExclVat: '10', vatRatePercent: '21', currency: 'EUR' },
      });
    });

    it('is left aside for the standard price, which is told', () => {
      const record = native({ prices: [inDollar], standardPrice: '20' });
      expect(price(record)).toMatchObject({ canonical: { amountExclVat: '20', currency: 'EUR' } });
      expect(notesOf(record)).toEqual(['exact_online.price_other_currency']);
    });

    it('is taken where the settings say that currency, and never the standard price', () => {
      const dollars = { priceCurrency: 'USD' };
      expect(price(native({ prices: [inEuro, inDollar] }), dollars)).toMatchObject({
        canonical: { amountExclVat: '11.5', currency: 'USD' },
      });
      expect(price(native({ prices: [inEuro] }), dollars)).toMatchObject({
        filtered: { code: 'exact_online.item_price_other_currency', params: { currencies: 'EUR', currency: 'USD' } },
      });
    });
  });

  describe('that no shop can ask', () => {
    it.each([
      ['a comma', { Price: '12,34' }],
      ['no number', { Price: 'NaN' }],
      ['a quantity that is none', { Price: 12, Quantity: '1,0' }],
    ])('is an issue with %s', (_name, row) => {
      const part = salesPriceOf({ ID: 'p', Item: 'guid-1', Quantity: 1, ...row })?.part;
      expect(codeOf(() => price(native({ prices: [part as SalesPrice] })))).toBe('exact_online.number_unreadable');
    });

    it('is an issue where the standard price or the VAT percentage is no number', () => {
      const unreadable = { column: 'StandardSalesPrice', value: '"9,99"' };
      const broken = native({ prices: [], standardPrice: undefined, unreadable });
      expect(codeOf(() => price(broken))).toBe('exact_online.number_unreadable');
      const vat = { percent: '0', isInclusive: false, unreadable };
      expect(codeOf(() => price(native({ vat })))).toBe('exact_online.number_unreadable');
    });

    it.each(['12.340000000001', 12.340000000000002])('is read where it only has more digits: %p', (Price) => {
      const part = salesPriceOf({ ID: 'p', Item: 'guid-1', Quantity: 1, Price })?.part;
      expect(price(native({ prices: [part as SalesPrice] }))).toMatchObject({ canonical: { amountExclVat: '12.34' } });
    });

    it('is an issue below 0, whatever the settings', () => {
      const record = native({ prices: [aPrice({ amount: '-1' })] });
      for (const zeroPrices of ['issue', 'leave_out', 'send'])
        expect(codeOf(() => price(record, { zeroPrices }))).toBe('exact_online.price_negative');
    });

    it('is an issue at 0, left out or sent, as the settings say', () => {
      const free = native({ prices: [aPrice({ amount: '0.00' })] });
      expect(codeOf(() => price(free))).toBe('exact_online.price_zero');
      expect(price(free, { zeroPrices: 'leave_out' })).toMatchObject({
        filtered: { code: 'exact_online.price_is_zero' },
      });
      expect(price(free, { zeroPrices: 'send' })).toMatchObject({ canonical: { amountExclVat: '0' } });
    });
  });

  const aLine = (change: Partial<ListPrice> = {}): ListPrice => ({
    ...{ list: 'WEB', amount: '8', quantity: '1', isSpecialOffer: false, currency: 'EUR', unit: 'pc' },
    ...{ startDay: '2026-01-01', ...change },
  });

  describe('of a price list', () => {
    const web = { priceList: 'WEB' };

    it('is the line of today for one piece of the usual unit', () => {
      const listPrices = [
        aLine({ amount: '7', startDay: '2026-12-01' }),
        aLine({ amount: '6', quantity: '10' }),
        aLine({ amount: '5', unit: 'box' }),
        aLine({ amount: '4', list: 'OTHER' }),
        aLine({ amount: '3', isSpecialOffer: true }),
        aLine(),
      ];
      const record = native({ listPrices });
      expect(price(record, web)).toMatchObject({ canonical: { amountExclVat: '8' } });
      expect(notesOf(record, web)).toEqual([]);
    });

    it('is the price for all customers where the item is not on it, which is told', () => {
      const record = native({ listPrices: [] });
      expect(price(record, web)).toMatchObject({ canonical: { amountExclVat: '12.1' } });
      expect(notesOf(record, web)).toEqual(['exact_online.price_not_on_list']);
    });

    it('is what its entry says: a new price, or a discount on the base price', () => {
      const row = { ID: 'l', Item: 'guid-1', PriceListCode: 'WEB', PriceListPeriod: 'p', Quantity: 1, Unit: 'pc  ' };
      const amountOf = (values: object) => listLineOf({ ...row, ...values })?.amount;
      expect(amountOf({ EntryMethod: 2, NewPrice: 8.5, BasePriceAmount: 10, Discount: 0.2 })).toBe('8.5');
      expect(amountOf({ EntryMethod: 1, NewPrice: 1, BasePriceAmount: 10.05, Discount: 0.2 })).toBe('8.040');
      expect(listLineOf({ ...row, NewPrice: '8,5' })?.unreadable?.column).toBe('NewPrice');
    });

    it('is an issue where a day of its period cannot be read', () => {
      const record = native({ listPrices: [aLine({ unreadableDate: 'EndDate' })] });
      expect(codeOf(() => price(record, web))).toBe('exact_online.price_field_invalid');
    });
  });

  describe('with offers', () => {
    const saleOf = (record: NativePrice, change: object) =>
      (price(record, change) as { canonical: { amountExclVat: string; sale?: unknown } }).canonical;
    const regular = aPrice({ amount: '20' });
    const offer = aPrice({ amount: '15', startDay: '2026-11-20', endDay: '2026-11-30' });
    const dated = { salePrices: 'dated_prices' };

    it('says nothing of them where they are made in the shop', () => {
      expect(saleOf(native({ prices: [regular, offer] }), {})).not.toHaveProperty('sale');
      expect(saleOf(native({ prices: [regular, offer] }), {}).amountExclVat).toBe('15');
    });

    it('takes price lines with an end, beside the one without', () => {
      expect(saleOf(native({ prices: [regular, offer] }), dated)).toMatchObject({
        amountExclVat: '20',
        sale: { amountExclVat: '15', from: '2026-11-20', until: '2026-11-30' },
      });
      const over = native({ prices: [regular, offer], readOn: '2026-12-01' });
      expect(saleOf(over, dated)).toMatchObject({ amountExclVat: '20', sale: null });
      const never = native({ prices: [aPrice({ amount: '20', endDay: '9999-12-31' })] });
      expect(saleOf(never, dated)).toMatchObject({ amountExclVat: '20', sale: null });
    });

    it('tells the next one while there is none', () => {
      const next = native({ prices: [regular, offer], readOn: '2026-11-01' });
      expect(saleOf(next, dated).sale).toMatchObject({ from: '2026-11-20' });
    });

    it('takes them from a list, of the same one its special offers', () => {
      const listPrices = [
        aLine({ amount: '19' }),
        aLine({ amount: '18', isSpecialOffer: true, startDay: '2026-11-01', endDay: '2026-12-24' }),
        aLine({ amount: '17', list: 'OFFERS', startDay: undefined }),
      ];
      const record = native({ prices: [regular], listPrices });
      const list = { salePrices: 'price_list', salePriceList: 'WEB' };
      expect(saleOf(record, { ...list, priceList: 'WEB' })).toMatchObject({
        amountExclVat: '19',
        sale: { amountExclVat: '18', until: '2026-12-24' },
      });
      expect(saleOf(record, { ...list, salePriceList: 'OFFERS' }).sale).toEqual({ amountExclVat: '17' });
    });

    it('is without VAT too, and never higher than the regular price', () => {
      const vat = { percent: '21', isInclusive: true };
      expect(saleOf(native({ prices: [aPrice({ amount: '24.20' }), offer], vat }), dated)).toMatchObject({
        amountExclVat: '20',
        sale: { amountExclVat: '12.3966942149' },
      });
      const dear = native({ prices: [aPrice({ amount: '15' }), offer] });
      expect(saleOf(dear, dated).sale).toBeNull();
      expect(notesOf(dear, dated)).toEqual(['exact_online.offer_not_lower']);
    });
  });

  it('keeps the digits of the price list', () => {
    expect(salesPriceOf({ ID: 'p', Item: 'guid-1', Price: 0.1, Quantity: 1, Account: null })).toMatchObject({
      part: { amount: '0.1', isForOneCustomer: false },
    });
  });
});

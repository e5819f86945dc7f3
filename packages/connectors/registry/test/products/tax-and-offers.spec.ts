import { Route } from './route.js';

// The table of tax classes, and offers with their days, from Exact Online into the shop.

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe('the table of tax classes', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
    route.exact.insert('vat/VATCodes', {
      ...{ Code: '12', Description: 'Former rate 12%, exclusive', Type: 'E', Percentage: 0.12, IsBlocked: false },
    });
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  it('is asked for before anything is written where no class charges the rate, and goes before what charges it', async () => {
    route.addItem('FORMER', { SalesVatCode: '12' });
    route.addItem('HIGH');
    route.addItem('LOW', { SalesVatCode: '1' });
    const waiting = await route.run('product');
    expect(waiting).toMatchObject({ counts: { created: 2, held: 1 } });
    expect(waiting.issues).toEqual([['FORMER', 'woocommerce.tax_rate_missing']]);
    const classOf = (sku: string) => route.product(sku)?.tax_class;
    expect(['FORMER', 'HIGH', 'LOW'].map(classOf)).toEqual([undefined, '', 'reduced-rate']);
    route.rewind();
    const taxClasses = { '12': 'reduced-rate', '21': 'zero-rate' };
    expect(await route.run('product', { taxClasses })).toMatchObject({
      counts: { created: 1, updated: 1 },
      issues: [],
    });
    expect(['FORMER', 'HIGH', 'LOW'].map(classOf)).toEqual(['reduced-rate', 'zero-rate', 'reduced-rate']);
  });

  it('names a class that the shop does not have', async () => {
    route.addItem('HIGH');
    const { issues } = await route.run('product', { taxClasses: { '21': 'luxury' } });
    expect([issues, route.product('HIGH')]).toEqual([[['HIGH', 'woocommerce.tax_rate_entry_unknown']], undefined]);
  });
});

describe('offers', () => {
  let route: Route;
  beforeAll(async () => {
    route = await Route.start();
  });
  beforeEach(() => route.reset());
  afterAll(() => route.stop());

  const offerOf = (sku: string) => {
    const { regular_price, sale_price, date_on_sale_from, date_on_sale_to } = route.product(sku) ?? {};
    return [regular_price, sale_price, date_on_sale_from, date_on_sale_to];
  };
  const noOffer = ['10.00', '', null, null];

  it('of dated price lines begin and end in the shop by their days, and leave with the line', async () => {
    const settings = { salePrices: 'dated_prices' };
    const key = route.addItem('ART1');
    route.addPrice(key, { Price: 10, StartDate: day('2026-01-01') });
    route.addPrice(key, { Price: 7.5, StartDate: day('2026-11-25'), EndDate: day('2026-11-30') });
    await route.run('product');
    expect((await route.run('price', settings)).issues).toEqual([]);
    expect(offerOf('ART1')).toEqual(['10.00', '7.50', '2026-11-25T00:00:00', '2026-11-30T23:59:59']);
    route.nowMs = Date.parse('2026-12-02T12:00:00Z');
    expect((await route.run('price', settings)).counts).toMatchObject({ updated: 1, failed: 0 });
    expect(offerOf('ART1')).toEqual(noOffer);
  });

  it('of a price list are known before they begin, and replace what was offered in the shop', async () => {
    const settings = { salePrices: 'price_list', salePriceList: 'WEB' };
    const key = route.addItem('ART1');
    route.addPrice(key, { Price: 10, StartDate: day('2026-01-01') });
    await route.run('product');
    route.shop.patch('products', route.product('ART1')?.id ?? 0, { regular_price: '12.00', sale_price: '9.00' });
    await route.run('price');
    expect(offerOf('ART1')).toEqual(['10.00', '9.00', null, null]);
    const list = route.exact.list('sales/SalesPriceLists')[0]?.['ID'];
    const period = { PriceList: list, Currency: 'EUR', Type: 2 };
    const days = { StartDate: day('2026-12-01'), EndDate: day('2026-12-24') };
    const line = { PriceListCode: 'WEB', EntryMethod: 2, NewPrice: 8, Quantity: 1, Unit: 'pc' };
    const { ID } = route.exact.insert('sales/SalesPriceListPeriods', { ...period, ...days });
    route.exact.insert('sales/SalesPriceListVolumeDiscounts', { ...line, Item: key, PriceListPeriod: ID });
    route.rewind();
    expect((await route.run('price', settings)).issues).toEqual([]);
    expect(offerOf('ART1')).toEqual(['10.00', '8.00', '2026-12-01T00:00:00', '2026-12-24T23:59:59']);
    route.exact.delete('sales/SalesPriceListPeriods', String(ID));
    route.rewind();
    await route.run('price', settings);
    expect(offerOf('ART1')).toEqual(noOffer);
  });
});

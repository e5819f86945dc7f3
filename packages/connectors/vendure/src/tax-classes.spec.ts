import type { ConnectorContext, HttpRequest } from '@koppel/connector-sdk';
import { priceWriter } from './prices.js';
import { productWriter } from './products.js';
import { stockLevelWriter } from './stock.js';
import { proposeTaxCategories } from './tax-classes.js';

const zone = { id: '1', name: 'Nederland' };
const standard = { id: '1', name: 'Hoog tarief', isDefault: true };
const reduced = { id: '2', name: 'Laag tarief', isDefault: false };
const zero = { id: '3', name: 'Vrijgesteld', isDefault: false };

const rate = (categoryId: string, value: number, zoneId = zone.id) => ({
  value,
  category: { id: categoryId },
  zone: { id: zoneId },
});
const dutchRates = [rate('1', 21), rate('2', 9), rate('3', 0), rate('1', 19, '2'), rate('2', 7, '2')];

function aShop({ categories = [standard, reduced, zero], rates = dutchRates, pricesIncludeTax = true } = {}) {
  const sent: HttpRequest[] = [];
  const activeChannel = {
    ...{ code: 'shop', defaultCurrencyCode: 'EUR', availableCurrencyCodes: ['EUR'], defaultLanguageCode: 'nl' },
    ...{ pricesIncludeTax, defaultTaxZone: zone },
  };
  const data = {
    ...{ activeChannel, globalSettings: { serverConfig: { moneyStrategyPrecision: 2 } } },
    ...{
      taxCategories: { items: categories },
      taxRates: { items: rates },
      stockLocations: { items: [{ id: '1', name: 'Hall' }] },
    },
    productVariants: { items: [{ id: '7', sku: 'A', enabled: true, price: 1, taxCategory: { id: standard.id } }] },
  };
  const http = {
    request: <Body>(request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ status: 200, headers: {}, body: { data } as Body });
    },
  };
  return { context: { fields: {}, http, cache: new Map() } as unknown as ConnectorContext, sent };
}

const choices = (...rates: string[]) => rates.map((value) => ({ value, label: value }));

describe('the tax categories that a shop proposes', () => {
  it('are those that charge each rate in its own tax zone', async () => {
    expect(await proposeTaxCategories(aShop().context, choices('21', '9.0', '0', '19'))).toMatchObject({
      rows: [
        { key: '21', value: '1' },
        { key: '9.0', value: '2' },
        { key: '0', value: '3' },
      ],
      gaps: [{ reason: { code: 'vendure.tax_rate_missing', params: { rate: '19', zone: 'Nederland' } } }],
    });
  });

  it('are a question where two charge the same', async () => {
    const books = { id: '4', name: 'Boeken', isDefault: false };
    const { context } = aShop({ categories: [standard, reduced, books], rates: [...dutchRates, rate('4', 9)] });
    expect(await proposeTaxCategories(context, choices('9'))).toMatchObject({
      rows: [],
      gaps: [{ reason: { code: 'vendure.tax_rate_several', params: { classes: 'Laag tarief, Boeken' } } }],
    });
  });

  it('are those without any rate where nothing is charged, but not the default one', async () => {
    const withoutRates = aShop({ rates: [] });
    expect(await proposeTaxCategories(withoutRates.context, choices('0'))).toMatchObject({
      gaps: [{ reason: { params: { classes: 'Laag tarief, Vrijgesteld' } } }],
    });
    const { context } = aShop({ rates: [rate('1', 21), rate('2', 9)] });
    expect((await proposeTaxCategories(context, choices('0'))).rows).toEqual([{ key: '0', value: '3' }]);
  });
});

describe('the tax category of an article', () => {
  const refused = async (settings: object, vatRatePercent?: string) => {
    const parsed = productWriter.settings.parse(settings);
    const article = { sku: 'A', name: 'Mok', isStocked: true, vatRatePercent } as const;
    const translated = productWriter.fromCanonical(article, parsed);
    if (!('payload' in translated)) throw new Error('left out');
    const failures = await productWriter.resolve?.(aShop().context, [translated.payload], parsed);
    return failures?.get('A');
  };

  it('is asked for where no category has its rate, or the table names one that is not there', async () => {
    expect(await refused({}, '12')).toMatchObject({
      failureClass: 'missing_reference',
      waitsFor: 'tax_rate:12',
      reason: { code: 'vendure.tax_rate_missing', field: 'taxClasses.12' },
    });
    expect(await refused({ taxClasses: { '9': '77' } }, '9')).toMatchObject({
      reason: { code: 'vendure.tax_rate_entry_unknown', params: { entry: '77' }, field: 'taxClasses.9' },
    });
  });

  it('is certain by its rate or by the table, and is left alone where that is set or no rate is known', async () => {
    expect(await refused({}, '9')).toBeUndefined();
    expect(await refused({ taxClasses: { '12': '2' } }, '12')).toBeUndefined();
    expect(await refused({ shopTaxCategory: 'keep' }, '12')).toBeUndefined();
    expect(await refused({})).toBeUndefined();
  });
});

it('checks the table against the categories', async () => {
  const settings = productWriter.settings.parse({ taxClasses: { '21': '77', '9': '1', '0': '3' } });
  expect(await productWriter.checkSettings?.(aShop().context, settings)).toMatchObject({
    problems: [{ code: 'vendure.tax_rate_entry_unknown', field: 'taxClasses.21' }],
    warnings: [{ code: 'vendure.tax_rate_entry_other', params: { charged: '21' }, field: 'taxClasses.9' }],
  });
  const untouched = aShop();
  await productWriter.checkSettings?.(untouched.context, productWriter.settings.parse({}));
  expect(untouched.sent).toEqual([]);
});

describe('a price with VAT', () => {
  async function deliver(vatRatePercent?: string, { settings = {}, shop = aShop() } = {}) {
    const parsed = priceWriter.settings.parse(settings);
    const price = { sku: 'A', amountExclVat: '10', currency: 'EUR', vatRatePercent };
    const translated = priceWriter.fromCanonical(price, parsed);
    if (!('payload' in translated)) throw new Error('left out');
    const { payload } = translated;
    const failure = (await priceWriter.resolve?.(shop.context, [payload], parsed))?.get('A');
    if (failure) return failure;
    const operation = { payload, naturalKey: 'A', targetKey: '7', idempotencyKey: 'A', references: {} };
    return (await priceWriter.write(shop.context, [operation], parsed))[0];
  }

  it('waits where the rate of its article is not known, unless the settings have one, which is told', async () => {
    expect(await deliver()).toMatchObject({
      failureClass: 'missing_reference',
      reason: { code: 'prices.vat_rate_missing', field: 'standardVatRate' },
    });
    expect(await deliver(undefined, { settings: { standardVatRate: '21' } })).toMatchObject({
      status: 'written',
      notes: [{ code: 'prices.standard_vat_rate', params: { rate: '21' } }],
    });
    const withoutVat = aShop({ pricesIncludeTax: false });
    expect(await deliver(undefined, { shop: withoutVat })).toEqual({ status: 'written', targetKey: '7' });
  });

  it('tells that the tax category of its article charges another rate', async () => {
    expect(await deliver('9')).toMatchObject({
      status: 'written',
      notes: [{ code: 'prices.charged_at_other_rate', params: { rate: '9', charged: '21', taxClass: 'Hoog tarief' } }],
    });
    expect(await deliver('21')).toEqual({ status: 'written', targetKey: '7' });
    const withoutVat = aShop({ pricesIncludeTax: false });
    expect(await deliver('9', { shop: withoutVat })).toEqual({ status: 'written', targetKey: '7' });
  });
});

it('checks on saving that the shop has each stock location', async () => {
  const settings = stockLevelWriter.settings.parse({ stockLocations: { main: 'Hall', '*': 'Moon' } });
  expect(await stockLevelWriter.checkSettings?.(aShop().context, settings)).toMatchObject({
    problems: [{ code: 'vendure.stock_location_unknown', field: 'stockLocations.*' }],
  });
});
